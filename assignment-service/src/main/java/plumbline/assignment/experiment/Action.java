package plumbline.assignment.experiment;

import java.util.List;
import java.util.Locale;

/** What a person or service can do to an experiment. */
enum Action {
  CREATE,
  UPDATE,
  IMPORT,
  SUBMIT,
  APPROVE,
  REJECT,
  START,
  AMEND,
  RAMP,
  STOP,
  HALT,
  REVIEW_RESULTS,
  DECIDE,
  ABANDON;

  /** What makes a person take part in the experiment, who can review neither it nor its results. */
  static final List<Action> TAKING_PART =
      List.of(CREATE, UPDATE, IMPORT, SUBMIT, START, AMEND, RAMP, STOP, HALT, DECIDE, ABANDON);

  /** As the audit log has it. */
  String verb() {
    return name().toLowerCase(Locale.ROOT);
  }

  static List<String> verbs(List<Action> actions) {
    return actions.stream().map(Action::verb).toList();
  }
}
