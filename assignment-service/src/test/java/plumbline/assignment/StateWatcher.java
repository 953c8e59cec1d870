package plumbline.assignment;

import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import plumbline.proto.assignment.v1.DefinitionChanges;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.WatchExperimentsRequest;
import plumbline.proto.assignment.v1.WatchExperimentsResponse;

/** A watcher that holds what it was told to hold, and nothing else. */
final class StateWatcher implements StreamObserver<WatchExperimentsResponse>, AutoCloseable {
  private final SeenState state = new SeenState();
  private final List<Experiment> parts = new ArrayList<>();
  private final Context.CancellableContext context = Context.current().withCancellation();
  private volatile int largest;
  private volatile int wholes;
  private volatile int messages;
  private volatile @Nullable Throwable failure;

  private StateWatcher() {}

  static StateWatcher from(WatchExperimentsRequest request) {
    var watcher = new StateWatcher();
    watcher.context.run(() -> Calls.watching(Tokens.service()).watchExperiments(request, watcher));
    return watcher;
  }

  SeenState state() {
    return state;
  }

  /** Size of the largest message, in bytes. */
  int largest() {
    return largest;
  }

  /** How many messages were of a whole. */
  int wholes() {
    return wholes;
  }

  int messages() {
    return messages;
  }

  /** How the stream ended; null: it did not. */
  @Nullable Throwable failure() {
    return failure;
  }

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // One at a time, says gRPC.
  public void onNext(WatchExperimentsResponse response) {
    messages++;
    largest = Math.max(largest, response.getSerializedSize());
    if (response.hasChanges()) {
      take(response.getChanges());
    } else {
      wholes++;
      state.takeAll(response.getSnapshot().getExperimentsList());
    }
  }

  private void take(DefinitionChanges part) {
    parts.addAll(part.getExperimentsList());
    if (part.getWhole()) {
      wholes++;
    }
    if (part.getLast()) {
      if (part.getWhole()) {
        state.takeAll(parts);
      } else {
        state.take(parts);
      }
      parts.clear();
    }
  }

  @Override
  public void onError(Throwable thrown) {
    failure = thrown;
  }

  @Override
  public void onCompleted() {}

  @Override
  public void close() {
    context.cancel(null);
  }
}
