package plumbline.assignment.experiment;

import plumbline.assignment.definition.Completeness;
import plumbline.assignment.definition.DefinitionRules;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.kit.identity.Principal;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.UpdateExperimentRequest;

/**
 * A definition that is to take the place of another.
 *
 * @param expectedVersion the version that was changed, at least 1
 * @param actor the authenticated principal's name
 */
record NewDefinition(
    ExperimentKey key, ExperimentDefinition definition, long expectedVersion, String actor) {

  /**
   * What a request asks for.
   *
   * @throws Failure.Invalid naming all that is wrong with it
   */
  static NewDefinition parse(UpdateExperimentRequest request, Principal principal) {
    var violations = new Violations();
    violations.check(ExperimentKey.isValid(request.getKey()), "key", ExperimentKey.ALLOWED);
    violations.check(
        request.getExpectedVersion() > 0,
        "expected_version",
        "must be the version that you read and changed, so that nobody's work is lost");
    violations.check(request.hasDefinition(), "definition", "is needed");
    DefinitionRules.check(violations, request.getDefinition(), Completeness.DRAFT);
    violations.throwIfAny();
    return new NewDefinition(
        new ExperimentKey(request.getKey()),
        request.getDefinition(),
        request.getExpectedVersion(),
        principal.name());
  }
}
