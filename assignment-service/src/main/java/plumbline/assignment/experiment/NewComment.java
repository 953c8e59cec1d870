package plumbline.assignment.experiment;

import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.definition.Text;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.kit.identity.Principal;
import plumbline.proto.assignment.v1.CommentOnExperimentRequest;

/**
 * Something that somebody wants to say.
 *
 * @param author the authenticated principal's name
 */
record NewComment(ExperimentKey key, String text, String author) {
  private static final int MAX_TEXT = 4_000;

  /**
   * What a request says.
   *
   * @throws Failure.Invalid naming all that is wrong with it
   */
  static NewComment parse(CommentOnExperimentRequest request, Principal principal) {
    var violations = new Violations();
    violations.check(ExperimentKey.isValid(request.getKey()), "key", ExperimentKey.ALLOWED);
    Text.check(violations, "text", request.getText(), 1, MAX_TEXT);
    violations.throwIfAny();
    return new NewComment(new ExperimentKey(request.getKey()), request.getText(), principal.name());
  }
}
