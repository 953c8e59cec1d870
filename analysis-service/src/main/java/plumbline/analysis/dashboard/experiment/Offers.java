package plumbline.analysis.dashboard.experiment;

import java.util.Set;
import plumbline.analysis.page.Viewer;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentState;

/** What the state and the role allow; only that is offered, and the server decides. */
public record Offers(
    boolean edit,
    boolean submit,
    boolean start,
    boolean ramp,
    boolean stop,
    boolean halt,
    boolean amend) {

  static Offers of(Experiment experiment, Viewer viewer) {
    var state = experiment.getState();
    var path = Tab.OVERVIEW.path(experiment.getKey());
    var draft = isDraft(state);
    var running = state == ExperimentState.EXPERIMENT_STATE_RUNNING;
    var stopped = state == ExperimentState.EXPERIMENT_STATE_STOPPED;
    return new Offers(
        draft && viewer.mayOpen(path + "/edit"),
        draft && viewer.mayPost(path + "/submit"),
        state == ExperimentState.EXPERIMENT_STATE_APPROVED && viewer.mayPost(path + "/start"),
        running && experiment.getTraffic() < 1 && viewer.mayPost(path + "/ramp"),
        running && viewer.mayPost(path + "/stop"),
        (running || stopped) && viewer.mayPost(path + "/halt"),
        isAmendable(state) && viewer.mayPost(path + "/amend"));
  }

  static boolean isDraft(ExperimentState state) {
    return state == ExperimentState.EXPERIMENT_STATE_DRAFT
        || state == ExperimentState.EXPERIMENT_STATE_REJECTED;
  }

  private static boolean isAmendable(ExperimentState state) {
    return Set.of(
            ExperimentState.EXPERIMENT_STATE_IN_REVIEW,
            ExperimentState.EXPERIMENT_STATE_APPROVED,
            ExperimentState.EXPERIMENT_STATE_RUNNING,
            ExperimentState.EXPERIMENT_STATE_STOPPED,
            ExperimentState.EXPERIMENT_STATE_HALTED)
        .contains(state);
  }

  /** Whether there is a step that needs no more than a word. */
  public boolean isNext() {
    return edit || submit || start;
  }

  /** Whether there is anything to do. */
  public boolean isAny() {
    return edit || submit || start || ramp || stop || halt || amend;
  }
}
