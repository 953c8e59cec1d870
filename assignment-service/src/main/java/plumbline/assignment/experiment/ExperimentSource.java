package plumbline.assignment.experiment;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import plumbline.assignment.change.SnapshotVersion;
import plumbline.assignment.change.SnapshotVersionEntity;
import plumbline.assignment.flag.FlagEntity;
import plumbline.assignment.holdout.HoldoutEntity;
import plumbline.kit.database.DatabaseFailures;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.ExperimentSnapshot;

/**
 * All experiments, holdouts and flags as PostgreSQL has them. To be asked on a Vert.x context of
 * one's own.
 */
@ApplicationScoped
public class ExperimentSource {
  // One statement sees one state of the database: the version and the rows belong together. Its
  // rows are those of the experiments, each with the version, and then those of the holdouts and of
  // the flags, each alone.
  private static final String ALL =
      "select v, e, h, f from SnapshotVersionEntity v left join ExperimentEntity e on 1 = 1"
          + " full join HoldoutEntity h on 1 = 0 full join FlagEntity f on 1 = 0"
          + " order by e.key, h.key, f.key";

  private final Mutiny.SessionFactory sessions;

  @Inject
  ExperimentSource(Mutiny.SessionFactory sessions) {
    this.sessions = sessions;
  }

  /** The version of what is stored. */
  public Uni<SnapshotVersion> version() {
    return sessions
        .withSession(session -> session.find(SnapshotVersionEntity.class, SnapshotVersionEntity.ID))
        .onFailure()
        .transform(DatabaseFailures::translate)
        .map(SnapshotVersionEntity::toDomain);
  }

  /** Everything that is stored, at one version. */
  public Uni<ExperimentSnapshot> load() {
    return sessions
        .withSession(session -> session.createQuery(ALL, Object[].class).getResultList())
        .onFailure()
        .transform(DatabaseFailures::translate)
        // Reading that much JSON is no work for the event loop.
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(ExperimentSource::snapshot);
  }

  private static ExperimentSnapshot snapshot(List<Object[]> rows) {
    var snapshot = ExperimentSnapshot.newBuilder();
    for (var row : rows) {
      if (row[0] instanceof SnapshotVersionEntity counter) {
        var version = counter.toDomain();
        snapshot.setEpoch(version.epoch()).setVersion(version.version());
      }
      if (row[1] instanceof ExperimentEntity experiment) {
        snapshot.addExperiments(experiment.toDomain());
      }
      if (row[2] instanceof HoldoutEntity holdout) {
        snapshot.addHoldouts(holdout.toDomain());
      }
      if (row[3] instanceof FlagEntity flag) {
        snapshot.addFlags(flag.toDomain());
      }
    }
    if (snapshot.getEpoch().isEmpty()) {
      throw new Failure.Unavailable("the schema is not ready");
    }
    return snapshot.build();
  }
}
