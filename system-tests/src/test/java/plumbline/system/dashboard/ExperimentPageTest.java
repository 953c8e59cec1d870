package plumbline.system.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.assignment.v1.ReviewVerdict;
import plumbline.system.Experiments;

/** One experiment's page, from the draft to the decision, by what people send from it. */
class ExperimentPageTest {
  private static final Visitor AUTHOR = Visitor.as("experimenter");
  private static final Visitor REVIEWER = Visitor.as("reviewer");
  private static final Visitor ANALYST = Visitor.as("analyst");

  @Test
  void aDraftSaysHowItsPlanIsUnderstoodAndOffersWhatTheRoleAllows() {
    create("page-draft");

    var page = AUTHOR.get("/experiments/page-draft");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.text())
        .contains("Draft", "Everybody is eligible.", "How the plan was understood")
        .contains("Needed units per variant", "< 1pp increase from control, else people are told");
    assertThat(page.body())
        .contains("action=\"/experiments/page-draft/submit\"")
        .contains("href=\"/experiments/page-draft/edit\"");
    assertThat(ANALYST.get("/experiments/page-draft").body())
        .doesNotContain("/submit\"", "/edit\"", "What you can do");
    assertThat(ANALYST.post("/experiments/page-draft/submit", Map.of()).status()).isEqualTo(403);
    assertThat(AUTHOR.get("/experiments/page-draft").text()).contains("Draft");
  }

  @Test
  void whatIsSubmittedIsFrozenReviewedAndStarted() {
    create("page-review");
    var version = version(AUTHOR.get("/experiments/page-review").body());
    var submitted =
        AUTHOR.post(
            "/experiments/page-review/submit",
            Map.of("tab", "review", "expected_version", version));
    assertThat(submitted.status()).as(submitted.text()).isEqualTo(303);
    assertThat(submitted.location()).isEqualTo("/experiments/page-review/review");
    assertThat(AUTHOR.get("/experiments/page-review").text())
        .contains("Review needed", "0 of 1 approval", "pre-registered; SHA-256");

    var review = AUTHOR.get("/experiments/page-review/review");
    assertThat(review.text()).contains("Who may not review", "test-experimenter");
    assertThat(review.body()).doesNotContain("/approval\"").contains("/comment\"");
    var again = AUTHOR.post("/experiments/page-review/submit", Map.of("expected_version", version));
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.text()).contains("Nothing was changed");

    assertThat(approve("page-review").status()).isEqualTo(303);
    assertThat(AUTHOR.post("/experiments/page-review/start", Map.of()).location())
        .isEqualTo("/experiments/page-review");
    assertThat(AUTHOR.get("/experiments/page-review").text())
        .contains("Running", "Started with 50 % of the eligible units");
  }

  @Test
  void aReviewThatIsRefusedKeepsWhatWasTypedAndSaysWhatIsWrong() {
    create("page-sent-back");
    Experiments.submit("page-sent-back");

    var refused =
        REVIEWER.post(
            "/experiments/page-sent-back/approval", Map.of("verdict", "reject", "comment", ""));

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body())
        .contains("value=\"reject\" checked", "id=\"approval-comment-wrong\"")
        .contains("aria-invalid=\"true\" aria-describedby=\"approval-comment-hint");
    var comment = "<script>alert('said')</script>";
    var path = "/experiments/page-sent-back";
    assertThat(ANALYST.post(path + "/comment", Map.of("text", comment)).status()).isEqualTo(303);
    var sentBack = Map.of("verdict", "reject", "comment", "the MDE is a guess");
    assertThat(REVIEWER.post(path + "/approval", sentBack).status()).isEqualTo(303);
    var page = AUTHOR.get(path + "/review");
    assertThat(page.text()).contains("Rejected", "sent back", "the MDE is a guess", comment);
    assertThat(page.body()).doesNotContain(comment).contains("&lt;script&gt;");
  }

  @Test
  void aRunningExperimentIsAmendedRampedStoppedAndAbandoned() {
    create("page-life");
    Experiments.submit("page-life");
    Experiments.review("page-life", ReviewVerdict.REVIEW_VERDICT_APPROVE);
    Experiments.startApproved("page-life");
    var path = "/experiments/page-life";

    var ramped = AUTHOR.post(path + "/ramp", Map.of("traffic", "half", "reason", "it is calm"));
    assertThat(ramped.status()).isEqualTo(400);
    assertThat(ramped.body()).contains("value=\"half\"", ">it is calm</textarea>");
    assertThat(AUTHOR.post(path + "/amend", Map.of("text", "a holiday was missed")).status())
        .isEqualTo(303);
    assertThat(AUTHOR.post(path + "/stop", Map.of("reason", " ", "tab", "health")).status())
        .isEqualTo(400);
    assertThat(AUTHOR.get(path + "/decision").text())
        .contains("it can only be abandoned")
        .doesNotContain("Ship a treatment");
    var stopped = AUTHOR.post(path + "/stop", Map.of("reason", "enough", "tab", "health"));
    assertThat(stopped.location()).isEqualTo(path + "/health");
    assertThat(ANALYST.get(path + "/decision").body()).doesNotContain("/decide\"");
    assertThat(ANALYST.post(path + "/decide", Map.of("outcome", "ABANDONED")).status())
        .isEqualTo(403);
    var shipped = Map.of("outcome", "SHIP", "variant", "treatment", "reason", "we like it");
    var refused = decide(path, shipped);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.body())
        .contains(">we like it</textarea>", "value=\"SHIP\" required checked");
    var abandoned = Map.of("outcome", "ABANDONED", "reason", "nobody needs it");
    assertThat(decide(path, abandoned).status()).isEqualTo(303);
    assertThat(AUTHOR.get(path + "/decision").text())
        .contains("Decided: abandoned", "nobody needs it", "decision log", "SHA-256")
        .doesNotContain("Why It stands");
    assertThat(AUTHOR.get(path).text())
        .contains("Plan amended while running", "a holiday was missed", "Stopped by", "enough");
  }

  @Test
  void aHaltIsOnEveryTabWithItsReason() {
    create("page-halt");
    Experiments.submit("page-halt");
    Experiments.review("page-halt", ReviewVerdict.REVIEW_VERDICT_APPROVE);
    Experiments.startApproved("page-halt");

    var halted = REVIEWER.post("/experiments/page-halt/halt", Map.of("reason", "orders fell"));

    assertThat(halted.status()).as(halted.text()).isEqualTo(303);
    for (var tab :
        new String[] {"", "/results", "/health", "/guardrails", "/review", "/decision"}) {
      assertThat(ANALYST.get("/experiments/page-halt" + tab).text())
          .as(tab)
          .contains("Halted: control for everybody orders fell");
    }
  }

  @Test
  void aPeekIsRefusedWithoutAReasonAndOnTheRecordWithOne() {
    create("page-peek");
    Experiments.submit("page-peek");
    Experiments.review("page-peek", ReviewVerdict.REVIEW_VERDICT_APPROVE);
    Experiments.startApproved("page-peek");
    var path = "/experiments/page-peek";
    await("it is counted")
        .atMost(Duration.ofSeconds(30))
        .until(() -> AUTHOR.get(path + "/results").body().contains("Look now"));

    assertThat(ANALYST.get(path + "/results").body()).doesNotContain("Look now");
    assertThat(ANALYST.post(path + "/peek", Map.of("reason", "x")).status()).isEqualTo(403);
    assertThat(AUTHOR.post(path + "/peek", Map.of("reason", "")).status()).isEqualTo(400);
    var peeked = AUTHOR.post(path + "/peek", Map.of("reason", "the shop is on fire"));
    assertThat(peeked.status()).as(peeked.text()).isEqualTo(200);
    assertThat(peeked.text()).contains("You looked at what is withheld");
    assertThat(peeked.body()).doesNotContain("results/live");
    assertThat(ANALYST.get(path + "/health").text())
        .contains("Unplanned peek", "test-experimenter", "the shop is on fire");
    assertThat(ANALYST.get(path + "/results").text()).contains("Metrics are withheld");
  }

  private static Visitor.Page approve(String key) {
    return REVIEWER.post(
        "/experiments/" + key + "/approval", Map.of("verdict", "approve", "comment", ""));
  }

  private static void create(String key) {
    Experiments.create(
        key, Experiments.definition("control", "treatment").setTraffic(0.5).addMetrics(primary()));
  }

  private static ExperimentMetric.Builder primary() {
    return Experiments.metric(
        "orders", MetricKind.METRIC_KIND_PROPORTION, "order", MetricRole.METRIC_ROLE_PRIMARY);
  }

  /** Tracking takes up every change first, and says so. */
  private static Visitor.Page decide(String path, Map<String, String> fields) {
    return await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> AUTHOR.post(path + "/decide", fields), it -> it.status() != 503);
  }

  private static String version(String body) {
    return body.replaceAll("(?s).*name=\"expected_version\" value=\"(\\d+)\".*", "$1");
  }
}
