package plumbline.tracking.statistics;

import io.quarkus.grpc.GrpcService;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import plumbline.kit.identity.Principal;
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
import plumbline.tracking.backfill.Backfills;
import plumbline.tracking.rebuild.Rebuilds;

/** {@code plumbline.tracking.v1.StatisticsService}. */
@GrpcService
class StatisticsGrpcService implements StatisticsService {
  private final StatisticsReader reader;
  private final Recording recording;
  private final Rebuilds rebuilds;
  private final Backfills backfills;

  @Inject
  StatisticsGrpcService(
      StatisticsReader reader, Recording recording, Rebuilds rebuilds, Backfills backfills) {
    this.reader = reader;
    this.recording = recording;
    this.rebuilds = rebuilds;
    this.backfills = backfills;
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
    return rebuilds.request(request, Principal.ofRpc());
  }

  @Override
  public Uni<GetRebuildResponse> getRebuild(GetRebuildRequest request) {
    return rebuilds.get(request);
  }

  @Override
  public Uni<CreateBackfillResponse> createBackfill(CreateBackfillRequest request) {
    return backfills.create(request, Principal.ofRpc());
  }

  @Override
  public Uni<ListBackfillsResponse> listBackfills(ListBackfillsRequest request) {
    return backfills.list(request);
  }

  @Override
  public Uni<DeleteBackfillResponse> deleteBackfill(DeleteBackfillRequest request) {
    return backfills.delete(request, Principal.ofRpc());
  }
}
