package plumbline.assignment.experiment;

import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.definition.Text;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.kit.identity.Principal;
import plumbline.proto.assignment.v1.RampExperimentRequest;

/**
 * A share of the units that somebody wants to take part.
 *
 * @param expectedVersion the version that was seen; 0: whatever it is
 * @param traffic in (0, 1]
 * @param reason may be empty
 * @param actor the authenticated principal's name
 */
record TrafficGrowth(
    ExperimentKey key, long expectedVersion, double traffic, String reason, String actor) {
  private static final int MAX_REASON = 4_000;

  /**
   * What a request asks for.
   *
   * @throws Failure.Invalid naming all that is wrong with it
   */
  static TrafficGrowth parse(RampExperimentRequest request, Principal principal) {
    var violations = new Violations();
    violations.check(ExperimentKey.isValid(request.getKey()), "key", ExperimentKey.ALLOWED);
    violations.check(
        request.getExpectedVersion() >= 0,
        "expected_version",
        "must be 0 (whatever it is) or a version");
    violations.check(
        request.getTraffic() > 0 && request.getTraffic() <= 1,
        "traffic",
        "must be a share in (0, 1]");
    Text.check(violations, "reason", request.getReason(), 0, MAX_REASON);
    violations.throwIfAny();
    return new TrafficGrowth(
        new ExperimentKey(request.getKey()),
        request.getExpectedVersion(),
        request.getTraffic(),
        request.getReason(),
        principal.name());
  }
}
