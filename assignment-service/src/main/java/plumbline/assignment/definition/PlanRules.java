package plumbline.assignment.definition;

import com.google.protobuf.util.Durations;
import plumbline.kit.definition.Span;
import plumbline.kit.failure.Violations;
import plumbline.proto.assignment.v1.AnalysisPlan;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.MetricKind;

/** What the plan's numbers must be. */
final class PlanRules {
  private static final String ROOT = "definition.plan";
  private static final double MAX_POWER = 0.999999;
  private static final long MAX_UNITS = 1_000_000_000_000L;

  private final Violations violations;
  private final AnalysisPlan plan;

  private PlanRules(Violations violations, AnalysisPlan plan) {
    this.violations = violations;
    this.plan = plan;
  }

  static void check(Violations violations, ExperimentDefinition definition) {
    var rules = new PlanRules(violations, definition.getPlan());
    rules.checkLevels();
    rules.checkBaseline(DesignRules.primaryKind(definition));
    rules.checkSize();
    rules.checkDuration();
  }

  private void checkLevels() {
    violations.check(
        !plan.hasAlpha() || (plan.getAlpha() >= 1e-9 && plan.getAlpha() < 0.5),
        ROOT + ".alpha",
        "must be in [1e-9, 0.5); 0.05 if absent");
    violations.check(
        !plan.hasPower() || (plan.getPower() > 0.5 && plan.getPower() <= MAX_POWER),
        ROOT + ".power",
        "must be in (0.5, 0.999999]; 0.8 if absent");
    violations.check(
        !plan.hasMdeRelative() || plan.getMdeRelative() > 0,
        ROOT + ".mde_relative",
        "must be above 0: 0.1 is 10 % relative to control");
  }

  private void checkBaseline(MetricKind primary) {
    var proportion = primary == MetricKind.METRIC_KIND_PROPORTION;
    violations.check(
        !plan.hasBaseline() || !proportion || (plan.getBaseline() > 0 && plan.getBaseline() < 1),
        ROOT + ".baseline",
        "must be a share in (0, 1), as the primary metric is a proportion");
    violations.check(
        !plan.hasBaselineStandardDeviation()
            || (!proportion && plan.getBaselineStandardDeviation() > 0),
        ROOT + ".baseline_standard_deviation",
        "must be above 0, and not where the primary metric is a proportion: its baseline says it");
  }

  private void checkSize() {
    violations.check(
        plan.getSampleSizePerVariant() >= 0 && plan.getSampleSizePerVariant() <= MAX_UNITS,
        ROOT + ".sample_size_per_variant",
        "must be 0 (computed) to 1,000,000,000,000");
    violations.check(
        plan.getExpectedUnitsPerDay() >= 0 && plan.getExpectedUnitsPerDay() <= MAX_UNITS,
        ROOT + ".expected_units_per_day",
        "must be 0 (unknown) to 1,000,000,000,000");
  }

  private void checkDuration() {
    if (plan.hasDuration()) {
      Span.check(violations, ROOT + ".duration", plan.getDuration(), Span.RUN);
    }
    if (plan.hasMaximumDuration()) {
      Span.check(violations, ROOT + ".maximum_duration", plan.getMaximumDuration(), Span.RUN);
    }
    violations.check(
        !plan.hasDuration()
            || !plan.hasMaximumDuration()
            || !Durations.isValid(plan.getDuration())
            || !Durations.isValid(plan.getMaximumDuration())
            || Durations.comparator().compare(plan.getDuration(), plan.getMaximumDuration()) <= 0,
        ROOT + ".maximum_duration",
        "must not be shorter than duration");
  }
}
