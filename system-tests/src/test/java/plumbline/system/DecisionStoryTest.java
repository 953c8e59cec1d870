package plumbline.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static plumbline.proto.assignment.v1.DecisionOutcome.DECISION_OUTCOME_ABANDONED;
import static plumbline.proto.assignment.v1.DecisionOutcome.DECISION_OUTCOME_INCONCLUSIVE;
import static plumbline.proto.assignment.v1.DecisionOutcome.DECISION_OUTCOME_KEEP_CONTROL;
import static plumbline.proto.assignment.v1.DecisionOutcome.DECISION_OUTCOME_SHIP;

import com.google.protobuf.util.Durations;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.DecideExperimentRequest;
import plumbline.proto.assignment.v1.DecisionLogEntry;
import plumbline.proto.assignment.v1.DecisionOutcome;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.GuardrailAction;
import plumbline.proto.assignment.v1.GuardrailRule;
import plumbline.proto.assignment.v1.ListDecisionsRequest;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.assignment.v1.ReviewResultsRequest;
import plumbline.proto.assignment.v1.ReviewVerdict;
import plumbline.proto.assignment.v1.StopExperimentRequest;
import plumbline.proto.assignment.v1.VerifyDecisionLogRequest;
import plumbline.proto.tracking.v1.Event;

/** From what users did to what was decided: results, recommendation, decision, log. */
class DecisionStoryTest {
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final Instant END = START.plus(Duration.ofDays(14));
  private static final int USERS = 6_000;

  @Test
  void whatTheResultsRecommendIsShippedAndWhatTheyDoNotIsMarked() throws Exception {
    for (var key : List.of("story-ship", "story-against")) {
      Experiments.importHistory(key, definition(), START, END);
    }
    Sender.send(generate("story-ship", "story-against"));
    Experiments.counted("story-ship");

    var recommended = Experiments.results("story-ship").getRecommendation();
    assertThat(recommended.getOutcome()).isEqualTo(DECISION_OUTCOME_SHIP);
    assertThat(recommended.getVariant()).isEqualTo("treatment");
    assertThat(recommended.getReasonsList()).anyMatch(it -> it.contains("guardrail is cleared"));

    assertThat(refusal("story-ship", DECISION_OUTCOME_SHIP, "treatment"))
        .contains("must be confirmed by 1");
    confirm("story-ship");
    confirm("story-against");
    var shipped = decided("story-ship", DECISION_OUTCOME_SHIP, "treatment").getDecision();
    assertThat(shipped.getAgainstEvidence()).isFalse();
    assertThat(shipped.getEvidence()).isEqualTo(String.join(" ", recommended.getReasonsList()));
    assertThat(shipped.hasEvidenceTime()).isTrue();
    var kept = decided("story-against", DECISION_OUTCOME_KEEP_CONTROL, "").getDecision();
    assertThat(kept.getAgainstEvidence()).isTrue();
    assertThat(kept.getRecommendedOutcome()).isEqualTo(DECISION_OUTCOME_SHIP);

    assertThat(logged("story-ship").getDecision()).isEqualTo(shipped);
    assertThat(logged("story-against").getDecision()).isEqualTo(kept);
    var noted = logged("story-against");
    var verified =
        Stack.as("analyst")
            .governance()
            .verifyDecisionLog(
                VerifyDecisionLogRequest.newBuilder()
                    .setKnownSequence(noted.getSequence())
                    .setKnownSha256(noted.getSha256())
                    .build());
    assertThat(verified.getIntact()).as(verified.getProblem()).isTrue();
  }

  @Test
  void beforeTheVerdictNothingIsShipped() {
    var definition = definition();
    definition.getMetricsBuilder(0).getMetricBuilder().setWindow(Durations.fromDays(30));
    var now = Instant.now();
    Experiments.importHistory(
        "story-open", definition, now.minus(Duration.ofDays(3)), now.minus(Duration.ofDays(1)));

    assertThat(refusal("story-open", DECISION_OUTCOME_SHIP, "treatment"))
        .contains("not due yet")
        .contains("full measurement window")
        .contains("It is due at 20");
    assertThat(decided("story-open", DECISION_OUTCOME_ABANDONED, "").getDecision().getEvidence())
        .isNotEmpty();
  }

