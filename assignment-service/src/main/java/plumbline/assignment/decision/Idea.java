package plumbline.assignment.decision;

import plumbline.kit.definition.Text;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.kit.identity.Principal;
import plumbline.proto.assignment.v1.DecisionLogEntry;
import plumbline.proto.assignment.v1.RecordIdeaRequest;

/**
 * An idea that will not be tested.
 *
 * @param id the author's own, which makes sending it again harmless
 * @param author the authenticated principal's name
 */
record Idea(String id, String title, String reason, String author) {
  private static final int MAX_TITLE = 200;
  private static final int MAX_REASON = 4_000;
  private static final int MAX_ID = 64;

  static Idea parse(RecordIdeaRequest request, Principal principal) {
    var violations = new Violations();
    Text.check(violations, "title", request.getTitle(), 1, MAX_TITLE);
    Text.check(violations, "reason", request.getReason(), 1, MAX_REASON);
    Text.check(violations, "idea_id", request.getIdeaId(), 1, MAX_ID);
    violations.throwIfAny();
    return new Idea(request.getIdeaId(), request.getTitle(), request.getReason(), principal.name());
  }

  /** What was taken down before under the same id, if it is the same. */
  DecisionLogEntry keep(DecisionLogEntry found) {
    if (!found.getTitle().equals(title) || !found.getReason().equals(reason)) {
      throw new Failure.AlreadyExists(
          "you took down another idea under the id '%s': '%s'".formatted(id, found.getTitle()));
    }
    return found;
  }
}
