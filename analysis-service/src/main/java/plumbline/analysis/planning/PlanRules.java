package plumbline.analysis.planning;

import plumbline.kit.definition.Allowed;
import plumbline.kit.definition.LookRules;
import plumbline.kit.definition.Span;
import plumbline.kit.failure.Violations;
import plumbline.proto.analysis.v1.PlanExperimentRequest;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.MetricDirection;

/** What the numbers of a plan must be. */
final class PlanRules {
  static final int MAX_GUARDRAILS = 50;
  private static final int MAX_VARIANTS = 12;
  private static final int MAX_POINTS = 200;
  private static final long MOST_UNITS_A_DAY = 1_000_000_000_000L;
  private static final double SMALLEST_SHARE = 1e-4;

  private final Violations violations;
  private final PlanExperimentRequest request;

  private PlanRules(Violations violations, PlanExperimentRequest request) {
    this.violations = violations;
    this.request = request;
  }

  /** Adds all that is wrong but for what is expected of the metrics. */
  static void check(Violations violations, PlanExperimentRequest request) {
    var rules = new PlanRules(violations, request);
    rules.checkGoal();
    rules.checkLevels();
    rules.checkDesign();
    rules.checkWeights();
    rules.checkTime();
    rules.check(
        request.getGuardrailsCount() <= MAX_GUARDRAILS,
        "guardrails",
        "must be at most " + MAX_GUARDRAILS);
    var points = request.getCurvePoints();
    rules.check(
        points == 0 || (points >= 2 && points <= MAX_POINTS),
        "curve_points",
        "must be 2 to 200, or 0 for 50");
  }

  private void checkGoal() {
    var direction = request.getDirection();
    var left = direction == MetricDirection.METRIC_DIRECTION_UNSPECIFIED;
    check(
        direction != MetricDirection.UNRECOGNIZED && (!left || request.hasRecorded()),
        "direction",
        "must be " + Allowed.of(MetricDirection.getDescriptor()));
    var mde = request.getMdeRelative();
    check(
        mde >= 1e-9 && mde <= 1_000,
        "mde_relative",
        "must be from 1e-9 to 1,000: 0.1 is 10 % relative to control");
  }

  private void checkLevels() {
    check(
        !request.hasAlpha() || (request.getAlpha() >= 1e-9 && request.getAlpha() < 0.5),
        "alpha",
        "must be in [1e-9, 0.5); 0.05 if absent");
    check(
        !request.hasPower() || (request.getPower() > 0.5 && request.getPower() <= 0.999999),
        "power",
        "must be in (0.5, 0.999999]; 0.8 if absent");
  }

  private void checkDesign() {
    check(
        request.getDesign() != Design.UNRECOGNIZED,
        "design",
        "must be " + Allowed.of(Design.getDescriptor()));
    LookRules.check(violations, "looks", request.getDesign(), request.getLooksList());
    var correlation = request.getCovariateCorrelation();
    check(
        correlation >= 0 && correlation < 1,
        "covariate_correlation",
        "must be in [0, 1), whatever its sign; absent: there is no covariate");
  }

  private void checkWeights() {
    var weights = request.getWeightsList();
    if (weights.isEmpty()
        || !check(
            weights.size() >= 2 && weights.size() <= MAX_VARIANTS,
            "weights",
            "must be 2 to 12, control's first, or none for two halves")) {
      return;
    }
    for (var i = 0; i < weights.size(); i++) {
      check(
          weights.get(i) >= SMALLEST_SHARE && weights.get(i) < 1,
          "weights[" + i + "]",
          "must be a share in [0.0001, 1)");
    }
    var sum = weights.stream().mapToDouble(Double::doubleValue).sum();
    check(Math.abs(sum - 1) <= 1e-9, "weights", "must sum to 1, not " + sum);
  }

  private void checkTime() {
    var units = request.getExpectedUnitsPerDay();
    check(
        units >= 0 && units <= MOST_UNITS_A_DAY,
        "expected_units_per_day",
        "must be 0 (unknown) to 1,000,000,000,000");
    check(
        !request.hasTraffic()
            || (request.getTraffic() >= SMALLEST_SHARE && request.getTraffic() <= 1),
        "traffic",
        "must be a share in [0.0001, 1]; everybody if absent");
    if (request.hasMaximumDuration()) {
      Span.check(violations, "maximum_duration", request.getMaximumDuration(), Span.RUN);
    }
  }

  private boolean check(boolean valid, String field, String description) {
    return violations.check(valid, field, description);
  }
}
