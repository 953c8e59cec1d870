package plumbline.system.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.DecideExperimentRequest;
import plumbline.proto.assignment.v1.DecisionOutcome;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.assignment.v1.ReviewResultsRequest;
import plumbline.proto.assignment.v1.ReviewVerdict;
import plumbline.proto.tracking.v1.Event;
import plumbline.system.Experiments;
import plumbline.system.Sender;
import plumbline.system.Stack;

/** The decision log, as people read and check it. */
class DecisionsTest {
  private static final Visitor ANALYST = Visitor.as("analyst");
  private static final Pattern HEAD = Pattern.compile("Hash of the last ([0-9a-f]{64})");
  private static final Pattern ENTRIES = Pattern.compile("Entries ([0-9,]+) Hash");
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final int USERS = 2_000;

  @Test
  void anIdeaIsTakenDownOnceHoweverOftenItIsSent() {
    var idea = idea("Sell everything at half price", "No margin would be left.");
    for (var time = 0; time < 2; time++) {
      var sent = ANALYST.post("/ideas", idea);
      assertThat(sent.status()).as(sent.text()).isEqualTo(303);
      assertThat(sent.location()).isEqualTo("/decisions");
    }

    var found = ANALYST.get("/decisions?text=half+price");
    assertThat(found.text())
        .containsOnlyOnce("Sell everything at half price")
        .contains("idea, not tested", "No margin would be left.", "test-analyst");
    assertThat(ANALYST.get("/decisions").body()).contains("name=\"idea_id\" value=\"");
  }

  @Test
  void anIdeaWithoutATitleIsRefusedAndStaysAsItWasTyped() {
    var idea = idea("", "<b>bold</b> reasons");
    var refused = ANALYST.post("/ideas", idea);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body())
        .contains("id=\"f-title-wrong\"", "value=\"" + idea.get("idea_id") + "\"")
        .contains("&lt;b&gt;bold&lt;/b&gt; reasons</textarea>")
        .doesNotContain("<b>");
    assertThat(refused.text()).contains("The idea in a few words : must");
  }

  @Test
  void whoMayNotTakeDownIdeasIsNotAsked() {
    var service = Visitor.as("service");

    assertThat(service.get("/decisions").body()).doesNotContain("action=\"/ideas\"");
    var sent = service.post("/ideas", idea("An idea of a service", "It has none."));
    assertThat(sent.status()).isEqualTo(403);
    assertThat(ANALYST.get("/decisions?text=idea+of+a+service").text())
        .contains("No entry is like that.");
  }

  @Test
  void aDecisionAgainstTheEvidenceIsMarkedAndFound() throws Exception {
    var key = "decisions-against";
    Experiments.importHistory(
        key,
        Experiments.definition("control", "treatment")
            .addMetrics(
                Experiments.metric(
                    "ordered",
                    MetricKind.METRIC_KIND_PROPORTION,
                    "order",
                    MetricRole.METRIC_ROLE_PRIMARY)),
        START,
        START.plus(Duration.ofDays(14)));
    Sender.send(worse(key));
    Experiments.counted(key);
    decide(key);

    var page = ANALYST.get("/decisions?against=true&experiment=" + key);
    assertThat(page.text())
        .contains("A test ship treatment against the evidence")
        .contains("Recommended keep control", "the boss likes it", "What the results said");
    assertThat(page.body()).contains("href=\"/experiments/" + key + "\"");
    assertThat(
            ANALYST.get("/decisions?outcome=DECISION_OUTCOME_ABANDONED&experiment=" + key).text())
        .contains("No entry is like that.");
    assertThat(ANALYST.get("/decisions?kind=DECISION_LOG_KIND_IDEA&experiment=" + key).text())
        .contains("No entry is like that.");
  }

  @Test
  void theCheckFindsTheLogWholeAndComparesWhatWasNoted() {
    ANALYST.post("/ideas", idea("To be checked", "So that there is an entry."));
    var whole = ANALYST.get("/decisions/check").text();
    assertThat(whole).contains("The log is whole", "Every entry is as it was written");
    var head = first(HEAD, whole);
    var number = first(ENTRIES, whole).replace(",", "");

    assertThat(check(number, head)).contains("The log is whole", "is among them");
    assertThat(check(number, "0".repeat(64))).contains("The log is broken");
    assertThat(check("9000000", head)).contains("The log is broken");
    assertThat(check("the last", head))
        .contains("must be an entry's number")
        .doesNotContain("The log is");
  }

  private static String check(String sequence, String hash) {
    return ANALYST
        .get("/decisions/check?sequence=" + sequence.replace(' ', '+') + "&sha256=" + hash)
        .text();
  }

  private static String first(Pattern pattern, String text) {
    var found = pattern.matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return found.group(1);
  }

  private static Map<String, String> idea(String title, String reason) {
    return Map.of("title", title, "reason", reason, "idea_id", UUID.randomUUID().toString());
  }

  /** The results recommend to keep control, and people ship. */
  private static void decide(String key) {
    Stack.as("reviewer")
        .experiments()
        .reviewResults(
            ReviewResultsRequest.newBuilder()
                .setKey(key)
                .setVerdict(ReviewVerdict.REVIEW_VERDICT_APPROVE)
                .build());
    var request =
        DecideExperimentRequest.newBuilder()
            .setKey(key)
            .setOutcome(DecisionOutcome.DECISION_OUTCOME_SHIP)
            .setVariant("treatment")
            .setReason("the boss likes it")
            .build();
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
        .until(
            () -> Stack.as("experimenter").experiments().decideExperiment(request).getExperiment(),
            Experiment::hasDecision);
  }

  /** Three tenths of control buy, and a tenth of the treatment. */
  private static List<Event> worse(String key) {
    var random = new Random(20261129L);
    var events = new ArrayList<Event>();
    for (var i = 0; i < USERS; i++) {
      var user = key + "-" + i;
      var treated = random.nextBoolean();
      var first = START.plusSeconds(random.nextInt(10 * 86_400));
      events.add(Sender.exposure("see", user, key, treated ? "treatment" : "control", first));
      if (random.nextDouble() < (treated ? 0.1 : 0.3)) {
        events.add(Sender.outcome("buy", user, "order", first.plusSeconds(60)).build());
      }
    }
    return events;
  }
}
