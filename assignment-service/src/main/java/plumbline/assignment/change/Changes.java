package plumbline.assignment.change;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import jakarta.persistence.OptimisticLockException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.hibernate.StaleStateException;
import org.hibernate.reactive.mutiny.Mutiny;
import org.hibernate.reactive.mutiny.Mutiny.Transaction;
import plumbline.assignment.audit.AuditLog;
import plumbline.assignment.database.CallersContext;
import plumbline.assignment.notification.Outbox;
import plumbline.kit.database.DatabaseFailures;
import plumbline.kit.failure.Failure;

/**
 * The one way to change what is in the snapshot: in a transaction that holds the snapshot's row, so
 * that changes are one after another, are counted, are in the audit log, and are told.
 */
@ApplicationScoped
public class Changes {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ChangesListener listener;
  private final Outbox outbox;
  private final Clock clock;

  @Inject
  Changes(ChangesListener listener, Outbox outbox, Clock clock) {
    this.listener = listener;
    this.outbox = outbox;
    this.clock = clock;
  }

  /**
   * Runs the work in a transaction; answers once this replica serves what was changed, if anything
   * was.
   */
  public <T> Uni<T> run(Function<Work, Uni<T>> work) {
    var caller = CallersContext.now();
    return Panache.withTransaction(() -> locked(work))
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .onFailure()
        .transform(Changes::translate)
        .call(
            done -> done.changed ? caller.resume(listener.changed()) : Uni.createFrom().voidItem())
        .map(Done::answer);
  }

  /** Runs the work as {@link #run} does, and takes it back: answers with what would be. */
  public <T> Uni<T> rehearse(Function<Work, Uni<T>> work) {
    return Panache.withTransaction(() ->
            locked(work)
                .call(() -> Panache.currentTransaction().invoke(Transaction::markForRollback)))
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .onFailure()
        .transform(Changes::translate)
        .map(Done::answer);
  }

  private <T> Uni<Done<T>> locked(Function<Work, Uni<T>> task) {
    return Panache.getSession()
        .chain(session ->
            session
                .find(
                    SnapshotVersionEntity.class,
                    SnapshotVersionEntity.ID,
                    LockModeType.PESSIMISTIC_WRITE)
                .chain(counter -> {
                  var work = new Work(session, now(), counter, outbox);
                  return task.apply(work).map(answer -> new Done<>(answer, work.changed));
                }));
  }

  /** Kept to the microsecond, as PostgreSQL keeps it: what is answered is what is stored. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static Throwable translate(Throwable thrown) {
    return thrown instanceof OptimisticLockException || thrown instanceof StaleStateException
        ? new Failure.Stale("it was changed meanwhile: read it again")
        : DatabaseFailures.translate(thrown);
  }

  /** What a change works with. */
  public static final class Work {
    private final Mutiny.Session session;
    private final Instant now;
    private final SnapshotVersionEntity counter;
    private final Outbox outbox;
    private boolean changed;

    private Work(
        Mutiny.Session session, Instant now, SnapshotVersionEntity counter, Outbox outbox) {
      this.session = session;
      this.now = now;
      this.counter = counter;
      this.outbox = outbox;
    }

    public Mutiny.Session session() {
      return session;
    }

    /** The moment of the change, to the microsecond. */
    public Instant now() {
      return now;
    }

    /** Counts the change, which makes replicas load it, writes it down, and lets it be told. */
    public Uni<Void> changed(AuditLog.Change change) {
      if (!changed) {
        changed = true;
        counter.version++;
      }
      return AuditLog.add(session, change).chain(() -> outbox.add(session, change));
    }
  }

  private record Done<T>(T answer, boolean changed) {}
}
