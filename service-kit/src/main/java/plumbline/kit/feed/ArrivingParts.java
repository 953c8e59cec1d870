package plumbline.kit.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import plumbline.proto.assignment.v1.DefinitionChanges;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentSnapshot;
import plumbline.proto.assignment.v1.SdkKeyCredential;
import plumbline.proto.assignment.v1.WatchExperimentsResponse;

/** Puts one stream's messages together; they come one at a time. */
final class ArrivingParts {
  private static final int MOST = 200_000;

  private final List<Experiment> waiting = new ArrayList<>();
  private final List<SdkKeyCredential> waitingKeys = new ArrayList<>();
  private OptionalLong reached = OptionalLong.empty();

  /** What takes effect with the message, if it is the last of its version. */
  Optional<Arrived> add(WatchExperimentsResponse response) {
    return response.hasChanges()
        ? add(response.getChanges())
        : Optional.of(whole(response.getSnapshot()));
  }

  /** From an assignment-service that knows of no changes, and of no SDK keys. */
  private static Arrived whole(ExperimentSnapshot snapshot) {
    return new Arrived(
        snapshot.getEpoch(),
        OptionalLong.empty(),
        snapshot.getVersion(),
        snapshot.getExperimentsList(),
        List.of());
  }

  private Optional<Arrived> add(DefinitionChanges part) {
    if (waiting.size() + part.getExperimentsCount() > MOST
        || waitingKeys.size() + part.getSdkKeysCount() > MOST) {
      throw new IllegalStateException("more than " + MOST + " experiments or keys at once");
    }
    waiting.addAll(part.getExperimentsList());
    waitingKeys.addAll(part.getSdkKeysList());
    if (!part.getLast()) {
      return Optional.empty();
    }
    var since = part.getWhole() ? OptionalLong.empty() : OptionalLong.of(reached.orElseThrow());
    var arrived =
        new Arrived(
            part.getEpoch(),
            since,
            part.getVersion(),
            List.copyOf(waiting),
            List.copyOf(waitingKeys));
    waiting.clear();
    waitingKeys.clear();
    reached = OptionalLong.of(part.getVersion());
    return Optional.of(arrived);
  }
}
