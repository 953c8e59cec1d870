package plumbline.tracking.statistics;

import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import plumbline.proto.tracking.v1.CreateBackfillRequest;
import plumbline.proto.tracking.v1.CreateBackfillResponse;
import plumbline.proto.tracking.v1.DeleteBackfillRequest;
import plumbline.proto.tracking.v1.DeleteBackfillResponse;
import plumbline.proto.tracking.v1.GetRebuildRequest;
import plumbline.proto.tracking.v1.GetRebuildResponse;
import plumbline.proto.tracking.v1.GetStatisticsRequest;
import plumbline.proto.tracking.v1.GetStatisticsResponse;
import plumbline.proto.tracking.v1.ListBackfillsRequest;
import plumbline.proto.tracking.v1.ListBackfillsResponse;
import plumbline.proto.tracking.v1.RebuildStatisticsRequest;
import plumbline.proto.tracking.v1.RebuildStatisticsResponse;
import plumbline.proto.tracking.v1.StatisticsService;

/** {@code plumbline.tracking.v1.StatisticsService}. */
@GrpcService
class StatisticsGrpcService implements StatisticsService {
  private final StatisticsReader reader;
  private final Recording recording;

  @Inject
  StatisticsGrpcService(StatisticsReader reader, Recording recording) {
    this.reader = reader;
    this.recording = recording;
  }

  @Override
  @Blocking
  public Uni<GetStatisticsResponse> getStatistics(GetStatisticsRequest request) {
    var query = StatisticsQuery.parse(request);
    return Uni.createFrom()
        .item(
            GetStatisticsResponse.newBuilder()
                .setStatistics(StatisticsReplies.render(reader.read(query), query, recording))
                .build());
  }

  @Override
  public Uni<RebuildStatisticsResponse> rebuildStatistics(RebuildStatisticsRequest request) {
    throw new UnsupportedOperationException("RebuildStatistics");
  }

  @Override
  public Uni<GetRebuildResponse> getRebuild(GetRebuildRequest request) {
    throw new UnsupportedOperationException("GetRebuild");
  }

  @Override
  public Uni<CreateBackfillResponse> createBackfill(CreateBackfillRequest request) {
    throw new UnsupportedOperationException("CreateBackfill");
  }

  @Override
  public Uni<ListBackfillsResponse> listBackfills(ListBackfillsRequest request) {
    throw new UnsupportedOperationException("ListBackfills");
  }

  @Override
  public Uni<DeleteBackfillResponse> deleteBackfill(DeleteBackfillRequest request) {
    throw new UnsupportedOperationException("DeleteBackfill");
  }
}
