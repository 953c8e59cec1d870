package plumbline.assignment.holdout;

import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.definition.Text;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.kit.identity.Principal;
import plumbline.proto.assignment.v1.CreateHoldoutRequest;
import plumbline.proto.assignment.v1.UnitType;

/**
 * A holdout that is to be made.
 *
 * @param key {@code [a-z0-9][a-z0-9_-]{0,63}}, the salt of its hash
 * @param share of the units, in (0, 1)
 * @param author the authenticated principal's name
 */
record NewHoldout(String key, UnitType unitType, double share, String description, String author) {
  private static final int MAX_DESCRIPTION = 1_000;

  /**
   * What a request asks for.
   *
   * @throws Failure.Invalid naming all that is wrong with it
   */
  static NewHoldout parse(CreateHoldoutRequest request, Principal principal) {
    var violations = new Violations();
    violations.check(ExperimentKey.isValid(request.getKey()), "key", ExperimentKey.ALLOWED);
    violations.check(
        request.getUnitType() != UnitType.UNIT_TYPE_UNSPECIFIED
            && request.getUnitType() != UnitType.UNRECOGNIZED,
        "unit_type",
        "must be UNIT_TYPE_USER, UNIT_TYPE_ACCOUNT or UNIT_TYPE_DEVICE");
    violations.check(
        request.getShare() > 0 && request.getShare() < 1,
        "share",
        "must be a share in (0, 1), such as 0.05 for one unit in twenty");
    Text.check(violations, "description", request.getDescription(), 1, MAX_DESCRIPTION);
    violations.throwIfAny();
    return new NewHoldout(
        request.getKey(),
        request.getUnitType(),
        request.getShare(),
        request.getDescription(),
        principal.name());
  }

  boolean isSame(HoldoutEntity found) {
    return found.unitType() == unitType
        && found.share == share
        && found.description.equals(description)
        && found.author.equals(author);
  }
}
