package plumbline.benchmarks.fold;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import plumbline.proto.assignment.v1.DefinitionChanges;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentServiceGrpc;
import plumbline.proto.assignment.v1.WatchExperimentsRequest;
import plumbline.proto.assignment.v1.WatchExperimentsResponse;

/** Serves definitions that never change, by assignment-service's contract. */
final class DefinitionServer extends ExperimentServiceGrpc.ExperimentServiceImplBase
    implements AutoCloseable {
  private final List<Experiment> experiments;
  private final Server server;

  private DefinitionServer(List<Experiment> experiments) throws IOException {
    this.experiments = experiments;
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(this)
            .build()
            .start();
  }

  static DefinitionServer start(List<Experiment> experiments) throws IOException {
    return new DefinitionServer(experiments);
  }

  int port() {
    return server.getPort();
  }

  /** Sends all of them, and then nothing more. */
  @Override
  public void watchExperiments(
      WatchExperimentsRequest request, StreamObserver<WatchExperimentsResponse> watcher) {
    var all =
        DefinitionChanges.newBuilder()
            .setEpoch("benchmark")
            .setVersion(1)
            .setWhole(true)
            .addAllExperiments(experiments)
            .setLast(true);
    watcher.onNext(WatchExperimentsResponse.newBuilder().setChanges(all).build());
  }

  @Override
  public void close() {
    server.shutdownNow();
  }
}
