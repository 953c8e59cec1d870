package plumbline.analysis.neighbour;

import io.grpc.Channel;
import io.grpc.Context;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GrpcClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Iterator;
import plumbline.kit.failure.Failure;
import plumbline.proto.tracking.v1.StatisticsServiceGrpc;
import plumbline.proto.tracking.v1.StatisticsServiceGrpc.StatisticsServiceBlockingStub;
import plumbline.proto.tracking.v1.StreamUnitsRequest;
import plumbline.proto.tracking.v1.StreamUnitsResponse;

/** Single units of experiments, from tracking-service. */
@ApplicationScoped
public class Units {
  private final StatisticsServiceBlockingStub tracking;
  private final Neighbour neighbour;

  @Inject
  Units(@GrpcClient("tracking") Channel channel) {
    this.tracking = StatisticsServiceGrpc.newBlockingStub(channel);
    this.neighbour = new Neighbour("tracking-service", channel);
  }

  /**
   * Begins to read the units of an experiment that has started; not on the event loop. No more is
   * asked for than is read.
   *
   * @param variant only those first exposed to it; empty: all
   * @throws Failure.Unavailable if they cannot be read now
   * @throws Failure.Exhausted if too many are reading
   */
  public UnitStream open(String experiment, String variant) {
    var request =
        StreamUnitsRequest.newBuilder().setExperiment(experiment).setVariant(variant).build();
    var call = Context.ROOT.withCancellation();
    var stream = new UnitStream(call, begin(call, request), thrown -> failure(thrown, experiment));
    stream.begin();
    return stream;
  }

  private Iterator<StreamUnitsResponse> begin(Context call, StreamUnitsRequest request) {
    var before = call.attach();
    try {
      return tracking.streamUnits(request);
    } finally {
      call.detach(before);
    }
  }

  private Failure failure(StatusRuntimeException thrown, String experiment) {
    return switch (thrown.getStatus().getCode()) {
      case NOT_FOUND ->
          new Failure.Unavailable(
              "experiment '%s' has not reached tracking-service yet; try again in a moment"
                  .formatted(experiment));
      case RESOURCE_EXHAUSTED ->
          new Failure.Exhausted(
              "tracking-service: " + String.valueOf(thrown.getStatus().getDescription()));
      case CANCELLED -> new Failure.Unavailable("nobody reads the units any more");
      default -> neighbour.unavailable(thrown);
    };
  }
}
