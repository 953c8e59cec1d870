package plumbline.assignment.sdkkey;

import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.definition.Text;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.kit.identity.Principal;
import plumbline.proto.assignment.v1.RevokeSdkKeyRequest;

/**
 * A key's end.
 *
 * @param reason may be empty: nobody should have to think of one while a secret is leaking
 * @param actor the authenticated principal's name
 */
record Revocation(String id, String reason, String actor) {
  private static final int MAX_REASON = 1_000;

  /**
   * What a request asks for.
   *
   * @throws Failure.Invalid naming all that is wrong with it
   */
  static Revocation parse(RevokeSdkKeyRequest request, Principal principal) {
    var violations = new Violations();
    violations.check(ExperimentKey.isValid(request.getId()), "id", ExperimentKey.ALLOWED);
    Text.check(violations, "reason", request.getReason(), 0, MAX_REASON);
    violations.throwIfAny();
    return new Revocation(request.getId(), request.getReason(), principal.name());
  }
}
