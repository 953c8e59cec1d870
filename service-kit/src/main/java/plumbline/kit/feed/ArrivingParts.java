package plumbline.kit.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import plumbline.proto.assignment.v1.DefinitionChanges;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentSnapshot;
import plumbline.proto.assignment.v1.WatchExperimentsResponse;

/** Puts one stream's messages together; they come one at a time. */
final class ArrivingParts {
  private static final int MOST = 200_000;

  private final List<Experiment> waiting = new ArrayList<>();
  private OptionalLong reached = OptionalLong.empty();

  /** What takes effect with the message, if it is the last of its version. */
  Optional<Arrived> add(WatchExperimentsResponse response) {
    return response.hasChanges()
        ? add(response.getChanges())
        : Optional.of(whole(response.getSnapshot()));
  }

  /** From an assignment-service that knows of no changes. */
  private static Arrived whole(ExperimentSnapshot snapshot) {
    return new Arrived(
        snapshot.getEpoch(),
        OptionalLong.empty(),
        snapshot.getVersion(),
        snapshot.getExperimentsList());
  }

  private Optional<Arrived> add(DefinitionChanges part) {
    if (waiting.size() + part.getExperimentsCount() > MOST) {
      throw new IllegalStateException("more than " + MOST + " experiments at once");
    }
    waiting.addAll(part.getExperimentsList());
    if (!part.getLast()) {
      return Optional.empty();
    }
    var since = part.getWhole() ? OptionalLong.empty() : OptionalLong.of(reached.orElseThrow());
    var arrived = new Arrived(part.getEpoch(), since, part.getVersion(), List.copyOf(waiting));
    waiting.clear();
    reached = OptionalLong.of(part.getVersion());
    return Optional.of(arrived);
  }
}
