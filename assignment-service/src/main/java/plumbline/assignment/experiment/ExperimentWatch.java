package plumbline.assignment.experiment;

import io.grpc.stub.StreamObserver;
import plumbline.assignment.change.SnapshotVersion;
import plumbline.proto.assignment.v1.WatchExperimentsResponse;

/** Tells others of all experiments, now and as they change. */
public interface ExperimentWatch {
  /** Sends the newest snapshot, unless it is {@code known}, and then each newer one. */
  void watch(SnapshotVersion known, StreamObserver<WatchExperimentsResponse> observer);
}
