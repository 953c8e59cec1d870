package plumbline.assignment.experiment;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import plumbline.assignment.change.SnapshotVersion;
import plumbline.assignment.change.SnapshotVersionEntity;
import plumbline.kit.database.DatabaseFailures;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.ExperimentSnapshot;

/** All experiments as PostgreSQL has them. To be asked on a Vert.x context of one's own. */
@ApplicationScoped
public class ExperimentSource {
  // One statement sees one state of the database: the version and the rows belong together.
  private static final String ALL =
      "select v, e from SnapshotVersionEntity v left join ExperimentEntity e on 1 = 1 order by e.key";

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
    if (rows.isEmpty()) {
      throw new Failure.Unavailable("the schema is not ready");
    }
    var version = ((SnapshotVersionEntity) rows.getFirst()[0]).toDomain();
    var snapshot =
        ExperimentSnapshot.newBuilder().setEpoch(version.epoch()).setVersion(version.version());
    for (var row : rows) {
      if (row[1] instanceof ExperimentEntity entity) {
        snapshot.addExperiments(entity.toDomain());
      }
    }
    return snapshot.build();
  }
}
