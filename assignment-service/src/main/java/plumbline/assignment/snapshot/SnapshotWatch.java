package plumbline.assignment.snapshot;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.change.SnapshotVersion;
import plumbline.assignment.experiment.ExperimentWatch;
import plumbline.proto.assignment.v1.WatchExperimentsResponse;

/** Streams snapshots to other services; one that reads slowly gets the newest, not all of them. */
@ApplicationScoped
class SnapshotWatch implements ExperimentWatch {
  private final Snapshots snapshots;
  private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();

  @Inject
  SnapshotWatch(Snapshots snapshots) {
    this.snapshots = snapshots;
  }

  @Override
  public void watch(SnapshotVersion known, StreamObserver<WatchExperimentsResponse> observer) {
    var watcher = new Watcher((ServerCallStreamObserver<WatchExperimentsResponse>) observer, known);
    watchers.add(watcher);
    watcher.observer.setOnCancelHandler(() -> end(watcher));
    watcher.observer.setOnReadyHandler(watcher::drain);
    snapshots.watch(watcher);
    // After it is on the list, or a change in between would be missed.
    snapshots.current().ifPresent(watcher);
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

  /** A watcher holds one snapshot at most: what it has not read yet is replaced. */
  private static final class Watcher implements Consumer<Snapshot> {
    private final ServerCallStreamObserver<WatchExperimentsResponse> observer;
    private SnapshotVersion sent;
    private @Nullable Snapshot waiting;
    private boolean closed;

    Watcher(ServerCallStreamObserver<WatchExperimentsResponse> observer, SnapshotVersion known) {
      this.observer = observer;
      this.sent = known;
    }

    @Override
    public synchronized void accept(Snapshot snapshot) {
      waiting = snapshot;
      drain();
    }

    synchronized void drain() {
      var next = waiting;
      if (next == null || closed || observer.isCancelled() || !observer.isReady()) {
        return;
      }
      waiting = null;
      if (!next.version().isSameEpoch(sent) || next.version().isNewerThan(sent)) {
        sent = next.version();
        observer.onNext(WatchExperimentsResponse.newBuilder().setSnapshot(next.contract()).build());
      }
    }

    synchronized void close() {
      if (!closed && !observer.isCancelled()) {
        closed = true;
        observer.onError(Status.UNAVAILABLE.withDescription("shutting down").asException());
      }
    }
  }
}
