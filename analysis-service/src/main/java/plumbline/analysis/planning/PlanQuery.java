package plumbline.analysis.planning;

import com.google.protobuf.util.Durations;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import plumbline.engine.planning.Covariate;
import plumbline.engine.planning.Direction;
import plumbline.engine.planning.Looks;
import plumbline.engine.planning.Significance;
import plumbline.engine.planning.Split;
import plumbline.engine.planning.Traffic;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.proto.analysis.v1.PlanExperimentRequest;
import plumbline.proto.assignment.v1.MetricDirection;

/**
 * What is planned.
 *
 * @param direction the better one; empty: the recorded metric's
 * @param mdeRelative over the baseline's size, from 1e-9 to 1,000
 * @param power from 0.5 (excluded) to 0.999999, of each treatment's comparison
 * @param traffic empty while the expected units a day are unknown
 * @param maximumDays from 1 to 3,660
 * @param points of each curve, from 2 to 200
 */
record PlanQuery(
    BaselineSource source,
    Optional<Direction> direction,
    double mdeRelative,
    Significance significance,
    double power,
    Looks looks,
    Split split,
    Covariate covariate,
    Optional<Traffic> traffic,
    long maximumDays,
    List<PlannedWatch> guardrails,
    int points) {
  private static final double DEFAULT_ALPHA = 0.05;
  private static final double DEFAULT_POWER = 0.8;
  private static final long DEFAULT_DAYS = 90;
  private static final int DEFAULT_POINTS = 50;
  private static final long SECONDS_A_DAY = 86_400;

  /**
   * The query of a request.
   *
   * @throws Failure.Invalid naming every field that is wrong
   */
  static PlanQuery parse(PlanExperimentRequest request) {
    var violations = new Violations();
    var source = BaselineSource.parse(violations, request);
    var guardrails = guardrails(violations, request);
    PlanRules.check(violations, request);
    violations.throwIfAny();
    return new PlanQuery(
        source.orElseThrow(),
        direction(request.getDirection()),
        request.getMdeRelative(),
        Significance.twoSided(request.hasAlpha() ? request.getAlpha() : DEFAULT_ALPHA),
        request.hasPower() ? request.getPower() : DEFAULT_POWER,
        looks(request),
        split(request.getWeightsList()),
        new Covariate(request.getCovariateCorrelation()),
        traffic(request),
        maximumDays(request),
        guardrails.stream().map(Optional::orElseThrow).toList(),
        request.getCurvePoints() == 0 ? DEFAULT_POINTS : request.getCurvePoints());
  }

  private static List<Optional<PlannedWatch>> guardrails(
      Violations violations, PlanExperimentRequest request) {
    return IntStream.range(0, Math.min(request.getGuardrailsCount(), PlanRules.MAX_GUARDRAILS))
        .mapToObj(
            i -> PlannedWatch.parse(violations, request.getGuardrails(i), "guardrails[" + i + "]"))
        .toList();
  }

  private static Optional<Direction> direction(MetricDirection direction) {
    return switch (direction) {
      case METRIC_DIRECTION_INCREASE -> Optional.of(Direction.INCREASE);
      case METRIC_DIRECTION_DECREASE -> Optional.of(Direction.DECREASE);
      case METRIC_DIRECTION_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }

  private static Looks looks(PlanExperimentRequest request) {
    return switch (request.getDesign()) {
      case DESIGN_ALWAYS_VALID -> new Looks.Always();
      case DESIGN_GROUP_SEQUENTIAL -> new Looks.Planned(request.getLooksList());
      case DESIGN_FIXED_HORIZON, DESIGN_UNSPECIFIED, UNRECOGNIZED -> new Looks.Once();
    };
  }

  private static Split split(List<Double> weights) {
    return weights.isEmpty()
        ? Split.even(2)
        : new Split(weights.getFirst(), weights.subList(1, weights.size()));
  }

  private static Optional<Traffic> traffic(PlanExperimentRequest request) {
    return request.getExpectedUnitsPerDay() == 0
        ? Optional.empty()
        : Optional.of(
            new Traffic(
                (double) request.getExpectedUnitsPerDay(),
                request.hasTraffic() ? request.getTraffic() : 1));
  }

  private static long maximumDays(PlanExperimentRequest request) {
    return request.hasMaximumDuration()
        ? Math.max(
            1, Math.ceilDiv(Durations.toSeconds(request.getMaximumDuration()), SECONDS_A_DAY))
        : DEFAULT_DAYS;
  }
}
