package plumbline.engine.fold;

import static plumbline.engine.fold.FoldPlan.OPEN;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import plumbline.engine.fold.FoldMetric.Kind;

/** A plan for tests: experiment `exp`, variants `a` and `b`, start at 100, and what else is set. */
final class PlanSample {
  static final EventValue OWN = new EventValue.Own();

  private final List<FoldMetric> metrics;
  private long enrolEnd = OPEN;
  private long cut = OPEN;
  private boolean excludeCrossedOver;
  private EventFilter exclusion = EventFilter.NONE;
  private List<String> segments = List.of();
  private @Nullable CovariateWindow covariate;

  private PlanSample(List<FoldMetric> metrics) {
    this.metrics = metrics;
  }

  static PlanSample of(FoldMetric... metrics) {
    return new PlanSample(List.of(metrics));
  }

  PlanSample ends(long enrolEnd, long cut) {
    this.enrolEnd = enrolEnd;
    this.cut = cut;
    return this;
  }

  PlanSample excludingCrossedOver() {
    this.excludeCrossedOver = true;
    return this;
  }

  PlanSample excluding(EventFilter exclusion) {
    this.exclusion = exclusion;
    return this;
  }

  PlanSample by(String... segments) {
    this.segments = List.of(segments);
    return this;
  }

  PlanSample lookback(long lookback, boolean untilStart) {
    this.covariate = new CovariateWindow(lookback, untilStart);
    return this;
  }

  FoldPlan plan() {
    return new FoldPlan(
        "exp",
        List.of("a", "b"),
        100,
        enrolEnd,
        cut,
        excludeCrossedOver,
        exclusion,
        segments,
        covariate,
        metrics);
  }

  /** Of `buy`, from the first exposure on, without a window. */
  static FoldMetric metric(Kind kind) {
    return metric(kind, EventFilter.ALL, OWN, 0, null);
  }

  /** Of `buy`; a ratio is the values' sum to the number of `visit`. */
  static FoldMetric metric(
      Kind kind, EventFilter filter, EventValue value, long delay, @Nullable Long window) {
    var counts = kind == Kind.PROPORTION || kind == Kind.COUNT;
    return new FoldMetric(
        "m-" + kind,
        kind,
        new EventSource("buy", filter, counts ? null : value),
        kind == Kind.RATIO ? EventSource.events("visit", EventFilter.ALL) : null,
        delay,
        window,
        null,
        null);
  }

  static UnitEvent see(String id, long at, String variant) {
    return new UnitEvent.Exposure(id, at, "exp", variant);
  }

  static UnitEvent see(String id, long at, String variant, Map<String, ?> attributes) {
    return new UnitEvent.Exposure(id, at, "exp", variant, attributes);
  }

  static UnitEvent buy(String id, long at, @Nullable Long value) {
    return new UnitEvent.Outcome(id, at, "buy", value, Map.of());
  }

  static UnitEvent visit(String id, long at) {
    return new UnitEvent.Outcome(id, at, "visit", null, Map.of());
  }
}
