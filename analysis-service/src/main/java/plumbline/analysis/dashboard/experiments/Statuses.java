package plumbline.analysis.dashboard.experiments;

import plumbline.proto.assignment.v1.ExperimentState;

/** Where an experiment's life has got to, as a badge. */
final class Statuses {
  private Statuses() {}

  static Badge of(ExperimentState state) {
    return switch (state) {
      case EXPERIMENT_STATE_DRAFT -> new Badge("Draft", "neutral");
      case EXPERIMENT_STATE_IN_REVIEW -> new Badge("In review", "neutral");
      case EXPERIMENT_STATE_APPROVED -> new Badge("Approved", "neutral");
      case EXPERIMENT_STATE_REJECTED -> new Badge("Sent back", "bad");
      case EXPERIMENT_STATE_RUNNING -> new Badge("Running", "live");
      case EXPERIMENT_STATE_STOPPED -> new Badge("Stopped", "neutral");
      case EXPERIMENT_STATE_HALTED -> new Badge("Halted", "bad");
      case EXPERIMENT_STATE_DECIDED -> new Badge("Decided", "good");
      case EXPERIMENT_STATE_UNSPECIFIED, UNRECOGNIZED -> new Badge("Unknown", "neutral");
    };
  }
}
