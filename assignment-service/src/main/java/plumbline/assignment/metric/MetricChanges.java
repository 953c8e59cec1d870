package plumbline.assignment.metric;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.audit.AuditLog;
import plumbline.assignment.audit.AuditSubject;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.database.DatabaseFailures;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.CatalogueMetric;

/** Changes the catalogue's metrics, each in a transaction that holds the metric's row. */
@ApplicationScoped
class MetricChanges {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Clock clock;

  @Inject
  MetricChanges(Clock clock) {
    this.clock = clock;
  }

  /**
   * Adds a metric; safe to send again.
   *
   * @throws Failure.AlreadyExists if the key is taken by anything else
   */
  Uni<CatalogueMetric> create(NewVersion wanted) {
    return change(work ->
        work.table
            .insert(wanted.key())
            .chain(free -> free ? createFirst(wanted, work) : keep(wanted, work)));
  }

  /**
   * Adds a version, unless the newest is so already.
   *
   * @throws Failure.NotFound if there is no such metric
   * @throws Failure.Stale if it is not at the expected version
   * @throws Failure.Refused if it was taken out of use
   */
  Uni<CatalogueMetric> update(NewVersion wanted) {
    return change(work ->
        newest(work, wanted.key())
            .chain(newest -> {
              requireChangeable(newest, wanted.expectedVersion());
              return newest.definition().equals(wanted.metric())
                  ? Uni.createFrom().item(newest.toDomain())
                  : addVersion(wanted, newest, work);
            }));
  }

  /** Takes a metric out of use; {@link Failure.NotFound} if there is none. */
  Uni<CatalogueMetric> archive(ExperimentKey key, String actor) {
    return change(work ->
        newest(work, key.value())
            .chain(newest -> {
              var before = newest.toDomain();
              if (before.getArchived()) {
                return Uni.createFrom().item(before);
              }
              newest.metric.archived = true;
              return work.written(actor, "archive", before, newest);
            }));
  }

  private static Uni<CatalogueMetric> createFirst(NewVersion wanted, Work work) {
    return work.table
        .lock(wanted.key())
        .chain(metric -> work.insert(metric, wanted))
        .chain(first -> work.written(wanted.author(), "create", null, first));
  }

  private static Uni<CatalogueMetric> addVersion(
      NewVersion wanted, MetricVersionEntity newest, Work work) {
    var before = newest.toDomain();
    newest.metric.version++;
    return work.insert(newest.metric, wanted)
        .chain(next -> work.written(wanted.author(), "update", before, next));
  }

  /** The same request again is answered, whatever became of the metric since. */
  private static Uni<CatalogueMetric> keep(NewVersion wanted, Work work) {
    return work.table
        .version(wanted.key(), 1)
        .map(found -> Metrics.require(found, wanted.key(), 1))
        .invoke(first -> {
          if (!first.author.equals(wanted.author())
              || !first.definition().equals(wanted.metric())) {
            throw new Failure.AlreadyExists(
                "the key '%s' is taken by a metric of %s: make a version of that, or take another key"
                    .formatted(wanted.key(), first.author));
          }
        })
        .chain(() -> newest(work, wanted.key()))
        .map(MetricVersionEntity::toDomain);
  }

  private static Uni<MetricVersionEntity> newest(Work work, String key) {
    return work.table
        .lock(key)
        .chain(() -> work.table.version(key, 0))
        .map(found -> Metrics.require(found, key, 0));
  }

  private static void requireChangeable(MetricVersionEntity newest, long expected) {
    var key = newest.metric.key;
    if (newest.metric.archived) {
      throw new Failure.Refused(
          "metric '%s' was taken out of use, so it gets no more versions: make a new one"
              .formatted(key));
    }
    if (newest.version != expected) {
      throw new Failure.Stale(
          "metric '%s' is at version %d, not %d: read it again"
              .formatted(key, newest.version, expected));
    }
  }

  private Uni<CatalogueMetric> change(Function<Work, Uni<CatalogueMetric>> change) {
    return Panache.withTransaction(() ->
            Panache.getSession()
                .chain(session ->
                    change.apply(
                        new Work(
                            session,
                            new MetricTable(session),
                            clock.instant().truncatedTo(ChronoUnit.MICROS)))))
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .onFailure()
        .transform(DatabaseFailures::translate);
  }

  /** What a change works with. */
  private record Work(Mutiny.Session session, MetricTable table, Instant now) {

    Uni<MetricVersionEntity> insert(MetricEntity metric, NewVersion wanted) {
      var version = new MetricVersionEntity(metric, wanted.metric(), wanted.author(), now);
      return session.persist(version).replaceWith(version);
    }

    Uni<CatalogueMetric> written(
        String actor, String action, @Nullable CatalogueMetric before, MetricVersionEntity newest) {
      var after = newest.toDomain();
      var change =
          new AuditLog.Change(
              now,
              actor,
              AuditSubject.METRIC,
              newest.metric.key,
              newest.version,
              action,
              "",
              before,
              after);
      return AuditLog.add(session, change).replaceWith(after);
    }
  }
}
