package plumbline.assignment.snapshot;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import plumbline.assignment.change.SnapshotVersion;
import plumbline.assignment.experiment.ExperimentWatch;
import plumbline.proto.assignment.v1.WatchExperimentsRequest;
import plumbline.proto.assignment.v1.WatchExperimentsResponse;

/**
 * Streams definitions to other services; one that reads slowly gets the newest, not all of them.
 */
@ApplicationScoped
class SnapshotWatch implements ExperimentWatch {
  private final Snapshots snapshots;
  private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();

  @Inject
  SnapshotWatch(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  @Override
  public void watch(
      WatchExperimentsRequest request, StreamObserver<WatchExperimentsResponse> observer) {
    var known = new SnapshotVersion(request.getKnownEpoch(), request.getKnownVersion());
    var watcher =
        new Watcher(
            snapshots,
            (ServerCallStreamObserver<WatchExperimentsResponse>) observer,
            request.getChanges() ? new ChangesFeed() : new WholeFeed(known));
    watchers.add(watcher);
    watcher.open(() -> end(watcher));
    snapshots.watch(watcher);
    // After it is on the list, or a change in between would be missed.
    watcher.drain();
  }

  void stop(@Observes ShutdownEvent event) {
    for (var watcher : watchers) {
      end(watcher);
      watcher.close();
    }
  }

  private void end(Watcher watcher) {
    snapshots.unwatch(watcher);
    watchers.remove(watcher);
  }
}
