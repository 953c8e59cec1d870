package plumbline.analysis.dashboard.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import plumbline.analysis.dashboard.experiment.DecisionOffers.Offer;
import plumbline.proto.analysis.v1.Recommendation;
import plumbline.proto.assignment.v1.DecisionOutcome;
import plumbline.proto.assignment.v1.ExperimentState;

class DecisionOffersTest {
  private static final Optional<Recommendation> KEEP =
      Optional.of(
          Recommendation.newBuilder()
              .setOutcome(DecisionOutcome.DECISION_OUTCOME_KEEP_CONTROL)
              .build());

  @Test
  void whatIsNotStoppedCanOnlyBeAbandoned() {
    assertThat(DecisionOffers.offers(ExperimentState.EXPERIMENT_STATE_RUNNING, KEEP))
        .extracting(Offer::value)
        .containsExactly("ABANDONED");
  }

  @Test
  void whatWasHaltedIsNotShipped() {
    assertThat(DecisionOffers.offers(ExperimentState.EXPERIMENT_STATE_HALTED, KEEP))
        .extracting(Offer::value)
        .containsExactly("KEEP_CONTROL", "INCONCLUSIVE", "ABANDONED");
  }

  @Test
  void aClaimAgainstTheRecommendationIsWarnedOf() {
    var offers = DecisionOffers.offers(ExperimentState.EXPERIMENT_STATE_STOPPED, KEEP);

    assertThat(offers)
        .filteredOn(it -> !it.warning().isEmpty())
        .singleElement()
        .satisfies(it -> assertThat(it.value()).isEqualTo("SHIP"))
        .satisfies(it -> assertThat(it.warning()).contains("recommend “keep control”"));
  }

  @Test
  void withoutARecommendationNothingIsWarnedOf() {
    assertThat(DecisionOffers.offers(ExperimentState.EXPERIMENT_STATE_STOPPED, Optional.empty()))
        .hasSize(4)
        .allMatch(it -> it.warning().isEmpty());
  }
}
