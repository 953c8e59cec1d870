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

  /**
   * How long ago PostgreSQL was last seen to hold the same snapshot, by this replica or by another
   * that said so in Redis; empty if that is not known.
   */
  public Optional<Duration> age() {
    // Other replicas' clocks may be ahead of ours.
    return Optional.ofNullable(confirmed)
        .map(since -> Duration.between(since, clock.instant()))
        .map(age -> age.isNegative() ? Duration.ZERO : age);
  }

  /**
   * Takes the snapshot if it is of another epoch or newer.
   *
   * @param confirmed when PostgreSQL was seen to hold it; empty if that is not known
   */
  synchronized void offer(Snapshot offered, Optional<Instant> confirmed) {
    var held = current;
    if (held != null && offered.state().equals(held.state())) {
      confirmed.ifPresent(this::confirm);
    } else if (held == null
        || !offered.version().isSameEpoch(held.version())
        || offered.version().isNewerThan(held.version())) {
      replace(offered, confirmed);
    }
  }

  /**
   * Takes what PostgreSQL holds: in the place of {@code seen} whatever its version, as a database
   * may have been restored, and else as {@link #offer} does.
   */
  synchronized void correct(@Nullable Snapshot seen, Snapshot truth, Instant then) {
    var held = current;
    if (held == null || held != seen || truth.state().equals(held.state())) {
      offer(truth, Optional.of(then));
      return;
    }
    if (truth.version().isSameEpoch(held.version())
        && !truth.version().isNewerThan(held.version())) {
      LOG.warnf("snapshot %s is replaced by the older %s", held.state(), truth.state());
    }
    replace(truth, Optional.of(then));
  }

  /** Notes that PostgreSQL held the same then. */
  synchronized void confirm(Instant then) {
    var before = confirmed;
    if (before == null || then.isAfter(before)) {
      confirmed = then;
    }
  }

  /** Calls the watcher with each snapshot from now on, until {@link #unwatch}. */
  public void watch(Consumer<Snapshot> watcher) {
    watchers.add(watcher);
  }

  /** Ends {@link #watch}. */
  public void unwatch(Consumer<Snapshot> watcher) {
    watchers.remove(watcher);
  }

  private void replace(Snapshot snapshot, Optional<Instant> then) {
    var before = current;
    current = snapshot;
    confirmed = then.orElse(null);
    var level =
        before != null && before.lineage() == snapshot.lineage()
            ? Logger.Level.DEBUG
            : Logger.Level.INFO;
    LOG.logf(
        level, "snapshot %s of %d rows", snapshot.version(), snapshot.contents().rows().size());
    watchers.forEach(watcher -> watcher.accept(snapshot));
  }
}
