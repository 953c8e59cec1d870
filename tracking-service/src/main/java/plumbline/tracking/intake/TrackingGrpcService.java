package plumbline.tracking.intake;

import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import plumbline.proto.tracking.v1.TrackRequest;
import plumbline.proto.tracking.v1.TrackResponse;
import plumbline.proto.tracking.v1.TrackingService;

/** {@code plumbline.tracking.v1.TrackingService}. */
@GrpcService
class TrackingGrpcService implements TrackingService {
  private final Intake intake;

  @Inject
  TrackingGrpcService(Intake intake) {
    this.intake = intake;
  }

  @Override
  public Uni<TrackResponse> track(TrackRequest request) {
    return intake.track(request);
  }
}
