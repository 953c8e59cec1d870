package plumbline.assignment.notification;

import java.math.BigDecimal;
import java.math.MathContext;
import plumbline.kit.notification.SlackText;
import plumbline.proto.assignment.v1.ExperimentState;

/** A message for people: one sentence that says what happened, and what it means for them. */
final class SlackBody {
  private SlackBody() {}

  static String of(News news) {
    return SlackText.body(sentence(news) + SlackText.quotation(news.reason()), news.link());
  }

  private static String sentence(News news) {
    var actor = news.change().actor();
    var who = actor.isEmpty() ? "Its own schedule" : SlackText.escape(actor);
    var what = "*%s* (`%s`)".formatted(SlackText.escape(news.name()), news.after().getKey());
    return switch (news.event()) {
      case SUBMITTED -> who + " submitted " + what + ": it waits for review.";
      case APPROVED -> who + " approved " + what + afterApproval(news);
      case REJECTED -> who + " sent " + what + " back: it needs changes before it can run.";
      case STARTED ->
          "%s started %s with %s of the traffic.".formatted(who, what, percent(news.traffic()));
      case RAMPED ->
          "%s gave %s more traffic: %s now.".formatted(who, what, percent(news.traffic()));
      case AMENDED -> who + " added a note to the plan of " + what + ".";
      case STOPPED ->
          who + " stopped " + what + ": nobody new takes part, everybody keeps what they have.";
      case HALTED -> who + " halted " + what + ": everybody gets control now.";
      case DECIDED -> who + " decided " + what + ": " + outcome(news);
      case ABANDONED -> who + " gave up " + what + ".";
    };
  }

  /** One approval may not be enough. */
  private static String afterApproval(News news) {
    return news.after().getState() == ExperimentState.EXPERIMENT_STATE_APPROVED
        ? ": it may be started."
        : ": it waits for further approvals.";
  }

  private static String outcome(News news) {
    var decision = news.after().getDecision();
    var outcome =
        switch (decision.getOutcome()) {
          case DECISION_OUTCOME_SHIP -> "`%s` is shipped.".formatted(decision.getVariant());
          case DECISION_OUTCOME_KEEP_CONTROL -> "control stays.";
          case DECISION_OUTCOME_INCONCLUSIVE -> "the data do not say which is better.";
          case DECISION_OUTCOME_ABANDONED -> "it is given up.";
          case DECISION_OUTCOME_UNSPECIFIED, UNRECOGNIZED -> "it is closed.";
        };
    return decision.getAgainstEvidence() ? outcome + " That is against the evidence." : outcome;
  }

  private static String percent(double share) {
    var percent = BigDecimal.valueOf(share).movePointRight(2).round(new MathContext(4));
    return percent.stripTrailingZeros().toPlainString() + " %";
  }
}
