package plumbline.engine.fold;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The rule of what counts, in one place: one unit's events in one experiment, taken one by one and
 * kept as sums only, so that memory does not grow with what a unit does.
 *
 * <p>A fold that begins anew takes all of the unit's events, each once, in {@link #ORDER}. One that
 * goes on from a state takes events that the state does not have, in any order; where one of them
 * changes what the others mean, {@link #add} says so, and the unit is to be folded anew. Both come
 * to the same state.
 */
public final class UnitFold {
  /** Exposures first, by time of occurrence and then by the event id's bytes; then the rest. */
  public static final Comparator<UnitEvent> ORDER =
      Comparator.<UnitEvent, Boolean>comparing(UnitEvent.Outcome.class::isInstance)
          .thenComparingLong(UnitEvent::occurredAt)
          .thenComparing(event -> bytes(event.eventId()), Arrays::compareUnsigned);

  private final FoldPlan plan;
  private final Layout layout;
  private final boolean anew;
  private final BigInteger[] amounts;
  private final List<SortedMap<Integer, Long>> histograms = new ArrayList<>();
  private @Nullable First first;
  private boolean crossedOver;
  private boolean excluded;

  /** The exposure that enrolled the unit. */
  private record First(int variant, long occurredAt, String eventId, List<String> segments) {}

  private UnitFold(FoldPlan plan, Layout layout, boolean anew) {
    this.plan = plan;
    this.layout = layout;
    this.anew = anew;
    this.amounts = new BigInteger[layout.amounts()];
  }

  /** Begins with nothing. */
  public static UnitFold anew(FoldPlan plan, Layout layout) {
    var fold = new UnitFold(plan, layout, true);
    Arrays.fill(fold.amounts, BigInteger.ZERO);
    for (var metric : plan.metrics()) {
      if (metric.kind() == FoldMetric.Kind.QUANTILE) {
        fold.histograms.add(new TreeMap<>());
      }
    }
    return fold;
  }

  /** Goes on from what was folded with the same plan. */
  public static UnitFold from(FoldPlan plan, Layout layout, UnitState state) {
    var fold = new UnitFold(plan, layout, false);
    state.amounts().toArray(fold.amounts);
    for (var histogram : state.histograms()) {
      fold.histograms.add(new TreeMap<>(histogram.events()));
    }
    fold.first =
        new First(state.variant(), state.firstExposure(), state.firstEvent(), state.segments());
    fold.crossedOver = state.crossedOver();
    fold.excluded = state.excluded();
    return fold;
  }

  /**
   * What the unit's events come to.
   *
   * @param events all events of one unit, each once, in any order
   * @return empty if the unit was never enrolled
   */
  public static Optional<UnitState> fold(FoldPlan plan, Collection<? extends UnitEvent> events) {
    var fold = anew(plan, new Layout(plan));
    events.stream().sorted(ORDER).forEach(fold::add);
    return fold.state();
  }

  /**
   * Takes one event more.
   *
   * @return false if the unit must be folded anew, from all of its events: this state is then of no
   *     more use
   */
  public boolean add(UnitEvent event) {
    return switch (event) {
      case UnitEvent.Exposure exposure -> add(exposure);
      case UnitEvent.Outcome outcome -> {
        add(outcome);
        yield true;
      }
    };
  }

  private boolean add(UnitEvent.Exposure exposure) {
    if (plan.enrols(exposure)) {
      if (first == null) {
        first = first(exposure);
      } else if (isBefore(exposure, first)) {
        return false;
      } else {
        crossedOver |= plan.variants().indexOf(exposure.variant()) != first.variant;
      }
    }
    lookForExclusion(exposure);
    return true;
  }

  private First first(UnitEvent.Exposure exposure) {
    if (!anew) {
      throw new IllegalStateException("a state has its first exposure");
    }
    var segments = new ArrayList<String>(plan.segments().size());
    for (var attribute : plan.segments()) {
      segments.add(text(exposure.attributes().get(attribute)));
    }
    return new First(
        plan.variants().indexOf(exposure.variant()),
        exposure.occurredAt(),
        exposure.eventId(),
        segments);
  }

  /** As people would write it: 1.50 and 1.5 are one value. */
  private static String text(@Nullable Object attribute) {
    return switch (attribute) {
      case null -> "";
      case BigDecimal number -> number.stripTrailingZeros().toPlainString();
      default -> attribute.toString();
    };
  }

  private static boolean isBefore(UnitEvent.Exposure exposure, First first) {
    if (exposure.occurredAt() != first.occurredAt) {
      return exposure.occurredAt() < first.occurredAt;
    }
    return Arrays.compareUnsigned(bytes(exposure.eventId()), bytes(first.eventId)) < 0;
  }

  /** What is taken before the first exposure, in order, is not after it. */
  private void lookForExclusion(UnitEvent event) {
    if (!excluded && (first == null || event.occurredAt() <= first.occurredAt)) {
      excluded = plan.leavesOut(event);
    }
  }

  private void add(UnitEvent.Outcome event) {
    if (first == null) {
      return;
    }
    lookForExclusion(event);
    var quantiles = 0;
    for (var i = 0; i < plan.metrics().size(); i++) {
      var metric = plan.metrics().get(i);
      if (metric.kind() == FoldMetric.Kind.QUANTILE) {
        addValue(metric, i, event, histograms.get(quantiles++));
      } else {
        addTerms(metric, i, event);
      }
    }
  }

  private void addTerms(FoldMetric metric, int index, UnitEvent.Outcome event) {
    var terms = layout.terms(index);
    for (var i = 0; i < terms.size(); i++) {
      var source = metric.source(terms.get(i));
      if (inTime(terms.get(i), metric, event) && source.includes(event)) {
        var at = layout.amountsFrom(index) + i;
        amounts[at] = amounts[at].add(source.amount(event));
      }
    }
  }

  private boolean inTime(Term term, FoldMetric metric, UnitEvent.Outcome event) {
    var anchor = Objects.requireNonNull(first).occurredAt;
    return switch (term) {
      case Y, D -> metric.inTime(event.occurredAt(), anchor, plan);
      case X, Z ->
          plan.covariate() != null && plan.covariate().includes(event.occurredAt(), anchor, plan);
    };
  }

  /** An event without a value is in no bucket, and so is not counted. */
  private void addValue(
      FoldMetric metric, int index, UnitEvent.Outcome event, SortedMap<Integer, Long> histogram) {
    var value = metric.source().value();
    if (value != null && inTime(Term.Y, metric, event) && metric.source().includes(event)) {
      var micros = value.micros(event);
      if (micros != null) {
        Histogram.add(histogram, Buckets.of(micros), 1);
        var at = layout.amountsFrom(index);
        amounts[at] = amounts[at].add(BigInteger.ONE);
      }
    }
  }

  /** What it came to; empty if the unit was never enrolled. */
  public Optional<UnitState> state() {
    if (first == null) {
      return Optional.empty();
    }
    return Optional.of(
        new UnitState(
            first.variant,
            first.occurredAt,
            first.eventId,
            crossedOver,
            excluded,
            first.segments,
            Arrays.asList(amounts),
            histograms.stream().map(Histogram::new).toList()));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
