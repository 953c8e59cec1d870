package plumbline.assignment.experiment;

import io.grpc.stub.StreamObserver;
import plumbline.proto.assignment.v1.WatchExperimentsRequest;
import plumbline.proto.assignment.v1.WatchExperimentsResponse;

/** Tells others of all experiments, now and as they change. */
public interface ExperimentWatch {
  /** Sends the newest definitions, unless they are known, and then what is newer. */
  void watch(WatchExperimentsRequest request, StreamObserver<WatchExperimentsResponse> observer);
}
