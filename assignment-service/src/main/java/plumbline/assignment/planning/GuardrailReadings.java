package plumbline.assignment.planning;

import java.util.List;
import java.util.Optional;
import plumbline.assignment.definition.GuardrailRules;
import plumbline.engine.guardrail.AbsurdMargin;
import plumbline.engine.guardrail.GuardrailSyntaxException;
import plumbline.engine.guardrail.HarmPlan;
import plumbline.engine.guardrail.Threshold;
import plumbline.engine.guardrail.WatchLevel;
import plumbline.engine.planning.Baseline;
import plumbline.engine.planning.SampleSize;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.GuardrailReading;
import plumbline.proto.assignment.v1.MetricRole;

/** Says how a definition's guardrails were understood, and what they can find. */
final class GuardrailReadings {
  /** Looks that a guardrail's share of alpha is divided by. */
  private static final int PLANNED_LOOKS = 20;

  private final ExperimentDefinition definition;
  private final Optional<SampleSize> arms;

  private GuardrailReadings(ExperimentDefinition definition, Optional<SampleSize> arms) {
    this.definition = definition;
    this.arms = arms;
  }

  /**
   * One for each guardrail, in order.
   *
   * @param arms the planned units of control and of the smallest treatment; empty while unknown
   */
  static List<GuardrailReading> of(ExperimentDefinition definition, Optional<SampleSize> arms) {
    var readings = new GuardrailReadings(definition, arms);
    return definition.getMetricsList().stream()
        .filter(metric -> metric.getRole() == MetricRole.METRIC_ROLE_GUARDRAIL)
        .map(readings::read)
        .toList();
  }

  private GuardrailReading read(ExperimentMetric guardrail) {
    var reading = GuardrailReading.newBuilder().setMetric(guardrail.getMetric().getKey());
    try {
      fill(reading, guardrail, GuardrailRules.threshold(guardrail));
    } catch (GuardrailSyntaxException e) {
      // Only what was stored before thresholds were read.
      reading.setWarning(String.valueOf(e.getMessage()));
    }
    return reading.build();
  }

  private void fill(
      GuardrailReading.Builder reading, ExperimentMetric guardrail, Threshold threshold) {
    var metric = reading.getMetric();
    var rule = guardrail.getGuardrail();
    reading.setReading(
        rule.hasBaseline()
            ? threshold.describe(metric, rule.getBaseline())
            : threshold.describe(metric));
    var baseline = baseline(guardrail);
    if (baseline.isEmpty() || arms.isEmpty()) {
      return;
    }
    try {
      var level = level(guardrail);
      var plan = new HarmPlan(threshold, baseline.get(), level, Goal.power(definition.getPlan()));
      reading.setSmallestDetectableHarm(plan.describe(metric, arms.get()));
      plan.warning(arms.get()).map(AbsurdMargin::describe).ifPresent(reading::setWarning);
    } catch (IllegalArgumentException e) {
      // The engine's words say which number is out of range, and what is allowed.
      reading.setWarning(String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Baseline> baseline(ExperimentMetric guardrail) {
    var rule = guardrail.getGuardrail();
    if (!rule.hasBaseline()) {
      return Optional.empty();
    }
    if (Goal.isShare(guardrail.getMetric())) {
      return Optional.of(new Baseline.Rate(rule.getBaseline()));
    }
    return Goal.isMean(guardrail.getMetric()) && rule.hasBaselineStandardDeviation()
        ? Optional.of(new Baseline.Mean(rule.getBaseline(), rule.getBaselineStandardDeviation()))
        : Optional.empty();
  }

  /** Guardrails with the same action share alpha. */
  private WatchLevel level(ExperimentMetric guardrail) {
    var family =
        definition.getMetricsList().stream()
            .filter(metric -> metric.getRole() == MetricRole.METRIC_ROLE_GUARDRAIL)
            .filter(
                metric -> metric.getGuardrail().getAction() == guardrail.getGuardrail().getAction())
            .count();
    return new WatchLevel(
        Goal.alpha(definition.getPlan()),
        PLANNED_LOOKS,
        (int) family,
        definition.getVariantsCount() - 1);
  }
}