  @Test
  void afterAnEarlyStopOnlyThatNothingIsKnownCanBeSaid() {
    var definition = Experiments.definition("control", "treatment").addMetrics(primary());
    Experiments.start("story-early", definition);
    Stack.as("experimenter")
        .experiments()
        .stopExperiment(
            StopExperimentRequest.newBuilder()
                .setKey("story-early")
                .setReason("it looked good")
                .build());

    assertThat(refusal("story-early", DECISION_OUTCOME_SHIP, "treatment"))
        .contains("ended early")
        .contains("may be why it ended");
    assertThat(refusal("story-early", DECISION_OUTCOME_KEEP_CONTROL, "")).contains("ended early");
    var decision = decided("story-early", DECISION_OUTCOME_INCONCLUSIVE, "").getDecision();
    assertThat(decision.getRecommendedOutcome()).isEqualTo(DECISION_OUTCOME_INCONCLUSIVE);
  }

  /** Somebody who took no part says that the results hold. */
  private static void confirm(String key) {
    Stack.as("reviewer")
        .experiments()
        .reviewResults(
            ReviewResultsRequest.newBuilder()
                .setKey(key)
                .setVerdict(ReviewVerdict.REVIEW_VERDICT_APPROVE)
                .build());
  }

  /** A fifth of control buys, and three tenths of the treatment; errors are rare in both. */
  private static List<Event> generate(String... experiments) {
    var random = new Random(20261122L);
    var events = new ArrayList<Event>();
    for (var i = 0; i < USERS; i++) {
      var user = "story-" + i;
      var treated = random.nextBoolean();
      var first = START.plusSeconds(random.nextInt(10 * 86_400));
      for (var experiment : experiments) {
        var variant = treated ? "treatment" : "control";
        events.add(Sender.exposure(experiment, user, experiment, variant, first));
      }
      if (random.nextDouble() < (treated ? 0.3 : 0.2)) {
        events.add(Sender.outcome("buy", user, "order", first.plusSeconds(60)).build());
      }
      if (random.nextDouble() < 0.05) {
        events.add(Sender.outcome("err", user, "error", first.plusSeconds(61)).build());
      }
    }
    return events;
  }

  private static ExperimentDefinition.Builder definition() {
    return Experiments.definition("control", "treatment")
        .addMetrics(primary())
        .addMetrics(guardrail());
  }

  private static ExperimentMetric.Builder primary() {
    return Experiments.metric(
        "ordered", MetricKind.METRIC_KIND_PROPORTION, "order", MetricRole.METRIC_ROLE_PRIMARY);
  }

  private static ExperimentMetric.Builder guardrail() {
    var errors =
        Experiments.metric(
            "failed", MetricKind.METRIC_KIND_PROPORTION, "error", MetricRole.METRIC_ROLE_GUARDRAIL);
    errors.getMetricBuilder().setDirection(MetricDirection.METRIC_DIRECTION_DECREASE);
    return errors.setGuardrail(
        GuardrailRule.newBuilder()
            .setThreshold("< 3pp increase from control")
            .setAction(GuardrailAction.GUARDRAIL_ACTION_ALERT));
  }

  /** Tracking takes up every change first, and says so. */
  private static Experiment decided(String key, DecisionOutcome outcome, String variant) {
    return await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptionsMatching(DecisionStoryTest::isUnavailable)
        .until(() -> decide(key, outcome, variant), Experiment::hasDecision);
  }

  private static String refusal(String key, DecisionOutcome outcome, String variant) {
    var refused =
        await()
            .atMost(Duration.ofMinutes(1))
            .until(
                () ->
                    requireNonNull(
                        catchThrowableOfType(
                            StatusRuntimeException.class, () -> decide(key, outcome, variant))),
                it -> it.getStatus().getCode() == Status.Code.FAILED_PRECONDITION);
    return String.valueOf(refused.getStatus().getDescription());
  }

  private static boolean isUnavailable(Throwable thrown) {
    return Status.fromThrowable(thrown).getCode() == Status.Code.UNAVAILABLE;
  }

  private static Experiment decide(String key, DecisionOutcome outcome, String variant) {
    return Stack.as("experimenter")
        .experiments()
        .decideExperiment(
            DecideExperimentRequest.newBuilder()
                .setKey(key)
                .setOutcome(outcome)
                .setVariant(variant)
                .setReason("agreed")
                .build())
        .getExperiment();
  }

  private static DecisionLogEntry logged(String key) {
    return Stack.as("analyst")
        .governance()
        .listDecisions(ListDecisionsRequest.newBuilder().setExperiment(key).build())
        .getEntries(0);
  }
}
