package plumbline.assignment.experiment;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.audit.AuditLog;
import plumbline.assignment.audit.AuditSubject;
import plumbline.assignment.change.Changes;
import plumbline.assignment.change.Changes.Work;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.Experiment;

/** Changes one experiment, and writes down what it was before and is afterwards. */
@ApplicationScoped
class ExperimentChanges {
  private final Changes changes;

  @Inject
  ExperimentChanges(Changes changes) {
    this.changes = changes;
  }

  /**
   * Changes an experiment that exists; answers with it as it is afterwards.
   *
   * @param expectedVersion the version that was seen; 0: whatever it is
   * @throws Failure.NotFound if there is no such experiment
   * @throws Failure.Stale if it is not at the expected version
   */
  Uni<Experiment> change(ExperimentKey key, long expectedVersion, Edit edit) {
    return changes.run(work ->
        work.session()
            .find(ExperimentEntity.class, key.value())
            .chain(found -> {
              var entity = Experiments.require(found, key);
              requireVersion(entity, expectedVersion);
              return change(entity, edit, work);
            }));
  }

  /** Changes one that was found, in a change that is under way. */
  static Uni<Experiment> change(ExperimentEntity entity, Edit edit, Work work) {
    var before = entity.toDomain();
    return edit.apply(entity, work)
        .chain(note ->
            note.isEmpty()
                ? Uni.createFrom().item(before)
                : written(entity, before, note.get(), work));
  }

  /** Makes one that is not there yet, in a change that is under way. */
  static Uni<Experiment> insert(ExperimentEntity entity, Note note, Work work) {
    return work.session().persist(entity).chain(() -> written(entity, null, note, work));
  }

  private static Uni<Experiment> written(
      ExperimentEntity entity, @Nullable Experiment before, Note note, Work work) {
    // The flush gives the entity its next version.
    return work.session()
        .flush()
        .chain(() -> {
          var after = entity.toDomain();
          var change =
              new AuditLog.Change(
                  work.now(),
                  note.actor,
                  AuditSubject.EXPERIMENT,
                  entity.key,
                  entity.version,
                  note.action.verb(),
                  note.reason,
                  before,
                  after);
          return work.changed(change).replaceWith(after);
        });
  }

  private static void requireVersion(ExperimentEntity found, long expected) {
    if (expected != 0 && expected != found.version) {
      throw new Failure.Stale(
          "experiment '%s' is at version %d, not %d: read it again"
              .formatted(found.key, found.version, expected));
    }
  }

  /** What is done to an experiment; an empty answer: nothing, as it is so already. */
  interface Edit {
    Uni<Optional<Note>> apply(ExperimentEntity entity, Work work);
  }

  /**
   * What was done, by whom and why.
   *
   * @param actor the authenticated principal's name; empty: nobody, the definition's own schedule
   * @param reason empty where none was given
   */
  record Note(Action action, String actor, String reason) {}
}
