package plumbline.analysis.history;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import plumbline.kit.failure.GrpcFailures;
import plumbline.kit.identity.Principal;
import plumbline.proto.analysis.v1.AnalysisServiceGrpc;
import plumbline.proto.analysis.v1.GetHistoryRequest;
import plumbline.proto.analysis.v1.GetHistoryResponse;
import plumbline.proto.analysis.v1.GetResultsRequest;
import plumbline.proto.analysis.v1.GetResultsResponse;
import plumbline.proto.analysis.v1.ListResultsRequest;
import plumbline.proto.analysis.v1.ListResultsResponse;
import plumbline.proto.analysis.v1.PeekAtResultsRequest;
import plumbline.proto.analysis.v1.PeekAtResultsResponse;
import plumbline.proto.analysis.v1.WatchResultsRequest;
import plumbline.proto.analysis.v1.WatchResultsResponse;

/**
 * The contract's AnalysisService. On gRPC's own stubs, as a stream must know whether its watcher
 * keeps up, which the Mutiny stubs do not tell.
 */
@GrpcService
class AnalysisRpc extends AnalysisServiceGrpc.AnalysisServiceImplBase {
  private final AnalysisHandlers handlers;
  private final ResultsWatch watch;
  private final GrpcFailures failures;

  @Inject
  AnalysisRpc(AnalysisHandlers handlers, ResultsWatch watch, GrpcFailures failures) {
    this.handlers = handlers;
    this.watch = watch;
    this.failures = failures;
  }

  @Override
  public void getResults(GetResultsRequest request, StreamObserver<GetResultsResponse> observer) {
    failures.answer(observer, () -> handlers.get(request));
  }

  @Override
  public void listResults(
      ListResultsRequest request, StreamObserver<ListResultsResponse> observer) {
    failures.answer(observer, () -> handlers.list(request));
  }

  @Override
  public void peekAtResults(
      PeekAtResultsRequest request, StreamObserver<PeekAtResultsResponse> observer) {
    var principal = Principal.ofRpc();
    failures.answer(observer, () -> handlers.peek(request, principal));
  }

  @Override
  public void getHistory(GetHistoryRequest request, StreamObserver<GetHistoryResponse> observer) {
    failures.answer(observer, () -> handlers.history(request));
  }

  @Override
  public void watchResults(
      WatchResultsRequest request, StreamObserver<WatchResultsResponse> observer) {
    watch.watch(
        Uni.createFrom().deferred(() -> handlers.current(request.getExperiment())),
        (ServerCallStreamObserver<WatchResultsResponse>) observer);
  }
}
