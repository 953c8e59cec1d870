package plumbline.tracking.statistics;

import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import plumbline.kit.failure.Failure;
import plumbline.proto.tracking.v1.GetStatisticsRequest;
import plumbline.proto.tracking.v1.GetStatisticsResponse;
import plumbline.proto.tracking.v1.StatisticsService;

/** {@code plumbline.tracking.v1.StatisticsService}. */
@GrpcService
class StatisticsGrpcService implements StatisticsService {
  private final StatisticsReader reader;

  @Inject
  StatisticsGrpcService(StatisticsReader reader) {
    this.reader = reader;
  }

  @Override
  @Blocking
  public Uni<GetStatisticsResponse> getStatistics(GetStatisticsRequest request) {
    if (request.getExperiment().isEmpty()) {
      throw new Failure.Invalid("experiment", "must be an experiment's key");
    }
    var statistics = reader.read(request.getExperiment());
    return Uni.createFrom()
        .item(
            GetStatisticsResponse.newBuilder()
                .setStatistics(StatisticsReplies.render(statistics))
                .build());
  }
}
