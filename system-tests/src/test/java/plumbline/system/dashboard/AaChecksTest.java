package plumbline.system.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.assignment.v1.ReviewVerdict;
import plumbline.system.Experiments;

/** A/A checks, as people run and read them. */
class AaChecksTest {
  private static final String KEY = "aa-page";
  private static final Visitor ANALYST = Visitor.as("analyst");

  @BeforeAll
  static void start() {
    Experiments.create(
        KEY,
        Experiments.definition("control", "treatment")
            .addMetrics(
                Experiments.metric(
                    "orders",
                    MetricKind.METRIC_KIND_PROPORTION,
                    "order",
                    MetricRole.METRIC_ROLE_PRIMARY)));
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
          assertThat(live.text()).contains(KEY + " Verdict: Too few units", "Splits 150", "Seed 77");
          assertThat(live.body()).doesNotContain("hx-get");
        });
    assertThat(ANALYST.get("/aa-checks/live?seen=still").status()).isEqualTo(204);
  }

  @Test
  void whatIsWrongIsSaidAtItsFieldAndWhatWasTypedStays() {
    var sent = Map.of("experiment", KEY, "splits", "5", "seed", "77", "metric", "orders");
    var refused = ANALYST.post("/aa-checks", sent);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains("Splits : must be 100 to 10000");
    assertThat(refused.body())
        .contains("id=\"splits-wrong\"", "value=\"5\"", "value=\"77\"", "value=\"orders\"")
        .contains("<option value=\"" + KEY + "\" selected>");

    var unread = ANALYST.post("/aa-checks", Map.of("experiment", KEY, "seed", "luck"));
    assertThat(unread.status()).isEqualTo(400);
    assertThat(unread.body()).contains("id=\"seed-wrong\"", "value=\"luck\"");
  }

  @Test
  void aReviewerReadsAndRunsNone() {
    var reviewer = Visitor.as("reviewer");

    assertThat(reviewer.get("/aa-checks").text())
        .contains("A/A checks")
        .doesNotContain("Run a check");
    assertThat(reviewer.post("/aa-checks", Map.of("experiment", KEY)).status()).isEqualTo(403);
  }
}
