package plumbline.assignment.snapshot;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.change.ChangesListener;
import plumbline.assignment.change.Stored;
import plumbline.assignment.change.StoredState;
import plumbline.assignment.snapshot.SharedSnapshot.Shared;

/**
 * Brings this replica's snapshot up to date: what is in Redis is quick, PostgreSQL is the truth. Of
 * both only what changed is asked for, and everything where that does not fit to what is held.
 */
@ApplicationScoped
class SnapshotRefresh implements ChangesListener {
  private static final Logger LOG = Logger.getLogger(SnapshotRefresh.class);

  private final StoredDefinitions stored;
  private final SharedSnapshot shared;
  private final Snapshots snapshots;
  private final SnapshotConfig config;
  private final Clock clock;
  // However fast changes come, each is done once at a time, and what waits is the newest.
  private final Turns<Void> loading = new Turns<>(this::load);
  private final Turns<Void> sharing = new Turns<>(this::share);
  private volatile @Nullable Truth truth;

  @Inject
  SnapshotRefresh(
      StoredDefinitions stored,
      SharedSnapshot shared,
      Snapshots snapshots,
      SnapshotConfig config,
      Clock clock) {
    this.stored = stored;
    this.shared = shared;
    this.snapshots = snapshots;
    this.config = config;
    this.clock = clock;
  }

  /** After a commit of our own: the truth, at once. */
  @Override
  public Uni<Void> changed() {
    return loading
        .take()
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
        .state()
        .map(found -> found.map(this::follow).orElseGet(this::verify))
        // It is away: what it holds is not asked a second time.
        .onFailure()
        .recoverWithItem(this::heal)
        .chain(next -> next);
  }

  /** Holds our state against PostgreSQL's, and heals whichever of ours and Redis' is not it. */
  Uni<Void> verify() {
    return heal().chain(this::shareQuietly);
  }

  private Uni<Void> follow(Shared found) {
    var held = snapshots.current().orElse(null);
    if (held == null || found.state().version().isNewerThan(held.version())) {
      return take(held, found)
          .onFailure(IllegalArgumentException.class)
          .recoverWithUni(this::replacePoison);
    }
    if (found.state().equals(held.state())) {
      found.confirmed().ifPresent(snapshots::confirm);
      return Uni.createFrom().voidItem();
    }
    // Redis is behind, or of another database: PostgreSQL says who is right.
    return verify();
  }

  private Uni<Void> take(@Nullable Snapshot held, Shared found) {
    var changes = held == null ? shared.load() : shared.loadSince(held.version().version());
    return changes
        .chain(changed -> merge(held, changed, shared::load))
        .invoke(taken -> {
          if (found.state().version().isNewerThan(taken.version())) {
            throw new IllegalArgumentException("rows of " + taken.version());
          }
          snapshots.offer(taken, found.confirmed());
        })
        .replaceWithVoid();
  }

  /** Holds our state against PostgreSQL's, and takes PostgreSQL's. */
  private Uni<Void> heal() {
    return stored.state().chain(this::holdAgainst);
  }

  private Uni<Void> holdAgainst(StoredState state) {
    var held = snapshots.current().orElse(null);
    if (held == null || !state.equals(held.state())) {
      return loading.take();
    }
    confirm(held);
    return Uni.createFrom().voidItem();
  }

  private Uni<Void> load() {
    var held = snapshots.current().orElse(null);
    var changes = held == null ? stored.load() : stored.loadSince(held.version().version());
    return changes
        .chain(changed -> merge(held, changed, stored::load))
        .chain(found -> {
          var now = clock.instant();
          truth = new Truth(found, now);
          snapshots.correct(held, found, now);
          // What we hold PostgreSQL does not: it was restored, or Redis held an invention.
          return held != null && held.version().isNewerThan(found.version())
              ? shared.overwrite(found.contents(), now)
              : Uni.createFrom().voidItem();
        });
  }

  /** The snapshot with what changed, or one of everything where that does not fit. */
  private static Uni<Snapshot> merge(
      @Nullable Snapshot held, Stored changed, Supplier<Uni<Stored>> everything) {
    if (held == null) {
      return Uni.createFrom().item(Snapshot.of(changed));
    }
    return held.with(changed)
        .map(merged -> Uni.createFrom().item(merged))
        .orElseGet(() -> everything.get().map(Snapshot::of));
  }

  private void confirm(Snapshot held) {
    var now = clock.instant();
    snapshots.confirm(now);
    truth = new Truth(held, now);
  }

  private Uni<Void> replacePoison(Throwable poison) {
    return loading
        .take()
        .chain(() -> {
          var known = truth;
          return known == null
              ? Uni.createFrom().voidItem()
              : shared.overwrite(known.snapshot.contents(), known.seen);
        })
        .invoke(() -> LOG.errorf("Redis held no snapshot (%s): replaced", poison.getMessage()));
  }

  /** Redis being away takes nothing from us. */
  private Uni<Void> shareQuietly() {
    return sharing
        .take()
        .onFailure()
        .invoke(e -> LOG.debugf("not shared: %s", e.getMessage()))
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Void> share() {
    var known = truth;
    if (known == null) {
      return Uni.createFrom().voidItem();
    }
    return shared
        .state()
        .chain(found ->
            found.map(Shared::state).filter(known.snapshot.state()::equals).isPresent()
                ? shared.confirm(known.seen)
                : shared.share(known.snapshot.contents(), found, known.seen));
  }

  /** What PostgreSQL was last seen to hold. */
  private record Truth(Snapshot snapshot, Instant seen) {}
}
