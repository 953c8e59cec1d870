package plumbline.analysis.verdict;

import java.time.Instant;
import plumbline.analysis.results.Results;
import plumbline.analysis.verdict.VerdictTable.Given;
import plumbline.kit.definition.Times;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.ResultsView;
import plumbline.proto.analysis.v1.Verdict;

/** When a verdict is given, and what of it is shown afterwards. */
final class VerdictRules {
  private VerdictRules() {}

  /**
   * Whether what is shown now is the verdict: enrolment has ended, every window is over and its
   * events are in, all that was acknowledged counts, and nothing says that the split is broken.
   */
  static boolean isDue(Results results, Instant now) {
    var due = results.study().verdictTime();
    return due.isPresent()
        && !now.isBefore(due.get())
        && results.completeUpTo().filter(upTo -> !upTo.isBefore(due.get())).isPresent()
        && results.disclosure() instanceof Results.Shown
        && results.pendingBatches() == 0
        && !results.split().mismatch();
  }

  /** Metrics and recommendation as they were given; everything else as it is. */
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
    return live.toBuilder()
        .clearWithheld()
        .clearMetrics()
        .addAllMetrics(given.results().getMetricsList())
        .setRecommendation(given.results().getRecommendation())
        .setVerdict(
            verdict.setSentence("This is the verdict as it was first given; it does not change."))
        .build();
  }
}
