package plumbline.engine.fold;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The rule of what counts, in one place: a pure function of a unit's events, whatever their order.
 */
public final class UnitFold {
  private static final Comparator<UnitEvent.Exposure> FIRST =
      Comparator.comparingLong(UnitEvent.Exposure::occurredAt)
          .thenComparing(
              exposure -> exposure.eventId().getBytes(StandardCharsets.UTF_8),
              Arrays::compareUnsigned);

  private UnitFold() {}

  /**
   * What the unit contributes.
   *
   * @param plan the experiment
   * @param events all events of one unit, each once, in any order
   * @return empty if the unit was never enrolled
   */
  public static Optional<Contribution> fold(FoldPlan plan, Collection<UnitEvent> events) {
    var exposures = enrolling(plan, events);
    if (exposures.isEmpty()) {
      return Optional.empty();
    }
    var first = exposures.stream().min(FIRST).orElseThrow();
    var crossedOver = exposures.stream().anyMatch(e -> !e.variant().equals(first.variant()));
    return Optional.of(
        new Contribution(
            plan.variants().indexOf(first.variant()),
            first.occurredAt(),
            crossedOver,
            !(crossedOver && plan.excludeCrossedOver()),
            values(plan, first.occurredAt(), events)));
  }

  private static List<UnitEvent.Exposure> enrolling(FoldPlan plan, Collection<UnitEvent> events) {
    var exposures = new ArrayList<UnitEvent.Exposure>();
    for (var event : events) {
      if (event instanceof UnitEvent.Exposure exposure && plan.enrols(exposure)) {
        exposures.add(exposure);
      }
    }
    return exposures;
  }

  private static List<BigInteger> values(FoldPlan plan, long first, Collection<UnitEvent> events) {
    var values = new ArrayList<BigInteger>(plan.metrics().size());
    for (var metric : plan.metrics()) {
      values.add(value(plan, metric, first, events));
    }
    return values;
  }

  private static BigInteger value(
      FoldPlan plan, FoldMetric metric, long first, Collection<UnitEvent> events) {
    var count = 0L;
    var sum = BigInteger.ZERO;
    for (var event : events) {
      if (event instanceof UnitEvent.Outcome outcome && metric.counts(outcome, first, plan)) {
        count++;
        var micros = metric.value().micros(outcome);
        if (micros != null) {
          sum = sum.add(BigInteger.valueOf(micros));
        }
      }
    }
    return metric.value(count, sum);
  }
}
