package plumbline.assignment.flag;

import io.smallrye.mutiny.Uni;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.audit.AuditLog;
import plumbline.assignment.audit.AuditSubject;
import plumbline.assignment.change.Changes.Work;
import plumbline.proto.assignment.v1.Flag;

/** Writes flags, and what was done to them, in a change that is under way. */
final class FlagWrites {
  private FlagWrites() {}

  /** Makes one that is not there yet. */
  static Uni<Flag> insert(FlagEntity entity, Note note, Work work) {
    return work.session().persist(entity).chain(() -> written(entity, null, note, work));
  }

  /** Changes one that was found. */
  static Uni<Flag> change(FlagEntity entity, Note note, Work work, Consumer<FlagEntity> edit) {
    var before = entity.toDomain();
    edit.accept(entity);
    entity.updateTime = work.now();
    return written(entity, before, note, work);
  }

  private static Uni<Flag> written(FlagEntity entity, @Nullable Flag before, Note note, Work work) {
    // The flush gives the entity its next version.
    return work.session()
        .flush()
        .chain(() -> {
          var after = entity.toDomain();
          var change =
              new AuditLog.Change(
                  work.now(),
                  note.actor,
                  AuditSubject.FLAG,
                  entity.key,
                  entity.version,
                  note.action,
                  note.reason,
                  before,
                  after);
          return work.changed(change).replaceWith(after);
        });
  }

  /**
   * What was done, by whom and why.
   *
   * @param action a verb: {@code create}
   * @param actor the authenticated principal's name
   * @param reason empty where none was given
   */
  record Note(String action, String actor, String reason) {}
}
