package plumbline.assignment.experiment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.identity.Principal;
import plumbline.proto.assignment.v1.CommentOnExperimentRequest;
import plumbline.proto.assignment.v1.CommentOnExperimentResponse;
import plumbline.proto.assignment.v1.GetReviewRequest;
import plumbline.proto.assignment.v1.GetReviewResponse;
import plumbline.proto.assignment.v1.ReviewResultsRequest;
import plumbline.proto.assignment.v1.ReviewResultsResponse;

/** Requests about what people say of experiments; the same for gRPC and for REST. */
@ApplicationScoped
class ReviewHandlers {
  private final Reviews reviews;
  private final ResultWords results;

  @Inject
  ReviewHandlers(Reviews reviews, ResultWords results) {
    this.reviews = reviews;
    this.results = results;
  }

  Uni<CommentOnExperimentResponse> comment(
      CommentOnExperimentRequest request, Principal principal) {
    return reviews
        .comment(NewComment.parse(request, principal))
        .map(note -> CommentOnExperimentResponse.newBuilder().setNote(note).build());
  }

  Uni<GetReviewResponse> get(GetReviewRequest request) {
    return reviews.get(ExperimentKey.parse("key", request.getKey()));
  }

  Uni<ReviewResultsResponse> reviewResults(ReviewResultsRequest request, Principal principal) {
    return results
        .take(ResultWord.parse(request, principal))
        .map(now -> ReviewResultsResponse.newBuilder().setExperiment(now).build());
  }
}
