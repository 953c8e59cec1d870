package plumbline.assignment.snapshot;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.Collections;
import java.util.Iterator;
import java.util.function.Consumer;
import plumbline.proto.assignment.v1.WatchExperimentsResponse;

/**
 * One that is told of definitions. Nothing is put aside for it: whenever it has read what it was
 * sent, it gets what leads to the newest state, so the states in between are merged.
 */
final class Watcher implements Consumer<Snapshot> {
  private final Snapshots snapshots;
  private final ServerCallStreamObserver<WatchExperimentsResponse> observer;
  private final Feed feed;
  private Iterator<WatchExperimentsResponse> sending = Collections.emptyIterator();
  private boolean closed;

  Watcher(
      Snapshots snapshots, ServerCallStreamObserver<WatchExperimentsResponse> observer, Feed feed) {
    this.snapshots = snapshots;
    this.observer = observer;
    this.feed = feed;
  }

  /** To be called before the call that opens the stream has returned. */
  void open(Runnable onEnd) {
    observer.setOnCancelHandler(onEnd);
    observer.setOnReadyHandler(this::drain);
  }

  @Override
  public void accept(Snapshot changed) {
    drain();
  }

  /** Sends what there is, as far as it is read. */
  synchronized void drain() {
    while (!closed && !observer.isCancelled() && observer.isReady()) {
      if (!sending.hasNext() && !next()) {
        return;
      }
      observer.onNext(sending.next());
    }
  }

  /** Looks for what is to be sent; answers whether there is anything. */
  private boolean next() {
    try {
      sending = snapshots.current().map(feed::towards).orElse(Collections.emptyIterator());
      return sending.hasNext();
    } catch (StatusRuntimeException refusal) {
      closed = true;
      observer.onError(refusal);
      return false;
    }
  }

  synchronized void close() {
    if (!closed && !observer.isCancelled()) {
      closed = true;
      observer.onError(Status.UNAVAILABLE.withDescription("shutting down").asException());
    }
  }

  /** Knows what the watcher has. */
  interface Feed {
    /**
     * The messages that lead from what the watcher has to the snapshot, perhaps none. They are all
     * sent before the next call.
     *
     * @throws StatusRuntimeException if there cannot be such messages
     */
    Iterator<WatchExperimentsResponse> towards(Snapshot snapshot);
  }
}
