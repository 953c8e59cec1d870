package plumbline.analysis.verdict;

import java.time.Instant;
import plumbline.analysis.results.Results;
import plumbline.analysis.results.ResultsReplies;
import plumbline.analysis.study.Study;
import plumbline.analysis.verdict.VerdictTable.Given;
import plumbline.kit.definition.Times;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.ResultsView;
import plumbline.proto.analysis.v1.Verdict;
import plumbline.proto.assignment.v1.ExperimentState;

/** When a verdict is given, and what of it is shown afterwards. */
final class VerdictRules {
  private VerdictRules() {}

  /**
   * Whether what is shown now is the verdict: enrolment has ended, every window is over and its
   * events are in, and nothing is in the way of a verdict.
   */
  static boolean isDue(Results results, Instant now) {
    return results.study().isOver(results.completeUpTo(), now)
        && !mayStillGrow(results.study())
        && switch (results.disclosure()) {
          case Results.Withheld _ -> false;
          case Results.Shown shown -> shown.noVerdict().isEmpty();
          case Results.AtLook atLook ->
              ResultsReplies.parse(atLook.look().reply()).getNoVerdictCount() == 0;
        };
  }

  /** History is brought bit by bit; that it is whole, nobody knows before it is decided on. */
  private static boolean mayStillGrow(Study study) {
    return study.imported() && study.state() != ExperimentState.EXPERIMENT_STATE_DECIDED;
  }

  /** Numbers and recommendation as they were given; counts and health as they are. */
  static ExperimentResults show(ExperimentResults live, Given given, ResultsView view) {
    var verdict =
        Verdict.newBuilder()
            .setGiveTime(Times.timestamp(given.time()))
            .setExperimentVersion(given.version());
    if (view == ResultsView.RESULTS_VIEW_LATEST) {
      return live.toBuilder()
          .setVerdict(
              verdict
                  .setSupersededView(true)
                  .setSentence(
                      "These numbers were computed after the verdict and may differ from it: late"
                          + " events and erased units change them. The verdict stays as it was"
                          + " given."))
          .build();
    }
    var then = given.results();
    return live.toBuilder()
        .clearWithheld()
        .clearNoVerdict()
        .clearMetrics()
        .addAllMetrics(then.getMetricsList())
        .setRecommendation(then.getRecommendation())
        .setUnderpowered(then.getUnderpowered())
        .setNumbersAsOf(then.getNumbersAsOf())
        .clearLooks()
        .addAllLooks(then.getLooksList())
        .clearSegments()
        .addAllSegments(then.getSegmentsList())
        .clearNovelty()
        .addAllNovelty(then.getNoveltyList())
        .clearExplanations()
        .addAllExplanations(then.getExplanationsList())
        .setVerdict(
            verdict.setSentence("This is the verdict as it was first given; it does not change."))
        .build();
  }
}
