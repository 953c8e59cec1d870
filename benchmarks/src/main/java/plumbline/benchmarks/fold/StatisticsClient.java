package plumbline.benchmarks.fold;

import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.proto.tracking.v1.GetRebuildRequest;
import plumbline.proto.tracking.v1.GetStatisticsRequest;
import plumbline.proto.tracking.v1.Rebuild;
import plumbline.proto.tracking.v1.RebuildStatisticsRequest;
import plumbline.proto.tracking.v1.StatisticsServiceGrpc;

/** Asks for statistics as analysis-service does. */
final class StatisticsClient implements AutoCloseable {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

  private final ManagedChannel connection;
  private final StatisticsServiceGrpc.StatisticsServiceBlockingStub calls;

  StatisticsClient(int port, String token) {
    connection = ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    var headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + token);
    calls =
        StatisticsServiceGrpc.newBlockingStub(connection)
            .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  ExperimentStatistics get(String experiment) {
    var request = GetStatisticsRequest.newBuilder().setExperiment(experiment).build();
    return stub().getStatistics(request).getStatistics();
  }

  /** Waits until the experiment's definition has arrived, and every shard knows it. */
  void awaitFolded(String experiment) throws InterruptedException {
    var until = System.nanoTime() + LONGEST_WAIT.toNanos();
    while (true) {
      try {
        get(experiment);
        return;
      } catch (StatusRuntimeException e) {
        var code = e.getStatus().getCode();
        var early = code == Status.Code.NOT_FOUND || code == Status.Code.UNAVAILABLE;
        if (!early || System.nanoTime() > until) {
          throw e;
        }
      }
      Thread.sleep(PAUSE);
    }
  }

  /** Has an experiment's statistics computed anew and compared, and waits for that. */
  Rebuild rebuild(String experiment) throws InterruptedException {
    var request = RebuildStatisticsRequest.newBuilder().setExperiment(experiment).build();
    var rebuild = stub().rebuildStatistics(request).getRebuild();
    var get = GetRebuildRequest.newBuilder().setExperiment(experiment).build();
    while (!rebuild.hasCompleteTime()) {
      Thread.sleep(PAUSE);
      rebuild = stub().getRebuild(get).getRebuild();
    }
    return rebuild;
  }

  @Override
  public void close() throws InterruptedException {
    connection.shutdownNow();
    connection.awaitTermination(5, TimeUnit.SECONDS);
  }

  private StatisticsServiceGrpc.StatisticsServiceBlockingStub stub() {
    return calls.withDeadlineAfter(30, TimeUnit.SECONDS);
  }
}
