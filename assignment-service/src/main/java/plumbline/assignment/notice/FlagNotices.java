package plumbline.assignment.notice;

import com.google.protobuf.Struct;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import plumbline.assignment.snapshot.AssignableFlag;
import plumbline.assignment.snapshot.Snapshot;
import plumbline.assignment.snapshot.Snapshots;
import plumbline.kit.failure.Failure;

/** Says once for each snapshot what changed of the flags, for all streams. */
@ApplicationScoped
public class FlagNotices {
  /** As long as clients let a stream last at most, and more than they take to come back. */
  private static final Duration RECENT = Duration.ofMinutes(10);

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

  /**
   * The flags whose definitions were changed not long ago, as of a change. A client that comes back
   * may have kept an answer from before its stream broke, perhaps with another replica: what the
   * definitions say of themselves is the same everywhere.
   */
  public Optional<Struct> recent() {
    var since = clock.instant().minus(RECENT);
    var flags =
        snapshots.require().flags().values().stream()
            .filter(flag -> flag.updateTime().isAfter(since))
            .toList();
    return flags.isEmpty() ? Optional.empty() : Optional.of(FlagNotice.recent(flags));
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
