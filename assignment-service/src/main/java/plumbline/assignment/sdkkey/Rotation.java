package plumbline.assignment.sdkkey;

import com.google.protobuf.util.Durations;
import java.time.Duration;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.kit.identity.Principal;
import plumbline.proto.assignment.v1.RotateSdkKeyRequest;

/**
 * Another secret for a key.
 *
 * @param grace for which the secret before stays valid, from 0 to 30 days
 * @param actor the authenticated principal's name
 */
record Rotation(String id, Duration grace, String actor) {
  private static final Duration DEFAULT = Duration.ofHours(24);
  private static final Duration MOST = Duration.ofDays(30);

  /**
   * What a request asks for.
   *
   * @throws Failure.Invalid naming all that is wrong with it
   */
  static Rotation parse(RotateSdkKeyRequest request, Principal principal) {
    var violations = new Violations();
    violations.check(ExperimentKey.isValid(request.getId()), "id", ExperimentKey.ALLOWED);
    var asked = request.getGrace();
    var grace =
        !request.hasGrace()
            ? DEFAULT
            : Durations.isValid(asked)
                ? Duration.ofSeconds(asked.getSeconds(), asked.getNanos())
                : Duration.ofSeconds(-1);
    violations.check(
        !grace.isNegative() && grace.compareTo(MOST) <= 0,
        "grace",
        "must be 0 to 30 days; 24 hours if absent");
    violations.throwIfAny();
    return new Rotation(request.getId(), grace, principal.name());
  }
}
