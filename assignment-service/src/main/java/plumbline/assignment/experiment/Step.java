package plumbline.assignment.experiment;

import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.definition.Text;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violations;
import plumbline.kit.identity.Principal;
import plumbline.proto.assignment.v1.AmendExperimentRequest;
import plumbline.proto.assignment.v1.HaltExperimentRequest;
import plumbline.proto.assignment.v1.ReviewExperimentRequest;
import plumbline.proto.assignment.v1.ReviewResultsRequest;
import plumbline.proto.assignment.v1.ReviewVerdict;
import plumbline.proto.assignment.v1.StartExperimentRequest;
import plumbline.proto.assignment.v1.StopExperimentRequest;
import plumbline.proto.assignment.v1.SubmitExperimentRequest;

/**
 * A step that somebody wants an experiment to take.
 *
 * @param expectedVersion the version that was seen; 0: whatever it is
 * @param reason empty where none is asked for
 * @param actor the authenticated principal's name
 */
record Step(ExperimentKey key, Action action, long expectedVersion, String reason, String actor) {
  private static final int MAX_REASON = 4_000;

  static Step parse(SubmitExperimentRequest request, Principal principal) {
    return parse(
        request.getKey(), Action.SUBMIT, request.getExpectedVersion(), Reason.NONE, principal);
  }

  static Step parse(ReviewExperimentRequest request, Principal principal) {
    var action =
        switch (request.getVerdict()) {
          case REVIEW_VERDICT_APPROVE -> Action.APPROVE;
          case REVIEW_VERDICT_REJECT -> Action.REJECT;
          case REVIEW_VERDICT_UNSPECIFIED, UNRECOGNIZED -> throw noVerdict();
        };
    var comment = new Reason("comment", request.getComment(), action == Action.REJECT);
    return parse(request.getKey(), action, request.getExpectedVersion(), comment, principal);
  }

  static Step parse(StartExperimentRequest request, Principal principal) {
    return parse(
        request.getKey(), Action.START, request.getExpectedVersion(), Reason.NONE, principal);
  }

  static Step parse(StopExperimentRequest request, Principal principal) {
    var reason = new Reason("reason", request.getReason(), true);
    return parse(request.getKey(), Action.STOP, request.getExpectedVersion(), reason, principal);
  }

  static Step parse(HaltExperimentRequest request, Principal principal) {
    var reason = new Reason("reason", request.getReason(), true);
    return parse(request.getKey(), Action.HALT, 0, reason, principal);
  }

  static Step parse(AmendExperimentRequest request, Principal principal) {
    var text = new Reason("text", request.getText(), true);
    return parse(request.getKey(), Action.AMEND, request.getExpectedVersion(), text, principal);
  }

  static Step parse(ReviewResultsRequest request, Principal principal) {
    var rejected = request.getVerdict() == ReviewVerdict.REVIEW_VERDICT_REJECT;
    var comment = new Reason("comment", request.getComment(), rejected);
    return parse(
        request.getKey(), Action.REVIEW_RESULTS, request.getExpectedVersion(), comment, principal);
  }

  private static Step parse(
      String key, Action action, long expectedVersion, Reason reason, Principal principal) {
    var violations = new Violations();
    violations.check(ExperimentKey.isValid(key), "key", ExperimentKey.ALLOWED);
    violations.check(
        expectedVersion >= 0, "expected_version", "must be 0 (whatever it is) or a version");
    Text.check(violations, reason.field, reason.text, reason.needed ? 1 : 0, MAX_REASON);
    violations.throwIfAny();
    return new Step(new ExperimentKey(key), action, expectedVersion, reason.text, principal.name());
  }

  static Failure.Invalid noVerdict() {
    return new Failure.Invalid(
        "verdict", "must be REVIEW_VERDICT_APPROVE or REVIEW_VERDICT_REJECT");
  }

  private record Reason(String field, String text, boolean needed) {
    static final Reason NONE = new Reason("reason", "", false);
  }
}
