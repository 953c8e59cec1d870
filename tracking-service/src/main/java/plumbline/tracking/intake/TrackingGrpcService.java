package plumbline.tracking.intake;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import plumbline.kit.failure.GrpcFailures;
import plumbline.kit.identity.Principal;
import plumbline.proto.tracking.v1.TrackRequest;
import plumbline.proto.tracking.v1.TrackResponse;
import plumbline.proto.tracking.v1.TrackStreamRequest;
import plumbline.proto.tracking.v1.TrackStreamResponse;
import plumbline.proto.tracking.v1.TrackingServiceGrpc.TrackingServiceImplBase;

/**
 * {@code plumbline.tracking.v1.TrackingService}. On gRPC's own stubs: a stream of Mutiny's reads as
 * fast as the client sends, whatever waits already.
 */
@GrpcService
class TrackingGrpcService extends TrackingServiceImplBase {
  private final Intake intake;
  private final IntakeConfig config;
  private final GrpcFailures failures;

  @Inject
  TrackingGrpcService(Intake intake, IntakeConfig config, GrpcFailures failures) {
    this.intake = intake;
    this.config = config;
    this.failures = failures;
  }

  @Override
  public void track(TrackRequest request, StreamObserver<TrackResponse> client) {
    var principal = Principal.ofRpc();
    var storing =
        Uni.createFrom()
            .deferred(() -> intake.track(request, principal))
            .subscribe()
            .with(
                response -> {
                  client.onNext(response);
                  client.onCompleted();
                },
                failure -> client.onError(failures.transform(failure)));
    ((ServerCallStreamObserver<TrackResponse>) client).setOnCancelHandler(storing::cancel);
  }

  @Override
  public StreamObserver<TrackStreamRequest> trackStream(
      StreamObserver<TrackStreamResponse> client) {
    var principal = Principal.ofRpc();
    return new BatchStream(
        batch -> intake.track(batch, principal),
        failures,
        (ServerCallStreamObserver<TrackStreamResponse>) client,
        config.streamWindow());
  }
}
