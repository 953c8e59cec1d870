package plumbline.assignment.notification;

import java.util.Optional;
import plumbline.assignment.audit.AuditLog;
import plumbline.proto.assignment.v1.Experiment;

/**
 * What happened to an experiment, ready to be told.
 *
 * @param after the experiment as it is now
 * @param link its page, if it is known where that is
 */
record News(Event event, AuditLog.Change change, Experiment after, Optional<String> link) {
  /** For people; a draft may have no name yet. */
  String name() {
    var name = after.getDefinition().getName();
    return name.isBlank() ? after.getKey() : name;
  }

  /** Share of the units that take part, in (0, 1]. */
  double traffic() {
    if (after.hasTraffic()) {
      return after.getTraffic();
    }
    return after.getDefinition().hasTraffic() ? after.getDefinition().getTraffic() : 1;
  }

  /** Why, in the actor's words; empty where none were asked for. */
  String reason() {
    if (!change.reason().isBlank()) {
      return change.reason();
    }
    return switch (event) {
      case AMENDED -> lastAmendment();
      case DECIDED, ABANDONED -> after.getDecision().getReason();
      case SUBMITTED, APPROVED, REJECTED, STARTED, RAMPED, STOPPED, HALTED -> "";
    };
  }

  private String lastAmendment() {
    var count = after.getAmendmentsCount();
    return count == 0 ? "" : after.getAmendments(count - 1).getText();
  }
}
