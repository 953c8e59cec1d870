package plumbline.assignment.planning;

import java.util.List;
import java.util.Optional;
import plumbline.assignment.definition.GuardrailRules;
import plumbline.engine.guardrail.AbsurdMargin;
import plumbline.engine.guardrail.GuardrailSyntaxException;
import plumbline.engine.guardrail.HarmPlan;
import plumbline.engine.guardrail.LookSchedule;
import plumbline.engine.guardrail.Threshold;
import plumbline.engine.guardrail.WatchLevel;
import plumbline.engine.planning.SampleSize;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.GuardrailReading;
import plumbline.proto.assignment.v1.MetricRole;

/** Says how a definition's guardrails were understood, and what they can find. */
final class GuardrailReadings {
  private final ExperimentDefinition definition;
  private final Optional<Planned> planned;

  private GuardrailReadings(ExperimentDefinition definition, Optional<Planned> planned) {
    this.definition = definition;
    this.planned = planned;
  }

  /**
   * The planned units.
   *
   * @param arms of control and of the smallest treatment
   * @param schedule of all variants together
   */
  private record Planned(SampleSize arms, LookSchedule schedule) {
    static Planned of(ExperimentDefinition definition, long perVariant) {
      return new Planned(
          Sizes.arms(definition, perVariant), LookSchedule.of(Sizes.total(definition, perVariant)));
    }
  }

  /**
   * One for each guardrail, in order.
   *
   * @param perVariant the planned units of the smallest variant, above 0; empty while unknown
   */
  static List<GuardrailReading> of(ExperimentDefinition definition, Optional<Long> perVariant) {
    var planned = perVariant.map(units -> Planned.of(definition, units));
    var readings = new GuardrailReadings(definition, planned);
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
    var baseline = Baselines.of(guardrail.getMetric(), rule);
    if (baseline.isEmpty() || planned.isEmpty()) {
      return;
    }
    try {
      var arms = planned.get().arms;
      var level = level(guardrail, planned.get().schedule);
      var plan = new HarmPlan(threshold, baseline.get(), level, Goal.power(definition.getPlan()));
      reading.setSmallestDetectableHarm(plan.describe(metric, arms));
      plan.warning(arms).map(AbsurdMargin::describe).ifPresent(reading::setWarning);
    } catch (IllegalArgumentException e) {
      // The engine's words say which number is out of range, and what is allowed.
      reading.setWarning(String.valueOf(e.getMessage()));
    }
  }

  /** Guardrails with the same action share alpha. */
  private WatchLevel level(ExperimentMetric guardrail, LookSchedule schedule) {
    var family =
        definition.getMetricsList().stream()
            .filter(metric -> metric.getRole() == MetricRole.METRIC_ROLE_GUARDRAIL)
            .filter(
                metric -> metric.getGuardrail().getAction() == guardrail.getGuardrail().getAction())
            .count();
    return new WatchLevel(
        Goal.alpha(definition.getPlan()),
        schedule.plannedLooks(),
        (int) family,
        definition.getVariantsCount() - 1);
  }
}
