package plumbline.assignment.planning;

import java.util.Optional;
import java.util.OptionalDouble;
import plumbline.engine.planning.ComparisonPlan;
import plumbline.engine.planning.Direction;
import plumbline.engine.planning.MeanPlan;
import plumbline.engine.planning.ProportionPlan;
import plumbline.engine.planning.Significance;
import plumbline.engine.planning.Split;
import plumbline.engine.planning.Split.VariantUnits;
import plumbline.proto.assignment.v1.AnalysisPlan;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.assignment.v1.Variant;

/**
 * What the primary metric's comparisons are to find.
 *
 * @param baseline control's expected value, in the metric's unit
 * @param mdeRelative the smallest effect worth finding over the baseline's size, above 0
 * @param direction the better one
 */
record Goal(
    ComparisonPlan comparison,
    Split split,
    double baseline,
    double mdeRelative,
    Direction direction,
    double power) {
  static final double DEFAULT_ALPHA = 0.05;
  static final double DEFAULT_POWER = 0.8;

  /**
   * The goal of a definition that keeps the rules of a draft; empty while it does not say enough,
   * or what is not computed yet.
   *
   * @throws IllegalArgumentException for numbers that no computation takes
   */
  static Optional<Goal> of(ExperimentDefinition definition) {
    var plan = definition.getPlan();
    return primary(definition)
        .filter(_ -> plan.hasBaseline() && plan.hasMdeRelative())
        .filter(_ -> isFixedHorizon(plan))
        .filter(
            metric -> isShare(metric) || (isMean(metric) && plan.hasBaselineStandardDeviation()))
        .map(metric ->
            new Goal(
                comparison(metric, plan),
                split(definition),
                plan.getBaseline(),
                plan.getMdeRelative(),
                direction(metric),
                power(plan)));
  }

  static Optional<Metric> primary(ExperimentDefinition definition) {
    return definition.getMetricsList().stream()
        .filter(metric -> metric.getRole() == MetricRole.METRIC_ROLE_PRIMARY)
        .map(metric -> metric.getMetric())
        .findFirst();
  }

  static boolean isShare(Metric metric) {
    return metric.getKind() == MetricKind.METRIC_KIND_PROPORTION;
  }

  /** Whether it is judged by its units' mean. */
  static boolean isMean(Metric metric) {
    return metric.getKind() == MetricKind.METRIC_KIND_MEAN
        || metric.getKind() == MetricKind.METRIC_KIND_COUNT;
  }

  /** The only design whose units are computed yet. */
  private static boolean isFixedHorizon(AnalysisPlan plan) {
    return plan.getDesign() == Design.DESIGN_UNSPECIFIED
        || plan.getDesign() == Design.DESIGN_FIXED_HORIZON;
  }

  static double alpha(AnalysisPlan plan) {
    return plan.hasAlpha() ? plan.getAlpha() : DEFAULT_ALPHA;
  }

  static double power(AnalysisPlan plan) {
    return plan.hasPower() ? plan.getPower() : DEFAULT_POWER;
  }

  /** The primary metric's value in a treatment that has just the effect worth finding. */
  double goalValue() {
    return baseline + difference();
  }

  VariantUnits needed() {
    return split.unitsFor(comparison, difference(), power);
  }

  /**
   * The smallest effect that so many units find, over the baseline's size; empty if there is none.
   *
   * @param units all variants together, above 0
   */
  OptionalDouble detectable(long units) {
    return split.smallestDifference(comparison, units, power, direction).stream()
        .map(difference -> Math.abs(difference / baseline))
        .findFirst();
  }

  private double difference() {
    return direction.sign() * mdeRelative * Math.abs(baseline);
  }

  private static ComparisonPlan comparison(Metric metric, AnalysisPlan plan) {
    var significance = Significance.twoSided(alpha(plan));
    return isShare(metric)
        ? new ProportionPlan(plan.getBaseline(), significance)
        : new MeanPlan(plan.getBaselineStandardDeviation(), significance);
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
