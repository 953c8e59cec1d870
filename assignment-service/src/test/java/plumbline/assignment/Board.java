package plumbline.assignment;

import static plumbline.assignment.Calls.experiments;

import java.time.Duration;
import plumbline.proto.assignment.v1.AmendExperimentRequest;
import plumbline.proto.assignment.v1.CommentOnExperimentRequest;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.GetReviewRequest;
import plumbline.proto.assignment.v1.GetReviewResponse;
import plumbline.proto.assignment.v1.ReviewNote;
import plumbline.proto.assignment.v1.ReviewResultsRequest;
import plumbline.proto.assignment.v1.ReviewVerdict;

/** What people say in a review, each with a token of their own. */
final class Board {
  static final ReviewVerdict APPROVE = ReviewVerdict.REVIEW_VERDICT_APPROVE;
  static final ReviewVerdict REJECT = ReviewVerdict.REVIEW_VERDICT_REJECT;

  private Board() {}

  static String reviewer(String name) {
    return Tokens.of(name, Duration.ofHours(1), "reviewer");
  }

  /** Somebody who may both write and review. */
  static String both(String name) {
    return Tokens.of(name, Duration.ofHours(1), "experimenter", "reviewer");
  }

  static Experiment say(String token, String key, ReviewVerdict verdict) {
    return experiments(token).reviewExperiment(Flow.verdict(key, verdict)).getExperiment();
  }

  static Experiment sayOfResults(String token, String key, ReviewVerdict verdict, String comment) {
    return experiments(token)
        .reviewResults(
            ReviewResultsRequest.newBuilder()
                .setKey(key)
                .setVerdict(verdict)
                .setComment(comment)
                .build())
        .getExperiment();
  }

  static ReviewNote comment(String token, String key, String text) {
    return experiments(token)
        .commentOnExperiment(
            CommentOnExperimentRequest.newBuilder().setKey(key).setText(text).build())
        .getNote();
  }

  static Experiment amend(String token, String key, String text) {
    return experiments(token)
        .amendExperiment(AmendExperimentRequest.newBuilder().setKey(key).setText(text).build())
        .getExperiment();
  }

  static GetReviewResponse review(String key) {
    return experiments(Tokens.ann()).getReview(GetReviewRequest.newBuilder().setKey(key).build());
  }
}
