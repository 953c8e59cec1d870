package plumbline.system.fold;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import plumbline.proto.assignment.v1.DefinitionChanges;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentServiceGrpc;
import plumbline.proto.assignment.v1.WatchExperimentsRequest;
import plumbline.proto.assignment.v1.WatchExperimentsResponse;

/**
 * Publishes definitions as assignment-service does, also such as it does not let anybody submit
 * yet: the fold computes more than results show.
 */
final class PublishedDefinitions extends ExperimentServiceGrpc.ExperimentServiceImplBase {
  private final Map<String, Experiment> experiments = new LinkedHashMap<>();
  private final List<StreamObserver<WatchExperimentsResponse>> watchers =
      new CopyOnWriteArrayList<>();
  private final Server server;
  private long version;

  private PublishedDefinitions() {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(this)
            .build();
  }

  static PublishedDefinitions start() {
    var definitions = new PublishedDefinitions();
    try {
      definitions.server.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return definitions;
  }

  int port() {
    return server.getPort();
  }

  synchronized void put(Experiment experiment) {
    experiments.put(experiment.getKey(), experiment);
    version++;
    watchers.forEach(it -> send(it, part(false).addExperiments(experiment)));
  }

  @Override
  public synchronized void watchExperiments(
      WatchExperimentsRequest request, StreamObserver<WatchExperimentsResponse> watcher) {
    watchers.add(watcher);
    send(watcher, part(true).addAllExperiments(experiments.values()));
  }

  /** Who was killed does not hear it, and asks for everything when it is back. */
  private void send(
      StreamObserver<WatchExperimentsResponse> watcher, DefinitionChanges.Builder part) {
    try {
      watcher.onNext(WatchExperimentsResponse.newBuilder().setChanges(part.setLast(true)).build());
    } catch (RuntimeException _) {
      watchers.remove(watcher);
    }
  }

  private DefinitionChanges.Builder part(boolean whole) {
    return DefinitionChanges.newBuilder().setEpoch("published").setVersion(version).setWhole(whole);
  }
}
