package plumbline.assignment;

import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import plumbline.proto.assignment.v1.ExperimentSnapshot;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.SdkKeyCredential;
import plumbline.proto.assignment.v1.WatchExperimentsRequest;
import plumbline.proto.assignment.v1.WatchExperimentsResponse;

/** A watcher that keeps all that it was sent. */
final class Watching implements StreamObserver<WatchExperimentsResponse>, AutoCloseable {
  private final List<ExperimentSnapshot> seen = new CopyOnWriteArrayList<>();
  private final List<SdkKeyCredential> sdkKeys = new CopyOnWriteArrayList<>();
  private final Context.CancellableContext context = Context.current().withCancellation();

  private Watching() {}

  static Watching from(WatchExperimentsRequest request) {
    var watching = new Watching();
    watching.context.run(
        () -> Calls.watching(Tokens.service()).watchExperiments(request, watching));
    return watching;
  }

  boolean sees(String key, ExperimentState state) {
    return seen.stream()
        .flatMap(snapshot -> snapshot.getExperimentsList().stream())
        .anyMatch(experiment -> experiment.getKey().equals(key) && experiment.getState() == state);
  }

  List<Long> versions() {
    return seen.stream().map(ExperimentSnapshot::getVersion).toList();
  }

  ExperimentSnapshot last() {
    return seen.getLast();
  }

  /** All that came as changes, one after another. */
  List<SdkKeyCredential> sdkKeys() {
    return sdkKeys;
  }

  @Override
  public void onNext(WatchExperimentsResponse response) {
    seen.add(response.getSnapshot());
    sdkKeys.addAll(response.getChanges().getSdkKeysList());
  }

  @Override
  public void onError(Throwable thrown) {}

  @Override
  public void onCompleted() {}

  @Override
  public void close() {
    context.cancel(null);
  }
}
