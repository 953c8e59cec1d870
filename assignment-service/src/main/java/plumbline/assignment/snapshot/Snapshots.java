package plumbline.assignment.snapshot;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import plumbline.kit.failure.Failure;

/** The snapshot that this replica reads: one reference, replaced as a whole. */
@ApplicationScoped
public class Snapshots {
  private static final Logger LOG = Logger.getLogger(Snapshots.class);

  private final Clock clock;
  private final List<Consumer<Snapshot>> watchers = new CopyOnWriteArrayList<>();
  private volatile @Nullable Snapshot current;
  private volatile @Nullable Instant confirmed;

  @Inject
  Snapshots(Clock clock) {
    this.clock = clock;
  }

  /**
   * What to assign by.
   *
   * @throws Failure.Unavailable until there has been a first one
   */
  public Snapshot require() {
    var snapshot = current;
    if (snapshot == null) {
      throw new Failure.Unavailable("no definitions have been loaded yet");
    }
    return snapshot;
  }

  public Optional<Snapshot> current() {
    return Optional.ofNullable(current);
  }

  /** How long ago the snapshot was last known to be the newest; empty if there is none. */
  public Optional<Duration> age() {
    return Optional.ofNullable(confirmed).map(since -> Duration.between(since, clock.instant()));
  }

  /** Takes the snapshot if it is of another epoch or newer; answers whether it did. */
  synchronized boolean offer(Snapshot offered) {
    var held = current;
    var taken =
        held == null
            || !offered.version().isSameEpoch(held.version())
            || offered.version().isNewerThan(held.version());
    if (taken) {
      replace(offered);
    }
    confirm();
    return taken;
  }

  /** Takes the truth in the place of {@code seen}, even if it is older: a database was restored. */
  synchronized void correct(Snapshot seen, Snapshot truth) {
    if (current == seen) {
      LOG.warnf("snapshot %s is replaced by the older %s", seen.version(), truth.version());
      replace(truth);
      confirm();
    }
  }

  /** Notes that the snapshot is the newest now. */
  void confirm() {
    confirmed = clock.instant();
  }

  /** Calls the watcher with each snapshot from now on, until {@link #unwatch}. */
  void watch(Consumer<Snapshot> watcher) {
    watchers.add(watcher);
  }

  void unwatch(Consumer<Snapshot> watcher) {
    watchers.remove(watcher);
  }

  private void replace(Snapshot snapshot) {
    current = snapshot;
    LOG.infof(
        "snapshot %s: %d experiments",
        snapshot.version(), snapshot.contract().getExperimentsCount());
    watchers.forEach(watcher -> watcher.accept(snapshot));
  }
}
