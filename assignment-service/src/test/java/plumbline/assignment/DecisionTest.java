package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.assignment.Calls.experiments;
import static plumbline.assignment.Calls.governance;
import static plumbline.assignment.Refusals.invalidFields;
import static plumbline.assignment.Refusals.refused;
import static plumbline.assignment.Verdicts.decide;
import static plumbline.assignment.Verdicts.request;
import static plumbline.proto.assignment.v1.DecisionOutcome.DECISION_OUTCOME_ABANDONED;
import static plumbline.proto.assignment.v1.DecisionOutcome.DECISION_OUTCOME_INCONCLUSIVE;
import static plumbline.proto.assignment.v1.DecisionOutcome.DECISION_OUTCOME_KEEP_CONTROL;
import static plumbline.proto.assignment.v1.DecisionOutcome.DECISION_OUTCOME_SHIP;
import static plumbline.proto.assignment.v1.DecisionOutcome.DECISION_OUTCOME_UNSPECIFIED;

import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.DecideExperimentRequest;
import plumbline.proto.assignment.v1.DecisionLogEntry;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.ListDecisionsRequest;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class DecisionTest {
  private RecordingAnalysis analysis;

  @BeforeEach
  void start() {
    Tokens.writeServiceToken();
    analysis = RecordingAnalysis.start();
    // The channel may still be waiting to look again for the last test's.
    var probe = stopped("probe");
    analysis.say(Verdicts.recommending(probe, DECISION_OUTCOME_KEEP_CONTROL, ""));
    org.awaitility.Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptionsInstanceOf(io.grpc.StatusRuntimeException.class)
        .until(() -> decide(probe.getKey(), DECISION_OUTCOME_KEEP_CONTROL, "").hasDecision());
    analysis.authorizations().clear();
  }

  @AfterEach
  void stop() throws InterruptedException {
    analysis.close();
  }

  @Test
  void whatIsShippedIsDecidedWithItsEvidence() {
    var stopped = stopped("ship");
    analysis.say(Verdicts.recommending(stopped, DECISION_OUTCOME_SHIP, "one-page"));

    var decided = decide(stopped.getKey(), DECISION_OUTCOME_SHIP, "one-page");

    assertThat(decided.getState()).isEqualTo(ExperimentState.EXPERIMENT_STATE_DECIDED);
    assertThat(decided.getVersion()).isEqualTo(stopped.getVersion() + 1);
    assertThat(decided.hasDecideTime()).isTrue();
    var decision = decided.getDecision();
    assertThat(decision.getOutcome()).isEqualTo(DECISION_OUTCOME_SHIP);
    assertThat(decision.getVariant()).isEqualTo("one-page");
    assertThat(decision.getAuthor()).isEqualTo("ann");
    assertThat(decision.getReason()).contains("weekly meeting");
    assertThat(decision.getAgainstEvidence()).isFalse();
    assertThat(decision.getRecommendedOutcome()).isEqualTo(DECISION_OUTCOME_SHIP);
    assertThat(decision.getRecommendedVariant()).isEqualTo("one-page");
    assertThat(decision.getEvidence())
        .isEqualTo("ordered was 20 % higher in one-page. Every guardrail is cleared: errors.");
    assertThat(decision.getEvidenceTime()).isEqualTo(Verdicts.AS_OF);
    assertThat(analysis.authorizations()).hasSize(1).allMatch(it -> it.startsWith("Bearer ey"));

    var entry = logged(decided.getKey());
    assertThat(entry.getDecision()).isEqualTo(decision);
    assertThat(entry.getAuthor()).isEqualTo("ann");
    assertThat(entry.getTime()).isEqualTo(decided.getDecideTime());
    assertThat(entry.getTitle()).isEqualTo(decided.getDefinition().getName());
    assertThat(entry.getHypothesis()).isEqualTo(decided.getDefinition().getHypothesis());
  }

  @Test
  void againstTheEvidenceIsAllowedAndMarked() {
    var keep = stopped("against");
    analysis.say(Verdicts.recommending(keep, DECISION_OUTCOME_KEEP_CONTROL, ""));
    var decision = decide(keep.getKey(), DECISION_OUTCOME_SHIP, "one-page").getDecision();
    assertThat(decision.getAgainstEvidence()).isTrue();
    assertThat(decision.getRecommendedOutcome()).isEqualTo(DECISION_OUTCOME_KEEP_CONTROL);

    var unsure = stopped("unsure");
    analysis.say(Verdicts.recommending(unsure, DECISION_OUTCOME_SHIP, "one-page"));
    assertThat(
            decide(unsure.getKey(), DECISION_OUTCOME_INCONCLUSIVE, "")
                .getDecision()
                .getAgainstEvidence())
        .as("not to know claims nothing")
        .isFalse();
    assertThat(
            governance(Tokens.ann())
                .listDecisions(
                    ListDecisionsRequest.newBuilder()
                        .setAgainstEvidence(true)
                        .setExperiment(keep.getKey())
                        .build())
                .getEntriesList())
        .hasSize(1);
  }

  @Test
  void beforeTheVerdictNothingIsClaimed() {
    var early = stopped("early");
    analysis.say(Verdicts.withheld(early));

    for (var claim :
        new DecideExperimentRequest.Builder[] {
          request(early.getKey(), DECISION_OUTCOME_SHIP, "one-page"),
          request(early.getKey(), DECISION_OUTCOME_KEEP_CONTROL, "")
        }) {
      assertThat(refused(Status.Code.FAILED_PRECONDITION, () -> decide(claim)))
          .hasMessageContaining("not due yet")
          .hasMessageContaining("Windows are open.")
          .hasMessageContaining("2030-01-01 00:00 UTC");
    }
    var decision = decide(early.getKey(), DECISION_OUTCOME_INCONCLUSIVE, "").getDecision();
    assertThat(decision.getEvidence()).isEqualTo("Windows are open.");
    assertThat(decision.getRecommendedOutcome()).isEqualTo(DECISION_OUTCOME_UNSPECIFIED);
  }

  @Test
  void afterAnEarlyEndNothingIsClaimed() {
    var cut = stopped("cut");
    analysis.say(Verdicts.early(cut));

    assertThat(
            refused(
                Status.Code.FAILED_PRECONDITION,
                () -> decide(cut.getKey(), DECISION_OUTCOME_SHIP, "one-page")))
        .hasMessageContaining("ended early")
        .hasMessageContaining("inconclusive, or abandoned");
    refused(
        Status.Code.FAILED_PRECONDITION,
        () -> decide(cut.getKey(), DECISION_OUTCOME_KEEP_CONTROL, ""));
    assertThat(decide(cut.getKey(), DECISION_OUTCOME_INCONCLUSIVE, "").hasDecision()).isTrue();
  }

  @Test
  void whatWasHaltedIsNeverShippedAndControlMayBeKept() {
    var key = stopped("halted").getKey();
    var halted = Flow.halt(key);
    analysis.say(Verdicts.early(halted));

    assertThat(
            refused(
                Status.Code.FAILED_PRECONDITION,
                () -> decide(key, DECISION_OUTCOME_SHIP, "one-page")))
        .hasMessageContaining("was halted")
        .hasMessageContaining("found harm");
    var decision = decide(key, DECISION_OUTCOME_KEEP_CONTROL, "").getDecision();
    assertThat(decision.getAgainstEvidence()).as("the data said nothing").isTrue();
  }

  @Test
  void aClaimNeedsSomebodyWhoConfirmsTheResultsAndNobodyWhoDoubtsThem() {
    var key = unconfirmed("doubt").getKey();
    analysis.say(
        Verdicts.recommending(
            Board.sayOfResults(Tokens.rita(), key, Board.REJECT, "the traffic was odd"),
            DECISION_OUTCOME_SHIP,
            "one-page"));
    Board.sayOfResults(Board.reviewer("rob"), key, Board.APPROVE, "");

    assertThat(
            refused(
                Status.Code.FAILED_PRECONDITION,
                () -> decide(key, DECISION_OUTCOME_SHIP, "one-page")))
        .hasMessageContaining("doubted by rita");
    Board.sayOfResults(Tokens.rita(), key, Board.APPROVE, "it was explained");
    assertThat(decide(key, DECISION_OUTCOME_SHIP, "one-page").hasDecision()).isTrue();

    var nobody = unconfirmed("nobody");
    analysis.say(Verdicts.recommending(nobody, DECISION_OUTCOME_KEEP_CONTROL, ""));
    assertThat(
            refused(
                Status.Code.FAILED_PRECONDITION,
                () -> decide(nobody.getKey(), DECISION_OUTCOME_KEEP_CONTROL, "")))
        .hasMessageContaining("must be confirmed by 1");
    assertThat(decide(nobody.getKey(), DECISION_OUTCOME_INCONCLUSIVE, "").hasDecision()).isTrue();
  }

  @Test
  void resultsOfAnotherVersionAreNoEvidence() {
    var stopped = stopped("other");
    analysis.say(
        Verdicts.recommending(stopped, DECISION_OUTCOME_SHIP, "one-page").setExperimentVersion(7));

    assertThat(
            refused(
                Status.Code.UNAVAILABLE,
                () -> decide(stopped.getKey(), DECISION_OUTCOME_SHIP, "one-page")))
        .hasMessageContaining("another version");
    assertThat(
            decide(stopped.getKey(), DECISION_OUTCOME_INCONCLUSIVE, "").getDecision().getEvidence())
        .contains("not at hand");
  }

  @Test
  void withoutResultsOnlyWhatClaimsNothingIsDecided() throws InterruptedException {
    var stopped = stopped("away");
    analysis.close();

    assertThat(
            refused(
                Status.Code.UNAVAILABLE,
                () -> decide(stopped.getKey(), DECISION_OUTCOME_SHIP, "one-page")))
        .hasMessageContaining("analysis-service is not available");
    var decision = decide(stopped.getKey(), DECISION_OUTCOME_INCONCLUSIVE, "").getDecision();
    assertThat(decision.getEvidence())
        .isEqualTo("The results were not at hand: analysis-service is not available.");
    assertThat(decision.hasEvidenceTime()).isFalse();
  }

  @Test
  void sentAgainItIsHarmlessAndAnotherIsRefused() {
    var stopped = stopped("twice");
    analysis.say(Verdicts.recommending(stopped, DECISION_OUTCOME_KEEP_CONTROL, ""));
    var keep =
        request(stopped.getKey(), DECISION_OUTCOME_KEEP_CONTROL, "")
            .setExpectedVersion(stopped.getVersion());

    var first = decide(keep);
    assertThat(decide(keep)).isEqualTo(first);
    assertThat(
            refused(
                Status.Code.FAILED_PRECONDITION,
                () -> decide(stopped.getKey(), DECISION_OUTCOME_ABANDONED, "")))
        .hasMessageContaining("has been decided")
        .hasMessageContaining("stays decided");
    refused(
        Status.Code.FAILED_PRECONDITION,
        () -> experiments(Tokens.admin()).decideExperiment(keep.clearExpectedVersion().build()));
    assertThat(logged(stopped.getKey()).getDecision()).isEqualTo(first.getDecision());
  }

  @Test
  void whatIsWrongIsNamed() {
    assertThat(
            invalidFields(() ->
                experiments(Tokens.ann())
                    .decideExperiment(
                        DecideExperimentRequest.newBuilder()
                            .setKey("No Key")
                            .setExpectedVersion(-1)
                            .setVariant("one-page")
                            .build())))
        .containsExactly("key", "expected_version", "outcome", "variant", "reason");
    var stopped = stopped("wrong");
    assertThat(invalidFields(() -> decide(stopped.getKey(), DECISION_OUTCOME_SHIP, "control")))
        .containsExactly("variant");
    assertThat(invalidFields(() -> decide(stopped.getKey(), DECISION_OUTCOME_SHIP, "")))
        .containsExactly("variant");
    refused(Status.Code.NOT_FOUND, () -> decide("no-such-one", DECISION_OUTCOME_INCONCLUSIVE, ""));
    var keep = request(stopped.getKey(), DECISION_OUTCOME_INCONCLUSIVE, "");
    refused(Status.Code.ABORTED, () -> decide(keep.setExpectedVersion(9)));
    refused(
        Status.Code.PERMISSION_DENIED,
        () -> experiments(Tokens.rita()).decideExperiment(keep.build()));
  }

  /** History whose results Rita confirms. */
  private static Experiment stopped(String prefix) {
    return Board.sayOfResults(Tokens.rita(), unconfirmed(prefix).getKey(), Board.APPROVE, "");
  }

  private static Experiment unconfirmed(String prefix) {
    return experiments(Tokens.admin())
        .importExperiment(Flow.history(Definitions.newKey(prefix), Definitions.valid().build()))
        .getExperiment();
  }

  private static DecisionLogEntry logged(String key) {
    var entries =
        governance(Tokens.ann())
            .listDecisions(ListDecisionsRequest.newBuilder().setExperiment(key).build())
            .getEntriesList();
    assertThat(entries).hasSize(1);
    return entries.getFirst();
  }
}
