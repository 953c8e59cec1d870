package plumbline.analysis.planning;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import plumbline.engine.planning.Direction;
import plumbline.engine.planning.ExperimentPlan;
import plumbline.engine.planning.MdeCurve;
import plumbline.engine.planning.PowerCurve;
import plumbline.engine.planning.SampleSizeCurve;
import plumbline.engine.planning.Split.VariantUnits;
import plumbline.engine.planning.Traffic.EnrolmentTime;
import plumbline.kit.failure.Failure;

/**
 * What a plan needs, and what it can find. Effects are treatment minus control, in the metric's
 * unit.
 *
 * @param difference the one that is sought
 * @param units at most 1e14 in all
 */
record PlannedExperiment(
    PlanQuery query,
    ExpectedMetric metric,
    Direction direction,
    ExperimentPlan plan,
    double difference,
    VariantUnits units) {
  private static final long MOST_UNITS = 100_000_000_000_000L;
  private static final double CURVE_REACH = 4;

  /**
   * Computes it.
   *
   * @param direction the better one
   * @throws Failure.Invalid where the effect cannot be, or needs more than 1e14 units
   */
  static PlannedExperiment of(PlanQuery query, ExpectedMetric metric, Direction direction) {
    var difference = query.mdeRelative() * size(metric) * direction.sign();
    requirePossible(metric, difference);
    var plan =
        ExperimentPlan.of(
            metric.baseline(),
            query.split(),
            query.significance(),
            query.power(),
            query.covariate(),
            query.looks());
    var units = plan.unitsFor(difference);
    requireReachable(units);
    return new PlannedExperiment(query, metric, direction, plan, difference, units);
  }

  /** How long enrolment lasts; empty while the expected units a day are unknown. */
  Optional<EnrolmentTime> time() {
    return query.traffic().map(traffic -> traffic.timeFor(units.total()));
  }

  /** The smallest difference that the units of the longest enrolment find; empty if none. */
  OptionalDouble detectable() {
    var enrolled = enrolled();
    return enrolled.isEmpty()
        ? OptionalDouble.empty()
        : plan.smallestDifference((double) enrolled.getAsLong(), direction);
  }

  /** The chance that they find what is sought; empty while they are unknown. */
  OptionalDouble power() {
    var enrolled = enrolled();
    return enrolled.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(plan.power(difference, (double) enrolled.getAsLong()).detected());
  }

  /** The units that come while they may, all variants together. */
  private OptionalLong enrolled() {
    return query.traffic().stream()
        .mapToLong(traffic -> traffic.unitsIn(query.maximumDays()))
        .filter(units -> units > 0)
        .findFirst();
  }

  /** A difference over the baseline's size, without its sign. */
  double relative(double difference) {
    return Math.abs(difference) / size(metric);
  }

  /** The units that the smallest variant needs. */
  static long smallest(VariantUnits units) {
    return units.treatments().stream().reduce(units.control(), Math::min);
  }

  /** The power to find what is sought, from a tenth of the needed units to twice as many. */
  List<PowerCurve.Point> powerCurve() {
    var total = (double) units.total();
    return PowerCurve.of(plan, difference, total / 10, 2 * total, query.points()).points();
  }

  /** What is found by day; empty while the expected units a day are unknown. */
  List<MdeCurve.Point> mdeCurve() {
    return query
        .traffic()
        .map(traffic ->
            MdeCurve.of(plan, traffic, query.maximumDays(), direction, query.points()).points())
        .orElse(List.of());
  }

  /** The units for a quarter of what is sought to four times it, or as far as a share can go. */
  List<SampleSizeCurve.Point> sampleSizeCurve() {
    var most = Math.min(CURVE_REACH * Math.abs(difference), room(metric, direction));
    var from = difference / CURVE_REACH;
    return SampleSizeCurve.of(plan, from, direction.sign() * most, query.points()).points();
  }

  private static double size(ExpectedMetric metric) {
    return Math.abs(metric.baseline().value());
  }

  /** How far a treatment can be from control. */
  private static double room(ExpectedMetric metric, Direction direction) {
    var value = metric.baseline().value();
    return !metric.isShare()
        ? Double.POSITIVE_INFINITY
        : direction == Direction.INCREASE ? 1 - value : value;
  }

  private static void requirePossible(ExpectedMetric metric, double difference) {
    var value = metric.baseline().value();
    if (metric.isShare() && !(value + difference >= 0 && value + difference <= 1)) {
      throw new Failure.Invalid(
          "mde_relative",
          "leads from a share of %s to %s, which no share can be: choose a smaller one"
              .formatted(PlanWords.percent(value), PlanWords.percent(value + difference)));
    }
  }

  private static void requireReachable(VariantUnits units) {
    if (units.total() > MOST_UNITS) {
      throw new Failure.Invalid(
          "mde_relative",
          "needs more units than there are with this baseline: choose a larger one");
    }
  }
}
