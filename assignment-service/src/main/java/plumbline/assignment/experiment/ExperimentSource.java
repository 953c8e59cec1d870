package plumbline.assignment.experiment;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import plumbline.assignment.change.SnapshotVersionEntity;
import plumbline.assignment.change.Stored;
import plumbline.assignment.change.StoredRow;
import plumbline.assignment.change.StoredState;
import plumbline.assignment.flag.FlagEntity;
import plumbline.assignment.holdout.HoldoutEntity;
import plumbline.assignment.sdkkey.SdkKeyEntity;
import plumbline.kit.database.DatabaseFailures;
import plumbline.kit.failure.Failure;

/**
 * All experiments, holdouts, flags and SDK keys as PostgreSQL has them. To be asked on a Vert.x
 * context of one's own.
 */
@ApplicationScoped
public class ExperimentSource {
  private static final String FINGERPRINT =
      "coalesce((select sum(x.stamp) from ExperimentEntity x), 0)"
          + " + coalesce((select sum(y.stamp) from HoldoutEntity y), 0)"
          + " + coalesce((select sum(z.stamp) from FlagEntity z), 0)"
          + " + coalesce((select sum(k.stamp) from SdkKeyEntity k), 0)";
  private static final String STATE = "select v, " + FINGERPRINT + " from SnapshotVersionEntity v";

  // One statement sees one state of the database: the version, the fingerprint and the rows belong
  // together. There is a row with the version in any case; the kinds follow each other.
  private static final String CHANGED =
      "select v, "
          + FINGERPRINT
          + ", e, h, f, s from SnapshotVersionEntity v"
          + " left join ExperimentEntity e on e.changed > :since"
          + " full join HoldoutEntity h on 1 = 0 full join FlagEntity f on 1 = 0"
          + " full join SdkKeyEntity s on 1 = 0"
          + " where (h.key is null or h.changed > :since) and (f.key is null or f.changed > :since)"
          + " and (s.id is null or s.changed > :since)";
  private static final long EVERYTHING = -1;

  private final Mutiny.SessionFactory sessions;

  @Inject
  ExperimentSource(Mutiny.SessionFactory sessions) {
    this.sessions = sessions;
  }

  /** Which state is stored. */
  public Uni<StoredState> state() {
    return sessions
        .withSession(session -> session.createQuery(STATE, Object[].class).getResultList())
        .onFailure()
        .transform(DatabaseFailures::translate)
        .map(ExperimentSource::state);
  }

  /** Everything that is stored. */
  public Uni<Stored> load() {
    return loadSince(EVERYTHING);
  }

  /** What was changed after a version. */
  public Uni<Stored> loadSince(long version) {
    return sessions
        .withSession(session ->
            session
                .createQuery(CHANGED, Object[].class)
                .setParameter("since", version)
                .getResultList())
        .onFailure()
        .transform(DatabaseFailures::translate)
        // Reading that much JSON is no work for the event loop.
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(found -> new Stored(state(found), rows(found)));
  }

  private static StoredState state(List<Object[]> found) {
    for (var row : found) {
      if (row[0] instanceof SnapshotVersionEntity counter) {
        return new StoredState(counter.toDomain(), ((Number) row[1]).longValue());
      }
    }
    throw new Failure.Unavailable("the schema is not ready");
  }

  private static List<StoredRow> rows(List<Object[]> found) {
    var rows = new ArrayList<StoredRow>(found.size());
    for (var row : found) {
      if (row[2] instanceof ExperimentEntity experiment) {
        rows.add(experiment.toRow());
      }
      if (row[3] instanceof HoldoutEntity holdout) {
        rows.add(holdout.toRow());
      }
      if (row[4] instanceof FlagEntity flag) {
        rows.add(flag.toRow());
      }
      if (row[5] instanceof SdkKeyEntity key) {
        rows.add(key.toRow());
      }
    }
    return rows;
  }
}
