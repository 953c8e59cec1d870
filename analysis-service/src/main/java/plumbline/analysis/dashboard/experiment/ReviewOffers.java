package plumbline.analysis.dashboard.experiment;

import plumbline.analysis.page.Viewer;
import plumbline.proto.assignment.v1.ExperimentState;

/** What can be said in a review, by the state and the role; the server decides. */
public record ReviewOffers(boolean comment, boolean approval, boolean resultApproval) {

  static ReviewOffers of(Seen seen, Viewer viewer) {
    var path = Tab.OVERVIEW.path(seen.key());
    var state = seen.experiment().getState();
    return new ReviewOffers(
        viewer.mayPost(path + "/comment"),
        state == ExperimentState.EXPERIMENT_STATE_IN_REVIEW && viewer.mayPost(path + "/approval"),
        isOver(state) && viewer.mayPost(path + "/result-approval"));
  }

  private static boolean isOver(ExperimentState state) {
    return switch (state) {
      case EXPERIMENT_STATE_STOPPED, EXPERIMENT_STATE_HALTED, EXPERIMENT_STATE_DECIDED -> true;
      default -> false;
    };
  }
}
