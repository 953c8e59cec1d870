package plumbline.tracking;

import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import plumbline.proto.assignment.v1.DefinitionChanges;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentServiceGrpc;
import plumbline.proto.assignment.v1.SdkKeyCredential;
import plumbline.proto.assignment.v1.WatchExperimentsRequest;
import plumbline.proto.assignment.v1.WatchExperimentsResponse;

/** Serves definitions by assignment-service's contract; the system tests use the real one. */
final class DefinitionSource extends ExperimentServiceGrpc.ExperimentServiceImplBase {
  private final Map<String, Experiment> experiments = new LinkedHashMap<>();
  private final Map<String, SdkKeyCredential> sdkKeys = new LinkedHashMap<>();
  private final List<StreamObserver<WatchExperimentsResponse>> watchers =
      new CopyOnWriteArrayList<>();
  private String epoch = "test";
  private long version;
  private final Server server;

  private DefinitionSource() throws IOException {
    server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(this)
            .build()
            .start();
  }

  static DefinitionSource start() throws IOException {
    return new DefinitionSource();
  }

  int port() {
    return server.getPort();
  }

  synchronized void put(Experiment experiment) {
    experiments.put(experiment.getKey(), experiment);
    version++;
    watchers.forEach(it -> send(it, part(false).setLast(true).addExperiments(experiment)));
  }

  /** Tells of SDK keys that are new or changed. */
  synchronized void put(SdkKeyCredential key) {
    sdkKeys.put(key.getKey().getId(), key);
    version++;
    watchers.forEach(it -> send(it, part(false).setLast(true).addSdkKeys(key)));
  }

  /** From now on everything comes from another database, the experiment in place of all others. */
  synchronized void moveTo(String otherEpoch, Experiment experiment) {
    epoch = otherEpoch;
    experiments.clear();
    experiments.put(experiment.getKey(), experiment);
    version++;
    watchers.forEach(this::sendWhole);
  }

  @Override
  public synchronized void watchExperiments(
      WatchExperimentsRequest request, StreamObserver<WatchExperimentsResponse> watcher) {
    watchers.add(watcher);
    sendWhole(watcher);
  }

  /** In as many parts as there are experiments, and an empty one at the end. */
  private void sendWhole(StreamObserver<WatchExperimentsResponse> watcher) {
    experiments.values().forEach(it -> send(watcher, part(true).addExperiments(it)));
    send(watcher, part(true).addAllSdkKeys(sdkKeys.values()).setLast(true));
  }

  private static void send(
      StreamObserver<WatchExperimentsResponse> watcher, DefinitionChanges.Builder part) {
    watcher.onNext(WatchExperimentsResponse.newBuilder().setChanges(part).build());
  }

  private DefinitionChanges.Builder part(boolean whole) {
    return DefinitionChanges.newBuilder().setEpoch(epoch).setVersion(version).setWhole(whole);
  }

  void close() {
    server.shutdownNow();
  }
}
