package plumbline.analysis;

import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import plumbline.proto.assignment.v1.DefinitionChanges;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.WatchExperimentsResponse;

/** Those who follow definitions: each change sends them everything. */
final class Watchers {
  private final String epoch = UUID.randomUUID().toString();
  private final List<StreamObserver<WatchExperimentsResponse>> streams = new ArrayList<>();
  private long version = 1;

  synchronized void add(
      StreamObserver<WatchExperimentsResponse> stream, Collection<Experiment> experiments) {
    streams.add(stream);
    stream.onNext(everything(experiments));
  }

  synchronized void tell(Collection<Experiment> experiments) {
    version++;
    var everything = everything(experiments);
    streams.removeIf(stream -> isGone(stream, everything));
  }

  private static boolean isGone(
      StreamObserver<WatchExperimentsResponse> stream, WatchExperimentsResponse message) {
    try {
      stream.onNext(message);
      return false;
    } catch (StatusRuntimeException | IllegalStateException e) {
      return true;
    }
  }

  private WatchExperimentsResponse everything(Collection<Experiment> experiments) {
    return WatchExperimentsResponse.newBuilder()
        .setChanges(
            DefinitionChanges.newBuilder()
                .setEpoch(epoch)
                .setVersion(version)
                .setWhole(true)
                .setLast(true)
                .addAllExperiments(experiments))
        .build();
  }
}
