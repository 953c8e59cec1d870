package plumbline.assignment.experiment;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import plumbline.kit.rest.Call;
import plumbline.kit.rest.Calls;
import plumbline.proto.assignment.v1.CreateExperimentRequest;
import plumbline.proto.assignment.v1.GetExperimentRequest;
import plumbline.proto.assignment.v1.HaltExperimentRequest;
import plumbline.proto.assignment.v1.ImportExperimentRequest;
import plumbline.proto.assignment.v1.ListExperimentsRequest;
import plumbline.proto.assignment.v1.ReviewExperimentRequest;
import plumbline.proto.assignment.v1.StartExperimentRequest;
import plumbline.proto.assignment.v1.StopExperimentRequest;
import plumbline.proto.assignment.v1.SubmitExperimentRequest;
import plumbline.proto.assignment.v1.UpdateExperimentRequest;

/** The ExperimentService by REST. */
@ApplicationScoped
class ExperimentCalls implements Calls {
  private final ExperimentHandlers handlers;

  @Inject
  ExperimentCalls(ExperimentHandlers handlers) {
    this.handlers = handlers;
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
            "/v1/experiments/{key}/start",
            StartExperimentRequest.getDefaultInstance(),
            handlers::start),
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
