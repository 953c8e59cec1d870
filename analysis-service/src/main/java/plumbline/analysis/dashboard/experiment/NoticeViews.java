package plumbline.analysis.dashboard.experiment;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.dashboard.experiment.ScorecardView.LookView;
import plumbline.analysis.dashboard.experiment.ScorecardView.Notices;
import plumbline.analysis.dashboard.experiment.ScorecardView.PeekView;
import plumbline.analysis.dashboard.experiment.ScorecardView.Records;
import plumbline.analysis.dashboard.experiment.ScorecardView.VerdictView;
import plumbline.analysis.dashboard.experiment.ScorecardView.WithheldView;
import plumbline.analysis.page.When;
import plumbline.engine.analysis.Figures;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.Look;

/** What is to be known before the numbers are read, and what was looked at. */
final class NoticeViews {
  private NoticeViews() {}

  static Notices of(ExperimentResults results, ScorecardQuery query, String peeked) {
    return new Notices(
        peeked,
        verdict(results, query),
        withheld(results),
        results.getNoVerdictList().stream().map(Labels::typeset).toList(),
        remarks(results));
  }

  static Records records(ExperimentResults results) {
    return new Records(
        results.getLooksList().stream().map(NoticeViews::look).toList(),
        results.hasUpcomingLook() ? Labels.typeset(results.getUpcomingLook().getSentence()) : "",
        results.getPeeksList().stream()
            .map(it -> new PeekView(When.of(it.getTime()), it.getAuthor(), it.getReason()))
            .toList());
  }

  /** Whether somebody with a reason could see more than is shown. */
  static boolean isAnythingWithheld(ExperimentResults results) {
    return results.hasWithheld() || results.hasUpcomingLook();
  }

  private static LookView look(Look look) {
    return new LookView(
        Integer.toString(look.getNumber()),
        When.of(look.getTime()),
        Figures.percent(look.getInformationFraction()),
        Labels.typeset(look.getSentence()));
  }

  private static @Nullable VerdictView verdict(ExperimentResults results, ScorecardQuery query) {
    if (!results.hasVerdict()) {
      return null;
    }
    var verdict = results.getVerdict();
    var path = Tab.RESULTS.path(results.getExperiment());
    return new VerdictView(
        When.of(verdict.getGiveTime()),
        verdict.getSentence(),
        query.withLatest(!verdict.getSupersededView()).url(path),
        verdict.getSupersededView() ? "The verdict as it was given" : "The numbers as of now");
  }

  private static @Nullable WithheldView withheld(ExperimentResults results) {
    if (!results.hasWithheld()) {
      return null;
    }
    var withheld = results.getWithheld();
    return new WithheldView(
        withheld.getReason(), When.of(withheld.hasUntil(), withheld.getUntil()));
  }

  private static List<String> remarks(ExperimentResults results) {
    var remarks = new ArrayList<String>();
    if (results.hasUpcomingLook() && results.getLooksCount() > 0) {
      var last = results.getLooks(results.getLooksCount() - 1);
      remarks.add(
          "These are the results of look %d, of %s; nothing newer is shown."
              .formatted(last.getNumber(), When.of(last.getTime()).text()));
      remarks.add(Labels.typeset(results.getUpcomingLook().getSentence()));
    }
    if (results.getUnderpowered()) {
      remarks.add(
          "Underpowered: a variant has fewer units than planned, so that the effect that is sought was"
              + " likelier to be missed than planned.");
    }
    if (results.getPendingBatches() > 0) {
      remarks.add(pending(results.getPendingBatches()));
    }
    return remarks;
  }

  private static String pending(long batches) {
    return Figures.count(batches)
        + (batches == 1 ? " batch of events is" : " batches of events are")
        + " stored and not counted yet; the numbers may still change.";
  }
}
