package plumbline.assignment.planning;

import java.util.Optional;
import plumbline.engine.planning.Baseline;
import plumbline.proto.assignment.v1.AnalysisPlan;
import plumbline.proto.assignment.v1.GuardrailRule;
import plumbline.proto.assignment.v1.Metric;

/** What control's metrics are expected to be, where a definition says enough of it. */
final class Baselines {
  private Baselines() {}

  /** The primary metric's. */
  static Optional<Baseline> of(Metric primary, AnalysisPlan plan) {
    return of(
        primary,
        plan.hasBaseline() ? Optional.of(plan.getBaseline()) : Optional.empty(),
        plan.hasBaselineStandardDeviation()
            ? Optional.of(plan.getBaselineStandardDeviation())
            : Optional.empty());
  }

  /** A guardrail's. */
  static Optional<Baseline> of(Metric guardrail, GuardrailRule rule) {
    return of(
        guardrail,
        rule.hasBaseline() ? Optional.of(rule.getBaseline()) : Optional.empty(),
        rule.hasBaselineStandardDeviation()
            ? Optional.of(rule.getBaselineStandardDeviation())
            : Optional.empty());
  }

  /** Whether its baseline says how much units differ. */
  static boolean isShare(Metric metric) {
    return switch (metric.getKind()) {
      case METRIC_KIND_PROPORTION -> true;
      case METRIC_KIND_COUNT,
          METRIC_KIND_MEAN,
          METRIC_KIND_RATIO,
          METRIC_KIND_QUANTILE,
          METRIC_KIND_UNSPECIFIED,
          UNRECOGNIZED ->
          false;
    };
  }

  private static Optional<Baseline> of(
      Metric metric, Optional<Double> value, Optional<Double> deviation) {
    if (isShare(metric)) {
      return value.map(Baseline.Rate::new);
    }
    // A ratio's deviation is the delta method's and a quantile's is made of its standard error: n
    // units of either are known as well as a mean with that deviation.
    return value.flatMap(known -> deviation.map(spread -> new Baseline.Mean(known, spread)));
  }
}
