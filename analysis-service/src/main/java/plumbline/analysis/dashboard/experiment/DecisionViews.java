package plumbline.analysis.dashboard.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.dashboard.experiment.DecisionView.DecidedView;
import plumbline.analysis.dashboard.experiment.ScorecardView.RecommendationView;
import plumbline.analysis.page.When;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.assignment.v1.DecisionLogEntry;
import plumbline.proto.assignment.v1.DecisionOutcome;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.Flag;
import plumbline.proto.assignment.v1.GetReviewResponse;

/** A decision as the page shows it. */
final class DecisionViews {
  private DecisionViews() {}

  static DecisionView of(
      Seen seen, GetReviewResponse review, List<DecisionLogEntry> log, Optional<Flag> flag) {
    var experiment = seen.experiment();
    return new DecisionView(
        seen.key(),
        decided(experiment, log),
        seen.results().map(DecisionViews::recommendation).orElse(null),
        experiment.hasDecision() ? List.of() : inTheWay(seen, review),
        flag.map(it -> FlagViews.of(experiment, it)).orElse(null));
  }

  private static @Nullable DecidedView decided(Experiment experiment, List<DecisionLogEntry> log) {
    if (!experiment.hasDecision()) {
      return null;
    }
    var decision = experiment.getDecision();
    var entry = log.stream().findFirst();
    var asked = decision.getRecommendedOutcome() != DecisionOutcome.DECISION_OUTCOME_UNSPECIFIED;
    return new DecidedView(
        Labels.outcome(decision.getOutcome(), decision.getVariant()),
        decision.getReason(),
        decision.getAuthor(),
        When.of(experiment.hasDecideTime(), experiment.getDecideTime()),
        decision.getAgainstEvidence(),
        asked
            ? Labels.outcome(decision.getRecommendedOutcome(), decision.getRecommendedVariant())
            : "",
        Labels.typeset(decision.getEvidence()),
        When.of(decision.hasEvidenceTime(), decision.getEvidenceTime()),
        entry.map(it -> Long.toString(it.getSequence())).orElse(""),
        entry.map(DecisionLogEntry::getSha256).orElse(""));
  }

  private static @Nullable RecommendationView recommendation(ExperimentResults results) {
    if (!results.hasRecommendation()) {
      return null;
    }
    var recommended = results.getRecommendation();
    return new RecommendationView(
        Labels.outcome(recommended.getOutcome(), recommended.getVariant()),
        recommended.getReasonsList().stream().map(Labels::typeset).toList());
  }

  private static List<String> inTheWay(Seen seen, GetReviewResponse review) {
    var reasons = new ArrayList<String>();
    var state = seen.experiment().getState();
    if (state != ExperimentState.EXPERIMENT_STATE_STOPPED
        && state != ExperimentState.EXPERIMENT_STATE_HALTED) {
      reasons.add("It was not stopped or halted yet, so it can only be abandoned.");
    }
    seen.results()
        .ifPresentOrElse(
            results -> {
              if (results.hasWithheld()) {
                reasons.add("The results are withheld. " + results.getWithheld().getReason());
              }
              results.getNoVerdictList().forEach(it -> reasons.add(Labels.typeset(it)));
            },
            () -> reasons.add("The results are not available at the moment."));
    if (review.getResultApproversCount() < review.getNeededResultApprovals()) {
      reasons.add(
          "To ship or to keep control, the results must be confirmed by %d; %d did."
              .formatted(review.getNeededResultApprovals(), review.getResultApproversCount()));
    }
    return reasons;
  }
}
