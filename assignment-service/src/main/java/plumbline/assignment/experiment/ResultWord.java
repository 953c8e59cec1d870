package plumbline.assignment.experiment;

import plumbline.kit.failure.Failure;
import plumbline.kit.identity.Principal;
import plumbline.proto.assignment.v1.ReviewNoteKind;
import plumbline.proto.assignment.v1.ReviewResultsRequest;

/** A reviewer's word on an experiment's results: that they hold, or a doubt. */
record ResultWord(Step step, boolean confirms) {

  /**
   * What a request says.
   *
   * @throws Failure.Invalid naming what is wrong with it
   */
  static ResultWord parse(ReviewResultsRequest request, Principal principal) {
    var confirms =
        switch (request.getVerdict()) {
          case REVIEW_VERDICT_APPROVE -> true;
          case REVIEW_VERDICT_REJECT -> false;
          case REVIEW_VERDICT_UNSPECIFIED, UNRECOGNIZED -> throw Step.noVerdict();
        };
    return new ResultWord(Step.parse(request, principal), confirms);
  }

  ReviewNoteKind kind() {
    return confirms
        ? ReviewNoteKind.REVIEW_NOTE_KIND_RESULT_APPROVAL
        : ReviewNoteKind.REVIEW_NOTE_KIND_RESULT_REJECTION;
  }

  /** For the audit log, which has one action for both. */
  String reason() {
    var verdict = confirms ? "confirmed" : "doubted";
    return step.reason().isEmpty() ? verdict : verdict + ": " + step.reason();
  }
}
