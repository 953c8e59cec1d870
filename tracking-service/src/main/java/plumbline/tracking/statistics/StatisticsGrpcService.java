package plumbline.tracking.statistics;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.inject.Inject;
import java.util.function.Supplier;
import plumbline.kit.failure.GrpcFailures;
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
import plumbline.proto.tracking.v1.StatisticsServiceGrpc.StatisticsServiceImplBase;
import plumbline.proto.tracking.v1.StreamUnitsRequest;
import plumbline.proto.tracking.v1.StreamUnitsResponse;
import plumbline.tracking.backfill.Backfills;
import plumbline.tracking.rebuild.Rebuilds;

/**
 * {@code plumbline.tracking.v1.StatisticsService}. On gRPC's own stubs: a stream of Mutiny's sends
 * as fast as it can, whatever its client has read.
 */
@GrpcService
class StatisticsGrpcService extends StatisticsServiceImplBase {
  private final StatisticsReader reader;
  private final Recording recording;
  private final UnitStreams units;
  private final Rebuilds rebuilds;
  private final Backfills backfills;
  private final GrpcFailures failures;

  @Inject
  StatisticsGrpcService(
      StatisticsReader reader,
      Recording recording,
      UnitStreams units,
      Rebuilds rebuilds,
      Backfills backfills,
      GrpcFailures failures) {
    this.reader = reader;
    this.recording = recording;
    this.units = units;
    this.rebuilds = rebuilds;
    this.backfills = backfills;
    this.failures = failures;
  }

  @Override
  public void getStatistics(
      GetStatisticsRequest request, StreamObserver<GetStatisticsResponse> client) {
    answer(
        client,
        () ->
            Uni.createFrom()
                .item(() -> statistics(request))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool()));
  }

  private GetStatisticsResponse statistics(GetStatisticsRequest request) {
    var query = StatisticsQuery.parse(request);
    return GetStatisticsResponse.newBuilder()
        .setStatistics(StatisticsReplies.render(reader.read(query), query, recording))
        .build();
  }

  @Override
  public void streamUnits(StreamUnitsRequest request, StreamObserver<StreamUnitsResponse> client) {
    units.begin(request, (ServerCallStreamObserver<StreamUnitsResponse>) client);
  }

  @Override
  public void rebuildStatistics(
      RebuildStatisticsRequest request, StreamObserver<RebuildStatisticsResponse> client) {
    var principal = Principal.ofRpc();
    answer(client, () -> rebuilds.request(request, principal));
  }

  @Override
  public void getRebuild(GetRebuildRequest request, StreamObserver<GetRebuildResponse> client) {
    answer(client, () -> rebuilds.get(request));
  }

  @Override
  public void createBackfill(
      CreateBackfillRequest request, StreamObserver<CreateBackfillResponse> client) {
    var principal = Principal.ofRpc();
    answer(client, () -> backfills.create(request, principal));
  }

  @Override
  public void listBackfills(
      ListBackfillsRequest request, StreamObserver<ListBackfillsResponse> client) {
    answer(client, () -> backfills.list(request));
  }

  @Override
  public void deleteBackfill(
      DeleteBackfillRequest request, StreamObserver<DeleteBackfillResponse> client) {
    var principal = Principal.ofRpc();
    answer(client, () -> backfills.delete(request, principal));
  }

  private <T> void answer(StreamObserver<T> client, Supplier<Uni<? extends T>> reply) {
    var answering =
        Uni.createFrom()
            .deferred(reply)
            .subscribe()
            .with(
                it -> {
                  client.onNext(it);
                  client.onCompleted();
                },
                failure -> client.onError(failures.transform(failure)));
    ((ServerCallStreamObserver<T>) client).setOnCancelHandler(answering::cancel);
  }
}
