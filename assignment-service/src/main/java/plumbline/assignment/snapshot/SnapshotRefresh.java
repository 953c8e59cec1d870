package plumbline.assignment.snapshot;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import org.jboss.logging.Logger;
import plumbline.assignment.change.ChangesListener;
import plumbline.assignment.change.SnapshotVersion;
import plumbline.assignment.database.OwnContext;
import plumbline.assignment.experiment.ExperimentSource;
import plumbline.assignment.snapshot.SharedSnapshot.Shared;

/**
 * Brings this replica's snapshot up to date: what is in Redis is quick, PostgreSQL is the truth.
 */
@ApplicationScoped
class SnapshotRefresh implements ChangesListener {
  private static final Logger LOG = Logger.getLogger(SnapshotRefresh.class);

  private final ExperimentSource source;
  private final SharedSnapshot shared;
  private final Snapshots snapshots;
  private final SnapshotConfig config;
  private final OwnContext own;
  private final Clock clock;

  @Inject
  SnapshotRefresh(
      ExperimentSource source,
      SharedSnapshot shared,
      Snapshots snapshots,
      SnapshotConfig config,
      OwnContext own,
      Clock clock) {
    this.source = source;
    this.shared = shared;
    this.snapshots = snapshots;
    this.config = config;
    this.own = own;
    this.clock = clock;
  }

  /** After a commit of our own: the truth, at once. */
  @Override
  public Uni<Void> changed() {
    return takeTruth()
        .chain(this::shareQuietly)
        .ifNoItem()
        .after(config.settleTimeout())
        .fail()
        .onFailure()
        .invoke(e -> LOG.warnf("a change is seen by polling: %s", e.getMessage()))
        .onFailure()
        .recoverWithNull();
  }

  /** Asks Redis for its version and takes what is newer; PostgreSQL if Redis is of no help. */
  Uni<Void> poll() {
    return shared
        .version()
        .map(found -> found.map(this::follow).orElseGet(this::verify))
        // It is away: what it holds is not asked a second time.
        .onFailure()
        .recoverWithItem(() -> heal().replaceWithVoid())
        .chain(next -> next);
  }

  /** Holds our version against PostgreSQL's, and heals whichever of ours and Redis' is not it. */
  Uni<Void> verify() {
    return heal().chain(this::shareQuietly);
  }

  private Uni<Void> follow(Shared found) {
    var held = snapshots.current().orElse(null);
    if (held == null || found.version().isNewerThan(held.version())) {
      return shared
          .load(found.version())
          .invoke(loaded -> snapshots.offer(loaded, found.confirmed()))
          .replaceWithVoid()
          .onFailure(IllegalArgumentException.class)
          .recoverWithUni(this::replacePoison);
    }
    if (found.version().equals(held.version())) {
      found.confirmed().ifPresent(snapshots::confirm);
      return Uni.createFrom().voidItem();
    }
    // Redis is behind, or of another database: PostgreSQL says who is right.
    return verify();
  }

  /** Holds our version against PostgreSQL's, and takes PostgreSQL's; answers with what it has. */
  private Uni<Snapshot> heal() {
    return own.run(source::version).chain(this::holdAgainst);
  }

  private Uni<Snapshot> holdAgainst(SnapshotVersion truth) {
    var held = snapshots.current().orElse(null);
    if (held == null || !truth.equals(held.version())) {
      return held != null && held.version().isNewerThan(truth) ? restore(held) : takeTruth();
    }
    snapshots.confirm(clock.instant());
    return Uni.createFrom().item(held);
  }

  private Uni<Snapshot> takeTruth() {
    return load().invoke(truth -> snapshots.offer(truth, Optional.of(clock.instant())));
  }

  /** We hold what PostgreSQL does not have: it was restored, or Redis held an invention. */
  private Uni<Snapshot> restore(Snapshot held) {
    return load()
        .invoke(truth -> snapshots.correct(held, truth))
        .call(truth -> shared.overwrite(truth, clock.instant()));
  }

  private Uni<Void> replacePoison(Throwable poison) {
    return takeTruth()
        .chain(truth -> shared.overwrite(truth, clock.instant()))
        .invoke(() -> LOG.errorf("Redis held no snapshot (%s): replaced", poison.getMessage()));
  }

  private Uni<Snapshot> load() {
    return own.run(source::load).map(Snapshot::of);
  }

  /** Of what PostgreSQL has just been seen to hold. Redis being away takes nothing from us. */
  private Uni<Void> shareQuietly(Snapshot snapshot) {
    return shared
        .version()
        .chain(found ->
            found.map(Shared::version).equals(Optional.of(snapshot.version()))
                ? shared.confirm(clock.instant())
                : shared.share(snapshot, clock.instant()))
        .onFailure()
        .invoke(e -> LOG.debugf("not shared: %s", e.getMessage()))
        .onFailure()
        .recoverWithNull();
  }
}
