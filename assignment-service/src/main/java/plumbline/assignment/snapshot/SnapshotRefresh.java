package plumbline.assignment.snapshot;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jboss.logging.Logger;
import plumbline.assignment.change.ChangesListener;
import plumbline.assignment.change.SnapshotVersion;
import plumbline.assignment.database.OwnContext;
import plumbline.assignment.experiment.ExperimentSource;

/**
 * Brings this replica's snapshot up to date: what is in Redis is quick, PostgreSQL is the truth.
 */
@ApplicationScoped
class SnapshotRefresh implements ChangesListener {
  private static final Logger LOG = Logger.getLogger(SnapshotRefresh.class);

  private static final Uni<Boolean> KEPT = Uni.createFrom().item(false);

  private final ExperimentSource source;
  private final SharedSnapshot shared;
  private final Snapshots snapshots;
  private final SnapshotConfig config;
  private final OwnContext own;

  @Inject
  SnapshotRefresh(
      ExperimentSource source,
      SharedSnapshot shared,
      Snapshots snapshots,
      SnapshotConfig config,
      OwnContext own) {
    this.source = source;
    this.shared = shared;
    this.snapshots = snapshots;
    this.config = config;
    this.own = own;
  }

  /** After a commit of our own: the truth, at once. */
  @Override
  public Uni<Void> changed() {
    return loadTruth()
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
        .onFailure()
        .recoverWithItem(Optional.empty())
        .chain(found -> found.map(this::follow).orElseGet(this::verify));
  }

  /** Holds our version against PostgreSQL's, and heals whichever of ours and Redis' is not it. */
  Uni<Void> verify() {
    return own.run(source::version).chain(this::holdAgainst);
  }

  private Uni<Void> follow(SnapshotVersion found) {
    var held = snapshots.current().orElse(null);
    if (held == null || found.isNewerThan(held.version())) {
      return shared
          .load(found)
          .invoke(snapshots::offer)
          .replaceWithVoid()
          .onFailure(IllegalArgumentException.class)
          .recoverWithUni(this::replacePoison);
    }
    if (found.equals(held.version())) {
      snapshots.confirm();
      return Uni.createFrom().voidItem();
    }
    // Redis is behind, or of another database: PostgreSQL says who is right.
    return verify();
  }

  private Uni<Void> holdAgainst(SnapshotVersion truth) {
    var held = snapshots.current().orElse(null);
    if (held == null || !truth.equals(held.version())) {
      return held != null && held.version().isNewerThan(truth) ? restore(held) : loadTruth();
    }
    snapshots.confirm();
    return shareQuietly(held);
  }

  private Uni<Void> loadTruth() {
    return own.run(source::load)
        .map(Snapshot::of)
        .invoke(snapshots::offer)
        .chain(this::shareQuietly);
  }

  /** We hold what PostgreSQL does not have: it was restored, or Redis held an invention. */
  private Uni<Void> restore(Snapshot held) {
    return own.run(source::load)
        .map(Snapshot::of)
        .invoke(truth -> snapshots.correct(held, truth))
        .chain(shared::overwrite)
        .replaceWithVoid();
  }

  private Uni<Void> replacePoison(Throwable poison) {
    return own.run(source::load)
        .map(Snapshot::of)
        .invoke(snapshots::offer)
        .chain(shared::overwrite)
        .invoke(() -> LOG.errorf("Redis held no snapshot (%s): replaced", poison.getMessage()))
        .replaceWithVoid();
  }

  /** Redis being away takes nothing from what this replica knows. */
  private Uni<Void> shareQuietly(Snapshot snapshot) {
    return shared
        .version()
        .chain(
            found -> found.equals(Optional.of(snapshot.version())) ? KEPT : shared.share(snapshot))
        .onFailure()
        .invoke(e -> LOG.debugf("not shared: %s", e.getMessage()))
        .onFailure()
        .recoverWithItem(false)
        .replaceWithVoid();
  }
}
