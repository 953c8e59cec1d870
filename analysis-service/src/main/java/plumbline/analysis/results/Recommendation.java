package plumbline.analysis.results;

import java.util.List;
import java.util.stream.Stream;
import plumbline.proto.assignment.v1.DecisionOutcome;

/**
 * What the results recommend, by the written rules. Who decides are people.
 *
 * @param outcome SHIP, KEEP_CONTROL or INCONCLUSIVE
 * @param variant the treatment to ship; empty with any other outcome
 * @param reasons in plain words, the most important first
 * @param earlyEnd whether enrolment ended before its plan was fulfilled
 */
public record Recommendation(
    DecisionOutcome outcome, String variant, List<String> reasons, boolean earlyEnd) {
  /** Keeps its own copy. */
  public Recommendation {
    reasons = List.copyOf(reasons);
  }

  static Recommendation ship(String variant, List<String> reasons) {
    return new Recommendation(DecisionOutcome.DECISION_OUTCOME_SHIP, variant, reasons, false);
  }

  static Recommendation keepControl(List<String> reasons, boolean earlyEnd) {
    return new Recommendation(DecisionOutcome.DECISION_OUTCOME_KEEP_CONTROL, "", reasons, earlyEnd);
  }

  static Recommendation inconclusive(List<String> reasons, boolean earlyEnd) {
    return new Recommendation(DecisionOutcome.DECISION_OUTCOME_INCONCLUSIVE, "", reasons, earlyEnd);
  }

  /** The same, with a reason more. */
  Recommendation andBecause(String reason) {
    return new Recommendation(
        outcome, variant, Stream.concat(reasons.stream(), Stream.of(reason)).toList(), earlyEnd);
  }
}
