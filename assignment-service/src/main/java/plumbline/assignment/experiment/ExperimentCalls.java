package plumbline.assignment.experiment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import plumbline.kit.rest.Call;
import plumbline.kit.rest.Calls;
import plumbline.proto.assignment.v1.AmendExperimentRequest;
import plumbline.proto.assignment.v1.CommentOnExperimentRequest;
import plumbline.proto.assignment.v1.CreateExperimentRequest;
import plumbline.proto.assignment.v1.DecideExperimentRequest;
import plumbline.proto.assignment.v1.GetExperimentRequest;
import plumbline.proto.assignment.v1.GetReviewRequest;
import plumbline.proto.assignment.v1.HaltExperimentRequest;
import plumbline.proto.assignment.v1.ImportExperimentRequest;
import plumbline.proto.assignment.v1.ListExperimentsRequest;
import plumbline.proto.assignment.v1.RampExperimentRequest;
import plumbline.proto.assignment.v1.ReviewExperimentRequest;
import plumbline.proto.assignment.v1.ReviewResultsRequest;
import plumbline.proto.assignment.v1.StartExperimentRequest;
import plumbline.proto.assignment.v1.StopExperimentRequest;
import plumbline.proto.assignment.v1.SubmitExperimentRequest;
import plumbline.proto.assignment.v1.UpdateExperimentRequest;

/** The ExperimentService by REST. */
@ApplicationScoped
class ExperimentCalls implements Calls {
  private final ExperimentHandlers handlers;
  private final ReviewHandlers reviews;

  @Inject
  ExperimentCalls(ExperimentHandlers handlers, ReviewHandlers reviews) {
    this.handlers = handlers;
    this.reviews = reviews;
  }

  @Override
  public List<Call> rows() {
    return List.of(
        Call.post(
            "/v1/experiments", CreateExperimentRequest.getDefaultInstance(), handlers::create),
        Call.post(
            "/v1/experiments:import",
            ImportExperimentRequest.getDefaultInstance(),
            handlers::importHistory),
        Call.get(
            "/v1/experiments",
            ListExperimentsRequest.getDefaultInstance(),
            (request, _) -> handlers.list(request)),
        Call.get(
            "/v1/experiments/{key}",
            GetExperimentRequest.getDefaultInstance(),
            (request, _) -> handlers.get(request)),
        Call.put(
            "/v1/experiments/{key}",
            UpdateExperimentRequest.getDefaultInstance(),
            handlers::update),
        Call.post(
            "/v1/experiments/{key}/submit",
            SubmitExperimentRequest.getDefaultInstance(),
            handlers::submit),
        Call.post(
            "/v1/experiments/{key}/review",
            ReviewExperimentRequest.getDefaultInstance(),
            handlers::review),
        Call.post(
            "/v1/experiments/{key}/comment",
            CommentOnExperimentRequest.getDefaultInstance(),
            reviews::comment),
        Call.get(
            "/v1/experiments/{key}/review",
            GetReviewRequest.getDefaultInstance(),
            (request, _) -> reviews.get(request)),
        Call.post(
            "/v1/experiments/{key}/review-results",
            ReviewResultsRequest.getDefaultInstance(),
            reviews::reviewResults),
        Call.post(
            "/v1/experiments/{key}/amend",
            AmendExperimentRequest.getDefaultInstance(),
            handlers::amend),
        Call.post(
            "/v1/experiments/{key}/start",
            StartExperimentRequest.getDefaultInstance(),
            handlers::start),
        Call.post(
            "/v1/experiments/{key}/ramp",
            RampExperimentRequest.getDefaultInstance(),
            handlers::ramp),
        Call.post(
            "/v1/experiments/{key}/decide",
            DecideExperimentRequest.getDefaultInstance(),
            handlers::decide),
        Call.post(
            "/v1/experiments/{key}/stop",
            StopExperimentRequest.getDefaultInstance(),
            handlers::stop),
        Call.post(
            "/v1/experiments/{key}/halt",
            HaltExperimentRequest.getDefaultInstance(),
            handlers::halt));
  }
}
