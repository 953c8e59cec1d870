package plumbline.assignment.experiment;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import jakarta.inject.Inject;
import plumbline.kit.failure.GrpcFailures;
import plumbline.kit.identity.Principal;
import plumbline.proto.assignment.v1.AmendExperimentRequest;
import plumbline.proto.assignment.v1.AmendExperimentResponse;
import plumbline.proto.assignment.v1.CommentOnExperimentRequest;
import plumbline.proto.assignment.v1.CommentOnExperimentResponse;
import plumbline.proto.assignment.v1.CreateExperimentRequest;
import plumbline.proto.assignment.v1.CreateExperimentResponse;
import plumbline.proto.assignment.v1.DecideExperimentRequest;
import plumbline.proto.assignment.v1.DecideExperimentResponse;
import plumbline.proto.assignment.v1.ExperimentServiceGrpc;
import plumbline.proto.assignment.v1.GetExperimentRequest;
import plumbline.proto.assignment.v1.GetExperimentResponse;
import plumbline.proto.assignment.v1.GetReviewRequest;
import plumbline.proto.assignment.v1.GetReviewResponse;
import plumbline.proto.assignment.v1.HaltExperimentRequest;
import plumbline.proto.assignment.v1.HaltExperimentResponse;
import plumbline.proto.assignment.v1.ImportExperimentRequest;
import plumbline.proto.assignment.v1.ImportExperimentResponse;
import plumbline.proto.assignment.v1.ListExperimentsRequest;
import plumbline.proto.assignment.v1.ListExperimentsResponse;
import plumbline.proto.assignment.v1.RampExperimentRequest;
import plumbline.proto.assignment.v1.RampExperimentResponse;
import plumbline.proto.assignment.v1.ReviewExperimentRequest;
import plumbline.proto.assignment.v1.ReviewExperimentResponse;
import plumbline.proto.assignment.v1.ReviewResultsRequest;
import plumbline.proto.assignment.v1.ReviewResultsResponse;
import plumbline.proto.assignment.v1.StartExperimentRequest;
import plumbline.proto.assignment.v1.StartExperimentResponse;
import plumbline.proto.assignment.v1.StopExperimentRequest;
import plumbline.proto.assignment.v1.StopExperimentResponse;
import plumbline.proto.assignment.v1.SubmitExperimentRequest;
import plumbline.proto.assignment.v1.SubmitExperimentResponse;
import plumbline.proto.assignment.v1.UpdateExperimentRequest;
import plumbline.proto.assignment.v1.UpdateExperimentResponse;
import plumbline.proto.assignment.v1.WatchExperimentsRequest;
import plumbline.proto.assignment.v1.WatchExperimentsResponse;

/**
 * The contract's ExperimentService. On gRPC's own stubs, as a stream must know whether its watcher
 * keeps up, which the Mutiny stubs do not tell.
 */
@GrpcService
class ExperimentRpc extends ExperimentServiceGrpc.ExperimentServiceImplBase {
  private final ExperimentHandlers handlers;
  private final ReviewHandlers reviews;
  private final ExperimentWatch watch;
  private final GrpcFailures failures;

  @Inject
  ExperimentRpc(
      ExperimentHandlers handlers,
      ReviewHandlers reviews,
      ExperimentWatch watch,
      GrpcFailures failures) {
    this.handlers = handlers;
    this.reviews = reviews;
    this.watch = watch;
    this.failures = failures;
  }

  @Override
  public void createExperiment(
      CreateExperimentRequest request, StreamObserver<CreateExperimentResponse> observer) {
    var principal = Principal.ofRpc();
    failures.answer(observer, () -> handlers.create(request, principal));
  }

  @Override
  public void updateExperiment(
      UpdateExperimentRequest request, StreamObserver<UpdateExperimentResponse> observer) {
    var principal = Principal.ofRpc();
    failures.answer(observer, () -> handlers.update(request, principal));
  }

  @Override
  public void importExperiment(
      ImportExperimentRequest request, StreamObserver<ImportExperimentResponse> observer) {
    var principal = Principal.ofRpc();
    failures.answer(observer, () -> handlers.importHistory(request, principal));
  }

  @Override
  public void getExperiment(
      GetExperimentRequest request, StreamObserver<GetExperimentResponse> observer) {
    failures.answer(observer, () -> handlers.get(request));
  }

  @Override
  public void listExperiments(
      ListExperimentsRequest request, StreamObserver<ListExperimentsResponse> observer) {
    failures.answer(observer, () -> handlers.list(request));
  }

  @Override
  public void submitExperiment(
      SubmitExperimentRequest request, StreamObserver<SubmitExperimentResponse> observer) {
    var principal = Principal.ofRpc();
    failures.answer(observer, () -> handlers.submit(request, principal));
  }

  @Override
  public void reviewExperiment(
      ReviewExperimentRequest request, StreamObserver<ReviewExperimentResponse> observer) {
    var principal = Principal.ofRpc();
    failures.answer(observer, () -> handlers.review(request, principal));
  }

  @Override
  public void startExperiment(
      StartExperimentRequest request, StreamObserver<StartExperimentResponse> observer) {
    var principal = Principal.ofRpc();
    failures.answer(observer, () -> handlers.start(request, principal));
  }

  @Override
  public void rampExperiment(
      RampExperimentRequest request, StreamObserver<RampExperimentResponse> observer) {
    var principal = Principal.ofRpc();
    failures.answer(observer, () -> handlers.ramp(request, principal));
  }

  @Override
  public void stopExperiment(
      StopExperimentRequest request, StreamObserver<StopExperimentResponse> observer) {
    var principal = Principal.ofRpc();
    failures.answer(observer, () -> handlers.stop(request, principal));
  }

  @Override
  public void haltExperiment(
      HaltExperimentRequest request, StreamObserver<HaltExperimentResponse> observer) {
    var principal = Principal.ofRpc();
    failures.answer(observer, () -> handlers.halt(request, principal));
  }

  @Override
  public void commentOnExperiment(
      CommentOnExperimentRequest request, StreamObserver<CommentOnExperimentResponse> observer) {
    var principal = Principal.ofRpc();
    failures.answer(observer, () -> reviews.comment(request, principal));
  }

  @Override
  public void getReview(GetReviewRequest request, StreamObserver<GetReviewResponse> observer) {
    failures.answer(observer, () -> reviews.get(request));
  }

  @Override
  public void amendExperiment(
      AmendExperimentRequest request, StreamObserver<AmendExperimentResponse> observer) {
    var principal = Principal.ofRpc();
    failures.answer(observer, () -> handlers.amend(request, principal));
  }

  @Override
  public void reviewResults(
      ReviewResultsRequest request, StreamObserver<ReviewResultsResponse> observer) {
    var principal = Principal.ofRpc();
    failures.answer(observer, () -> reviews.reviewResults(request, principal));
  }

  @Override
  public void decideExperiment(
      DecideExperimentRequest request, StreamObserver<DecideExperimentResponse> observer) {
    var principal = Principal.ofRpc();
    failures.answer(observer, () -> handlers.decide(request, principal));
  }

  @Override
  public void watchExperiments(
      WatchExperimentsRequest request, StreamObserver<WatchExperimentsResponse> observer) {
    watch.watch(request, observer);
  }
}
