package plumbline.analysis.neighbour;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import plumbline.kit.failure.Failure;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.proto.tracking.v1.GetStatisticsRequest;
import plumbline.proto.tracking.v1.GetStatisticsResponse;
import plumbline.proto.tracking.v1.MutinyStatisticsServiceGrpc;
import plumbline.proto.tracking.v1.MutinyStatisticsServiceGrpc.MutinyStatisticsServiceStub;

/** Sufficient statistics of experiments, from tracking-service. */
@ApplicationScoped
public class Statistics {
  private final MutinyStatisticsServiceStub tracking;
  private final Neighbour neighbour;
  private final Duration deadline;

  @Inject
  Statistics(@GrpcClient("tracking") Channel channel, TrackingConfig config) {
    this.tracking = MutinyStatisticsServiceGrpc.newMutinyStub(channel);
    this.neighbour = new Neighbour("tracking-service", channel);
    this.deadline = config.deadline();
  }

  /** The statistics of an experiment that has started; fails with Unavailable. */
  public Uni<ExperimentStatistics> get(String key) {
    return get(key, false);
  }

  /**
   * The same.
   *
   * @param inParts those of each day and of each segment as well
   */
  public Uni<ExperimentStatistics> get(String key, boolean inParts) {
    return tracking
        .withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .getStatistics(
            GetStatisticsRequest.newBuilder()
                .setExperiment(key)
                .setDailyMetrics(inParts)
                .setSegments(inParts)
                .build())
        .map(GetStatisticsResponse::getStatistics)
        .onFailure(StatusRuntimeException.class)
        .transform(thrown -> failure((StatusRuntimeException) thrown, key));
  }

  private Failure failure(StatusRuntimeException thrown, String key) {
    // The experiment exists, assignment-service said so: its definition is on the way.
    return thrown.getStatus().getCode() == Status.Code.NOT_FOUND
        ? new Failure.Unavailable(
            "experiment '%s' has not reached tracking-service yet; try again in a moment"
                .formatted(key))
        : neighbour.unavailable(thrown);
  }
}
