package plumbline.assignment.notice;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import plumbline.assignment.snapshot.AssignableFlag;
import plumbline.assignment.snapshot.Snapshot;
import plumbline.assignment.snapshot.Snapshots;
import plumbline.kit.failure.Failure;

/** Says once for each snapshot what changed of the flags, for all streams. */
@ApplicationScoped
public class FlagNotices {
  private final Snapshots snapshots;
  private final FlagStreams streams;
  private final Clock clock;
  private volatile FlagNotice newest = FlagNotice.none();

  @Inject
  FlagNotices(Snapshots snapshots, FlagStreams streams, Clock clock) {
    this.snapshots = snapshots;
    this.streams = streams;
    this.clock = clock;
  }

  void start(@Observes StartupEvent event) {
    snapshots.watch(_ -> compare());
    compare();
  }

  /**
   * The newest notice.
   *
   * @throws Failure.Unavailable while there are no definitions
   */
  public FlagNotice newest() {
    var notice = newest;
    if (notice.number() == 0) {
      snapshots.require();
    }
    return notice;
  }

  /** With the newest snapshot, whichever it was that was told: they may be told out of order. */
  private synchronized void compare() {
    var snapshot = snapshots.current();
    if (snapshot.isEmpty()) {
      return;
    }
    var before = newest;
    var next = before.next(revisions(snapshot.get()), clock.instant());
    if (next != before) {
      newest = next;
      streams.changed();
    }
  }

  private static Map<String, String> revisions(Snapshot snapshot) {
    return snapshot.flags().values().stream()
        .filter(flag -> !flag.archived())
        .collect(Collectors.toMap(AssignableFlag::key, AssignableFlag::revision));
  }
}
