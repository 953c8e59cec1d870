package plumbline.assignment.snapshot;

import io.grpc.Status;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import plumbline.assignment.change.SnapshotVersion;
import plumbline.proto.assignment.v1.ExperimentSnapshot;
import plumbline.proto.assignment.v1.WatchExperimentsResponse;

/** Everything in one message, each time that it is newer or of another epoch. */
final class WholeFeed implements Watcher.Feed {
  /** What gRPC lets clients receive, unless they say otherwise. */
  private static final int MOST_BYTES = 4 * 1024 * 1024;

  private SnapshotVersion sent;

  WholeFeed(SnapshotVersion known) {
    this.sent = known;
  }

  @Override
  public Iterator<WatchExperimentsResponse> towards(Snapshot snapshot) {
    var version = snapshot.version();
    if (version.isSameEpoch(sent) && !version.isNewerThan(sent)) {
      return Collections.emptyIterator();
    }
    sent = version;
    var contents = snapshot.contents();
    var whole =
        WatchExperimentsResponse.newBuilder()
            .setSnapshot(
                ExperimentSnapshot.newBuilder()
                    .setEpoch(version.epoch())
                    .setVersion(version.version())
                    .addAllExperiments(contents.experiments())
                    .addAllHoldouts(contents.holdouts())
                    .addAllFlags(contents.flags()))
            .build();
    if (whole.getSerializedSize() > MOST_BYTES) {
      throw Status.RESOURCE_EXHAUSTED
          .withDescription(
              "%d experiments are more than one message can hold: ask for changes"
                  .formatted(contents.experiments().size()))
          .asRuntimeException();
    }
    return List.of(whole).iterator();
  }
}
