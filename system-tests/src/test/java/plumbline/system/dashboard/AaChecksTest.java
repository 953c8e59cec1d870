package plumbline.system.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.assignment.v1.ReviewVerdict;
import plumbline.proto.tracking.v1.Event;
import plumbline.system.Experiments;
import plumbline.system.Sender;

/** A/A checks, as people run and read them. */
class AaChecksTest {
  private static final String KEY = "aa-page";
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final int USERS = 4_000;
  private static final Visitor ANALYST = Visitor.as("analyst");

  @BeforeAll
  static void start() {
    Experiments.create(KEY, definition());
    Experiments.submit(KEY);
    Experiments.review(KEY, ReviewVerdict.REVIEW_VERDICT_APPROVE);
    Experiments.startApproved(KEY);
  }

  @Test
  void aCheckIsRunAndShownUntilItIsOver() {
    assertThat(ANALYST.get("/aa-checks").body())
        .contains("<option value=\"" + KEY + "\">A test \u2013 " + KEY + "</option>");

    var sent = ANALYST.post("/aa-checks", Map.of("experiment", KEY, "splits", "150", "seed", "77"));
    assertThat(sent.status()).as(sent.text()).isEqualTo(303);
    assertThat(ANALYST.get(sent.location()).text())
        .contains(": " + KEY, "asked for by test-analyst");

    // Nobody was exposed, so there is nothing to split. The page asks until no check is under way.
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          var live = ANALYST.get("/aa-checks/live?seen=0");
          assertThat(live.text())
              .contains(KEY + " Verdict: Too few units", "Splits 150", "Seed 77");
          assertThat(live.body()).doesNotContain("hx-get");
        });
    assertThat(ANALYST.get("/aa-checks/live?seen=still").status()).isEqualTo(204);
  }

  @Test
  void aCheckOfManyUnitsShowsHowOftenItErred() throws Exception {
    var key = "aa-many";
    Experiments.importHistory(key, definition(), START, START.plus(Duration.ofDays(14)));
    Sender.send(events(key));
    Experiments.counted(key);
    assertThat(ANALYST.post("/aa-checks", Map.of("experiment", key, "seed", "5")).status())
        .isEqualTo(303);

    await()
        .atMost(Duration.ofMinutes(1))
        .untilAsserted(
            () -> assertThat(ANALYST.get("/aa-checks").text()).contains(key + " Verdict: Passed"));
    var page = ANALYST.get("/aa-checks");
    assertThat(page.text())
        .contains("One comparison (fixed horizon)", "Any of 5 looks", "Any of 10 looks")
        .contains("at most 5 %", "A check last passed or failed", "none is overdue")
        .contains("0.95 to 1.00");
    assertThat(page.body()).contains("data-chart=\"{&quot;x&quot;:[&quot;0.00 to 0.05&quot;");
  }

  @Test
  void whatIsWrongIsSaidAtItsFieldAndWhatWasTypedStays() {
    var sent = Map.of("experiment", KEY, "splits", "5", "seed", "77", "metric", "orders");
    var refused = ANALYST.post("/aa-checks", sent);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("Splits : must be 100 to 10000");
    assertThat(refused.body())
        .contains("id=\"f-splits-wrong\"", "value=\"5\"", "value=\"77\"", "value=\"orders\"")
        .contains("<option value=\"" + KEY + "\" selected>");

    var unread = ANALYST.post("/aa-checks", Map.of("experiment", KEY, "seed", "luck"));
    assertThat(unread.status()).isEqualTo(400);
    assertThat(unread.body()).contains("id=\"f-seed-wrong\"", "value=\"luck\"");
  }

  @Test
  void aReviewerReadsAndRunsNone() {
    var reviewer = Visitor.as("reviewer");

    assertThat(reviewer.get("/aa-checks").text())
        .contains("A/A checks")
        .doesNotContain("Run a check");
    assertThat(reviewer.post("/aa-checks", Map.of("experiment", KEY)).status()).isEqualTo(403);
  }

  private static ExperimentDefinition.Builder definition() {
    return Experiments.definition("control", "treatment")
        .addMetrics(
            Experiments.metric(
                "orders",
                MetricKind.METRIC_KIND_PROPORTION,
                "order",
                MetricRole.METRIC_ROLE_PRIMARY));
  }

  /** Half of all order. */
  private static List<Event> events(String key) {
    var random = new Random(20261129L);
    var events = new ArrayList<Event>();
    for (var i = 0; i < USERS; i++) {
      var user = key + "-" + i;
      var variant = random.nextBoolean() ? "treatment" : "control";
      events.add(Sender.exposure("see", user, key, variant, START.plusSeconds(i)));
      if (random.nextBoolean()) {
        events.add(Sender.outcome("buy", user, "order", START.plusSeconds(60L + i)).build());
      }
    }
    return events;
  }
}
