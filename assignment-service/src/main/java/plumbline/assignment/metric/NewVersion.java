package plumbline.assignment.metric;

import plumbline.kit.definition.MetricRules;
import plumbline.kit.failure.Violations;
import plumbline.kit.identity.Principal;
import plumbline.proto.assignment.v1.CreateMetricRequest;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.UpdateMetricRequest;

/**
 * A version that is to be made.
 *
 * @param expectedVersion the version that was read and changed; 0 where there is to be none yet
 * @param author the authenticated principal's name
 */
record NewVersion(Metric metric, long expectedVersion, String author) {

  /**
   * What a request asks for.
   *
   * @throws plumbline.kit.failure.Failure.Invalid naming all that is wrong with it
   */
  static NewVersion parse(CreateMetricRequest request, Principal principal) {
    var violations = new Violations();
    check(violations, request.hasMetric(), request.getMetric());
    violations.throwIfAny();
    return new NewVersion(request.getMetric(), 0, principal.name());
  }

  /**
   * What a request asks for.
   *
   * @throws plumbline.kit.failure.Failure.Invalid naming all that is wrong with it
   */
  static NewVersion parse(UpdateMetricRequest request, Principal principal) {
    var violations = new Violations();
    violations.check(
        request.getExpectedVersion() > 0,
        "expected_version",
        "must be the version that you read and changed, so that nobody's work is lost");
    check(violations, request.hasMetric(), request.getMetric());
    violations.throwIfAny();
    return new NewVersion(request.getMetric(), request.getExpectedVersion(), principal.name());
  }

  private static void check(Violations violations, boolean present, Metric metric) {
    if (violations.check(present, "metric", "is needed")) {
      MetricRules.checkWhole(violations, metric, "metric");
      violations.check(
          !metric.getOwner().isBlank(),
          "metric.owner",
          "is needed in the catalogue: who answers for the metric");
    }
  }

  String key() {
    return metric.getKey();
  }
}
