package plumbline.analysis.dashboard.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumbline.analysis.page.Viewer;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.Recommendation;
import plumbline.proto.assignment.v1.DecisionOutcome;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.Variant;

/**
 * What can be decided, by the state and the role; the server decides whether it is.
 *
 * @param treatments that can be shipped
 */
public record DecisionOffers(List<Offer> offers, List<String> treatments) {

  /**
   * One outcome.
   *
   * @param value as the form sends it
   * @param warning that it would be against the evidence; else empty
   */
  public record Offer(String value, String label, String meaning, String warning) {}

  /** Empty where there is nothing to decide, or not by this person. */
  static Optional<DecisionOffers> of(Seen seen, Viewer viewer) {
    var experiment = seen.experiment();
    if (experiment.getState() == ExperimentState.EXPERIMENT_STATE_DECIDED
        || !viewer.mayPost(Tab.OVERVIEW.path(seen.key()) + "/decide")) {
      return Optional.empty();
    }
    return Optional.of(
        new DecisionOffers(
            offers(experiment.getState(), recommended(seen)),
            experiment.getDefinition().getVariantsList().stream()
                .filter(it -> !it.getControl())
                .map(Variant::getKey)
                .toList()));
  }

  static List<Offer> offers(ExperimentState state, Optional<Recommendation> recommended) {
    var offers = new ArrayList<Offer>();
    if (state == ExperimentState.EXPERIMENT_STATE_STOPPED) {
      offers.add(offer("SHIP", "Ship a treatment", "A treatment goes to everybody.", recommended));
    }
    if (state == ExperimentState.EXPERIMENT_STATE_STOPPED
        || state == ExperimentState.EXPERIMENT_STATE_HALTED) {
      offers.add(offer("KEEP_CONTROL", "Keep control", "Control stays.", recommended));
      offers.add(offer("INCONCLUSIVE", "Inconclusive", "The data do not say.", recommended));
    }
    offers.add(offer("ABANDONED", "Abandon", "It is given up.", recommended));
    return offers;
  }

  private static Offer offer(
      String value, String label, String meaning, Optional<Recommendation> recommended) {
    return new Offer(value, label, meaning, recommended.map(it -> warning(value, it)).orElse(""));
  }

  /** Only to ship and to keep control are claims that evidence can be against. */
  private static String warning(String value, Recommendation recommended) {
    var said = Labels.outcome(recommended.getOutcome(), recommended.getVariant());
    return switch (value) {
      case "SHIP" ->
          recommended.getOutcome() == DecisionOutcome.DECISION_OUTCOME_SHIP
              ? "Any other treatment than %s is against the evidence, and is marked so for ever."
                  .formatted(recommended.getVariant())
              : against(said);
      case "KEEP_CONTROL" ->
          recommended.getOutcome() == DecisionOutcome.DECISION_OUTCOME_KEEP_CONTROL
              ? ""
              : against(said);
      default -> "";
    };
  }

  private static String against(String said) {
    return "Against the evidence: the results recommend “%s”. It is marked so for ever."
        .formatted(said);
  }

  private static Optional<Recommendation> recommended(Seen seen) {
    return seen.results()
        .filter(ExperimentResults::hasRecommendation)
        .map(ExperimentResults::getRecommendation);
  }
}
