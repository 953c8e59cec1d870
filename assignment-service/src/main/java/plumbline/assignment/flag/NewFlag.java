package plumbline.assignment.flag;

import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.kit.identity.Principal;
import plumbline.proto.assignment.v1.CreateFlagRequest;
import plumbline.proto.assignment.v1.FlagDefinition;

/**
 * A flag that is to be made.
 *
 * @param key {@code [a-z0-9][a-z0-9_-]{0,63}}, the salt of its rollout hash
 * @param author the authenticated principal's name
 */
record NewFlag(String key, FlagDefinition definition, String author) {

  /**
   * What a request asks for.
   *
   * @throws Failure.Invalid naming all that is wrong with it
   */
  static NewFlag parse(CreateFlagRequest request, Principal principal) {
    var violations = new Violations();
    violations.check(ExperimentKey.isValid(request.getKey()), "key", ExperimentKey.ALLOWED);
    violations.check(request.hasDefinition(), "definition", "is needed");
    FlagRules.check(violations, request.getDefinition());
    violations.throwIfAny();
    return new NewFlag(request.getKey(), request.getDefinition(), principal.name());
  }

  boolean isSame(FlagEntity found) {
    return found.author.equals(author) && found.definition().equals(definition);
  }
}
