package plumbline.analysis.dashboard.decisions;

import plumbline.analysis.dashboard.decisions.DecisionsView.Logged;
import plumbline.analysis.export.Words;
import plumbline.analysis.page.When;
import plumbline.proto.assignment.v1.DecisionLogEntry;
import plumbline.proto.assignment.v1.DecisionOutcome;

/** Entries of the log as the page shows them. */
final class LoggedEntries {
  private LoggedEntries() {}

  static Logged of(DecisionLogEntry entry) {
    var decision = entry.getDecision();
    return new Logged(
        entry.getSequence(),
        When.of(entry.getTime()),
        entry.getAuthor(),
        entry.getExperiment(),
        entry.getTitle(),
        entry.getHypothesis(),
        outcome(decision.getOutcome(), decision.getVariant()),
        entry.hasDecision() ? decision.getReason() : entry.getReason(),
        decision.getAgainstEvidence(),
        outcome(decision.getRecommendedOutcome(), decision.getRecommendedVariant()),
        decision.getEvidence(),
        decision.hasEvidenceTime() ? When.of(decision.getEvidenceTime()) : null,
        entry.getSha256(),
        entry.getPreviousSha256(),
        entry.getPreRegistrationSha256());
  }

  private static String outcome(DecisionOutcome outcome, String variant) {
    return (Words.of(outcome) + " " + variant).strip();
  }
}
