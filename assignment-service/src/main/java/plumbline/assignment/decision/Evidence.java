package plumbline.assignment.decision;

import com.google.protobuf.Timestamp;
import java.util.Optional;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.Recommendation;
import plumbline.proto.assignment.v1.Decision;

/** What the results say at the moment of a decision. */
public sealed interface Evidence {

  /** Puts down in the decision what it was decided on. */
  void addTo(Decision.Builder decision);

  /** The results, as of now. */
  record Known(ExperimentResults results) implements Evidence {
    private static final int MAX_WORDS = 4_000;

    /** What they recommend; empty while numbers are withheld. */
    public Optional<Recommendation> recommendation() {
      return results.hasRecommendation()
          ? Optional.of(results.getRecommendation())
          : Optional.empty();
    }

    /** When the numbers can be shown at the earliest; empty where that is not known. */
    public Optional<Timestamp> due() {
      return results.getWithheld().hasUntil()
          ? Optional.of(results.getWithheld().getUntil())
          : Optional.empty();
    }

    @Override
    public void addTo(Decision.Builder decision) {
      recommendation()
          .ifPresent(it ->
              decision
                  .setRecommendedOutcome(it.getOutcome())
                  .setRecommendedVariant(it.getVariant()));
      decision.setEvidence(words()).setEvidenceTime(results.getAsOf());
    }

    private String words() {
      var words =
          recommendation()
              .map(it -> String.join(" ", it.getReasonsList()))
              .orElseGet(() -> results.getWithheld().getReason());
      return words.length() <= MAX_WORDS ? words : words.substring(0, MAX_WORDS - 1) + "…";
    }
  }

  /** Nobody could say. */
  record NotAtHand(String why) implements Evidence {
    @Override
    public void addTo(Decision.Builder decision) {
      decision.setEvidence("The results were not at hand: " + why + ".");
    }
  }
}
