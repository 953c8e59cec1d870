package plumbline.assignment.experiment;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import plumbline.assignment.audit.AuditLog;
import plumbline.assignment.audit.AuditSubject;
import plumbline.assignment.definition.ExperimentKey;

/** Who took part in an experiment, as the audit log has it. */
final class Involved {
  private Involved() {}

  /** By name. */
  static Uni<List<String>> in(Mutiny.Session session, ExperimentKey key) {
    return AuditLog.actors(
            session, AuditSubject.EXPERIMENT, key.value(), Action.verbs(Action.TAKING_PART))
        .map(actors -> actors.stream().filter(actor -> !actor.isEmpty()).toList());
  }
}
