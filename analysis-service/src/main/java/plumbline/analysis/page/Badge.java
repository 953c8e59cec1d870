package plumbline.analysis.page;

import plumbline.proto.assignment.v1.ExperimentState;

/**
 * A word on a colour, so that the colour is never alone.
 *
 * @param tone name of the colour
 */
public record Badge(String label, String tone) {
  /** Where an experiment's life has got to. */
  public static Badge of(ExperimentState state) {
    return switch (state) {
      case EXPERIMENT_STATE_DRAFT -> new Badge("Draft", "neutral");
      case EXPERIMENT_STATE_IN_REVIEW -> new Badge("In review", "neutral");
      case EXPERIMENT_STATE_APPROVED -> new Badge("Approved", "neutral");
      case EXPERIMENT_STATE_REJECTED -> new Badge("Rejected", "neutral");
      case EXPERIMENT_STATE_RUNNING -> new Badge("Running", "live");
      case EXPERIMENT_STATE_STOPPED -> new Badge("Stopped", "neutral");
      case EXPERIMENT_STATE_HALTED -> new Badge("Halted", "bad");
      case EXPERIMENT_STATE_DECIDED -> new Badge("Decided", "good");
      case EXPERIMENT_STATE_UNSPECIFIED, UNRECOGNIZED -> new Badge("Unknown", "neutral");
    };
  }
}
