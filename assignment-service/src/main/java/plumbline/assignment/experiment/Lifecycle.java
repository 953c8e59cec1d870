package plumbline.assignment.experiment;

import static java.util.Map.entry;
import static java.util.stream.Collectors.toMap;
import static plumbline.proto.assignment.v1.ExperimentState.EXPERIMENT_STATE_APPROVED;
import static plumbline.proto.assignment.v1.ExperimentState.EXPERIMENT_STATE_DECIDED;
import static plumbline.proto.assignment.v1.ExperimentState.EXPERIMENT_STATE_DRAFT;
import static plumbline.proto.assignment.v1.ExperimentState.EXPERIMENT_STATE_HALTED;
import static plumbline.proto.assignment.v1.ExperimentState.EXPERIMENT_STATE_IN_REVIEW;
import static plumbline.proto.assignment.v1.ExperimentState.EXPERIMENT_STATE_REJECTED;
import static plumbline.proto.assignment.v1.ExperimentState.EXPERIMENT_STATE_RUNNING;
import static plumbline.proto.assignment.v1.ExperimentState.EXPERIMENT_STATE_STOPPED;

import java.util.Map;
import java.util.stream.Stream;
import plumbline.assignment.definition.ExperimentKey;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.ExperimentState;

/** The life of an experiment, as one table: what is not in it is refused. */
final class Lifecycle {
  private static final Map<Action, Map<ExperimentState, ExperimentState>> TABLE =
      Map.ofEntries(
          entry(
              Action.UPDATE,
              Map.of(
                  EXPERIMENT_STATE_DRAFT, EXPERIMENT_STATE_DRAFT,
                  EXPERIMENT_STATE_REJECTED, EXPERIMENT_STATE_DRAFT)),
          entry(
              Action.SUBMIT,
              Map.of(
                  EXPERIMENT_STATE_DRAFT, EXPERIMENT_STATE_IN_REVIEW,
                  EXPERIMENT_STATE_REJECTED, EXPERIMENT_STATE_IN_REVIEW)),
          entry(Action.APPROVE, Map.of(EXPERIMENT_STATE_IN_REVIEW, EXPERIMENT_STATE_APPROVED)),
          entry(Action.REJECT, Map.of(EXPERIMENT_STATE_IN_REVIEW, EXPERIMENT_STATE_REJECTED)),
          entry(Action.START, Map.of(EXPERIMENT_STATE_APPROVED, EXPERIMENT_STATE_RUNNING)),
          entry(
              Action.AMEND,
              staying(
                  EXPERIMENT_STATE_IN_REVIEW,
                  EXPERIMENT_STATE_APPROVED,
                  EXPERIMENT_STATE_RUNNING,
                  EXPERIMENT_STATE_STOPPED,
                  EXPERIMENT_STATE_HALTED)),
          entry(Action.RAMP, staying(EXPERIMENT_STATE_RUNNING)),
          entry(Action.STOP, Map.of(EXPERIMENT_STATE_RUNNING, EXPERIMENT_STATE_STOPPED)),
          entry(
              Action.HALT,
              Map.of(
                  EXPERIMENT_STATE_RUNNING, EXPERIMENT_STATE_HALTED,
                  EXPERIMENT_STATE_STOPPED, EXPERIMENT_STATE_HALTED)),
          entry(
              Action.REVIEW_RESULTS,
              staying(EXPERIMENT_STATE_STOPPED, EXPERIMENT_STATE_HALTED, EXPERIMENT_STATE_DECIDED)),
          entry(
              Action.DECIDE,
              Map.of(
                  EXPERIMENT_STATE_STOPPED, EXPERIMENT_STATE_DECIDED,
                  EXPERIMENT_STATE_HALTED, EXPERIMENT_STATE_DECIDED)),
          entry(
              Action.ABANDON,
              Stream.of(
                      EXPERIMENT_STATE_DRAFT,
                      EXPERIMENT_STATE_IN_REVIEW,
                      EXPERIMENT_STATE_APPROVED,
                      EXPERIMENT_STATE_REJECTED,
                      EXPERIMENT_STATE_RUNNING,
                      EXPERIMENT_STATE_STOPPED,
                      EXPERIMENT_STATE_HALTED)
                  .collect(toMap(from -> from, _ -> EXPERIMENT_STATE_DECIDED))));

  private Lifecycle() {}

  /**
   * The state that the action leads to.
   *
   * @throws Failure.Refused where the table has no such step, in words for a product manager
   */
  static ExperimentState after(ExperimentKey key, ExperimentState state, Action action) {
    var next = TABLE.getOrDefault(action, Map.of()).get(state);
    if (next == null) {
      throw new Failure.Refused(
          "experiment '%s' %s: %s".formatted(key, describe(state), needs(action)));
    }
    return next;
  }

  private static Map<ExperimentState, ExperimentState> staying(ExperimentState... states) {
    return Stream.of(states).collect(toMap(state -> state, state -> state));
  }

  private static String describe(ExperimentState state) {
    return switch (state) {
      case EXPERIMENT_STATE_DRAFT -> "is still a draft";
      case EXPERIMENT_STATE_IN_REVIEW -> "is waiting for the review board";
      case EXPERIMENT_STATE_APPROVED -> "is approved and has not started";
      case EXPERIMENT_STATE_REJECTED -> "was sent back by the review board";
      case EXPERIMENT_STATE_RUNNING -> "is running";
      case EXPERIMENT_STATE_STOPPED -> "has been stopped";
      case EXPERIMENT_STATE_HALTED -> "has been halted";
      case EXPERIMENT_STATE_DECIDED -> "has been decided";
      case EXPERIMENT_STATE_UNSPECIFIED, UNRECOGNIZED -> "is in no known state";
    };
  }

  private static String needs(Action action) {
    return switch (action) {
      case UPDATE ->
          "only a draft, or one that was sent back, can be changed; for another definition make a"
              + " new experiment, under a key of its own";
      case SUBMIT -> "only a draft, or one that was sent back, can be submitted for review";
      case APPROVE, REJECT -> "only an experiment that was submitted for review can be reviewed";
      case START -> "it can be started once the review board has approved it, and only once";
      case AMEND ->
          "a plan can be amended once it was submitted and until it is decided; a draft can be"
              + " changed instead";
      case RAMP -> "the traffic can grow while it is running, and only then";
      case REVIEW_RESULTS -> "its results can be reviewed once it was stopped or halted";
      case DECIDE ->
          "it can be decided once it was stopped or halted, and only once; it can be abandoned at"
              + " any time before";
      case ABANDON -> "what was decided stays decided";
      case STOP -> "only a running experiment can be stopped";
      case HALT -> "only a running or stopped experiment can be halted";
      case CREATE, IMPORT -> "it exists already";
    };
  }
}
