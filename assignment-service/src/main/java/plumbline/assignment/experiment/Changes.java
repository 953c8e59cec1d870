package plumbline.assignment.experiment;

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
import plumbline.kit.database.DatabaseFailures;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.Experiment;

/**
 * The one way to change experiments: in a transaction that holds the snapshot's row, so that
 * changes are one after another, and that counts the change.
 */
@ApplicationScoped
class Changes {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ExperimentsListener listener;
  private final Clock clock;

  @Inject
  Changes(ExperimentsListener listener, Clock clock) {
    this.listener = listener;
    this.clock = clock;
  }

  /** Runs the work in a transaction and answers with the experiment as it is afterwards. */
  Uni<Experiment> run(Function<Work, Uni<Outcome>> work) {
    return Panache.withTransaction(() -> locked(work))
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .onFailure()
        .transform(Changes::translate)
        .call(result -> result.changed ? listener.changed() : Uni.createFrom().voidItem())
        .map(Result::experiment);
  }

  private Uni<Result> locked(Function<Work, Uni<Outcome>> work) {
    return Panache.getSession()
        .chain(session ->
            session
                .find(
                    SnapshotVersionEntity.class,
                    SnapshotVersionEntity.ID,
                    LockModeType.PESSIMISTIC_WRITE)
                .chain(counter ->
                    work.apply(new Work(session, now()))
                        .call(outcome -> count(outcome, counter, session)))
                .map(outcome -> new Result(outcome.entity.toDomain(), outcome.changed)));
  }

  private static Uni<Void> count(
      Outcome outcome, SnapshotVersionEntity counter, Mutiny.Session session) {
    if (outcome.changed) {
      counter.version++;
    }
    return session.flush();
  }

  /** Kept to the microsecond, as PostgreSQL keeps it: what is answered is what is stored. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  private static Throwable translate(Throwable thrown) {
    return thrown instanceof OptimisticLockException || thrown instanceof StaleStateException
        ? new Failure.Stale("the experiment was changed meanwhile: read it again")
        : DatabaseFailures.translate(thrown);
  }

  /** What a change works with. */
  record Work(Mutiny.Session session, Instant now) {}

  /**
   * What became of a change.
   *
   * @param changed false if the experiment was already as it was wanted
   */
  record Outcome(ExperimentEntity entity, boolean changed) {}

  private record Result(Experiment experiment, boolean changed) {}
}
