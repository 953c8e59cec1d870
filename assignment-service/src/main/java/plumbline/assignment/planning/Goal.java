package plumbline.assignment.planning;

import java.util.Optional;
import java.util.OptionalDouble;
import plumbline.engine.planning.Baseline;
import plumbline.engine.planning.Covariate;
import plumbline.engine.planning.Direction;
import plumbline.engine.planning.ExperimentPlan;
import plumbline.engine.planning.Looks;
import plumbline.engine.planning.Significance;
import plumbline.engine.planning.Split;
import plumbline.engine.planning.Split.VariantUnits;
import plumbline.proto.assignment.v1.AnalysisPlan;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.assignment.v1.Variant;

/**
 * What the primary metric's comparisons are to find.
 *
 * @param mdeRelative the smallest effect worth finding over the baseline's size, above 0
 * @param direction the better one
 */
record Goal(ExperimentPlan plan, double mdeRelative, Direction direction) {
  static final double DEFAULT_ALPHA = 0.05;
  static final double DEFAULT_POWER = 0.8;

  /**
   * The goal of a definition that keeps the rules of a draft; empty while it does not say enough.
   *
   * @throws IllegalArgumentException for numbers that no computation takes
   */
  static Optional<Goal> of(ExperimentDefinition definition) {
    var plan = definition.getPlan();
    return primary(definition)
        .filter(_ -> plan.hasMdeRelative())
        .flatMap(metric ->
            Baselines.of(metric, plan)
                .map(baseline ->
                    new Goal(
                        plan(definition, baseline), plan.getMdeRelative(), direction(metric))));
  }

  static Optional<Metric> primary(ExperimentDefinition definition) {
    return definition.getMetricsList().stream()
        .filter(metric -> metric.getRole() == MetricRole.METRIC_ROLE_PRIMARY)
        .map(metric -> metric.getMetric())
        .findFirst();
  }

  static double alpha(AnalysisPlan plan) {
    return plan.hasAlpha() ? plan.getAlpha() : DEFAULT_ALPHA;
  }

  static double power(AnalysisPlan plan) {
    return plan.hasPower() ? plan.getPower() : DEFAULT_POWER;
  }

  /** Control's expected value, in the metric's unit. */
  double baseline() {
    return plan.baseline().value();
  }

  /** The primary metric's value in a treatment that has just the effect worth finding. */
  double goalValue() {
    return baseline() + difference();
  }

  VariantUnits needed() {
    return plan.unitsFor(difference());
  }

  /**
   * The smallest effect that so many units find, over the baseline's size; empty if there is none.
   *
   * @param units all variants together, above 0
   */
  OptionalDouble detectable(long units) {
    return plan.smallestDifference((double) units, direction).stream()
        .map(difference -> Math.abs(difference / baseline()))
        .findFirst();
  }

  private double difference() {
    return direction.sign() * mdeRelative * Math.abs(baseline());
  }

  private static ExperimentPlan plan(ExperimentDefinition definition, Baseline baseline) {
    var plan = definition.getPlan();
    var split = split(definition);
    var significance = Significance.twoSided(alpha(plan));
    return new ExperimentPlan(
        baseline,
        split,
        significance,
        power(plan),
        new Covariate(plan.getCovariate().getExpectedCorrelation()),
        LookCosts.of(looks(plan), significance, split, power(plan)));
  }

  private static Looks looks(AnalysisPlan plan) {
    return switch (plan.getDesign()) {
      case DESIGN_ALWAYS_VALID -> new Looks.Always();
      case DESIGN_GROUP_SEQUENTIAL -> new Looks.Planned(plan.getLooksList());
      case DESIGN_FIXED_HORIZON, DESIGN_UNSPECIFIED, UNRECOGNIZED -> new Looks.Once();
    };
  }

  private static Split split(ExperimentDefinition definition) {
    var variants = definition.getVariantsList();
    var control = variants.stream().filter(Variant::getControl).findFirst().orElseThrow();
    return new Split(
        control.getWeight(),
        variants.stream().filter(it -> !it.getControl()).map(Variant::getWeight).toList());
  }

  private static Direction direction(Metric metric) {
    return metric.getDirection() == MetricDirection.METRIC_DIRECTION_DECREASE
        ? Direction.DECREASE
        : Direction.INCREASE;
  }
}
