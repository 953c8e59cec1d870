package plumbline.analysis.guardrail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import plumbline.analysis.alarm.Alarm;

/**
 * What is on record of an experiment's watch.
 *
 * @param looks all of them, the oldest first
 * @param alarms of the experiment, and of the platform
 * @param completeUpTo time of occurrence before which nothing more is expected
 */
record GuardrailReport(
    Watched watched,
    List<Look> looks,
    List<Alarm> alarms,
    Optional<HaltIntent> intent,
    Instant completeUpTo) {

  /** Whether there will be another look. */
  boolean goesOn() {
    var state = watched.study().state();
    return intent.isEmpty()
        && switch (state) {
          case EXPERIMENT_STATE_RUNNING -> true;
          case EXPERIMENT_STATE_STOPPED -> completeUpTo.isBefore(watched.windowsOver());
          case EXPERIMENT_STATE_UNSPECIFIED,
              EXPERIMENT_STATE_DRAFT,
              EXPERIMENT_STATE_IN_REVIEW,
              EXPERIMENT_STATE_APPROVED,
              EXPERIMENT_STATE_REJECTED,
              EXPERIMENT_STATE_HALTED,
              EXPERIMENT_STATE_DECIDED,
              UNRECOGNIZED ->
              false;
        };
  }
}
