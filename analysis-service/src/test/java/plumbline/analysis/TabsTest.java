package plumbline.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import com.google.protobuf.Value;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbline.analysis.results.Example;
import plumbline.analysis.results.Recognisable;
import plumbline.kit.identity.HttpIdentity;
import plumbline.proto.assignment.v1.Decision;
import plumbline.proto.assignment.v1.DecisionOutcome;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.FieldChange;
import plumbline.proto.assignment.v1.GetReviewResponse;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.PlanReading;
import plumbline.proto.assignment.v1.ReviewNote;
import plumbline.proto.assignment.v1.ReviewNoteKind;
import plumbline.proto.assignment.v1.SubmissionObstacle;

/** What the tabs of an experiment's page show, beside its metrics. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
class TabsTest {
  private Neighbours neighbours;

  @BeforeEach
  void start() {
    neighbours = Neighbours.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    neighbours.close();
  }

  @Test
  void theNumbersAsOfNowAreALinkAwayFromTheVerdict() {
    neighbours.know(Example.cookieCats().setKey("page-latest"), Example.cookieCatsStatistics());
    var given = open("page-latest/results").extract().asString();
    neighbours.know(
        Example.cookieCats().setKey("page-latest"),
        Example.statistics(
            Example.arm(
                "gate_30",
                44_700,
                Example.share("retention_7", 44_700, 9_000),
                Example.share("retention_1", 44_700, 20_034)),
            Example.arm(
                "gate_40",
                45_489,
                Example.share("retention_7", 45_489, 9_001),
                Example.share("retention_1", 45_489, 20_119))));

    assertThat(given).contains("as it was first given", "page-latest/results?view=latest");
    assertThat(open("page-latest/results").extract().asString())
        .contains("8,502")
        .doesNotContain("9,001");
    assertThat(open("page-latest/results?view=latest").extract().asString())
        .contains("9,001", "may differ from it", "The verdict as it was given")
        .doesNotContain("8,502");
  }

  @Test
  void anEffectIsWrittenInItsUnitOrScaledUpToTheTrafficOfThePlan() {
    var experiment = Example.cookieCats().setKey("page-impact");
    experiment.getDefinitionBuilder().getPlanBuilder().setExpectedUnitsPerDay(1_000);
    neighbours.know(experiment, Example.cookieCatsStatistics());

    assertThat(open("page-impact/results?impact=absolute").extract().asString())
        .contains("<strong>\u22120.82 pp</strong>", "Relative \u22124.3 %");
    // 8,279 / 45,489 - 8,502 / 44,700 = -0.0082014 per unit, times 1,000 units times 7 or 28 days.
    assertThat(open("page-impact/results?impact=scaled").extract().asString())
        .contains(
            "\u221257.4 units in 7 days", "\u2212229.6 units in 28 days", "1,000 new units a day")
        .contains("hx-get=\"/experiments/page-impact/results/live?impact=scaled&amp;seen=");
  }

  @Test
  void aPartIsSentOnlyWhenItHasChanged() {
    neighbours.know(Example.running().setKey("page-live"), Example.cookieCatsStatistics());
    var page = open("page-live/results").extract().asString();
    var url =
        page.replaceAll("(?s).*hx-get=\"/experiments/(page-live/results/live[^\"]*)\".*", "$1");

    open(url).statusCode(204);
    neighbours.know(
        Example.running().setKey("page-live"),
        Example.statistics(Example.arm("gate_30", 7), Example.arm("gate_40", 8)));
    open(url).statusCode(200).body(containsString("results/live?seen="));
    open("page-live/nothing/live").statusCode(404);
  }

  @Test
  void aDecisionAgainstTheEvidenceIsMarkedWithWhatWasRecommended() {
    neighbours.know(
        Example.cookieCats()
            .setKey("page-against")
            .setState(ExperimentState.EXPERIMENT_STATE_DECIDED)
            .setDecideTime(Example.timestamp(Example.LATER))
            .setDecision(
                Decision.newBuilder()
                    .setOutcome(DecisionOutcome.DECISION_OUTCOME_SHIP)
                    .setVariant("gate_40")
                    .setReason("<b>we like it</b>")
                    .setAuthor("erin")
                    .setAgainstEvidence(true)
                    .setRecommendedOutcome(DecisionOutcome.DECISION_OUTCOME_KEEP_CONTROL)),
        Example.cookieCatsStatistics());

    assertThat(open("page-against/decision").extract().asString())
        .contains("Decided: ship gate_40", "against the evidence", "&lt;b&gt;we like it")
        .contains("The results recommended: <strong>keep control</strong>")
        .doesNotContain("What is in the way", "/decide\"");
  }

  @Test
  void aReviewShowsWhoSaidWhatAndWhatChanged() {
    neighbours.know(
        Example.running()
            .setKey("page-reviewed")
            .setState(ExperimentState.EXPERIMENT_STATE_IN_REVIEW),
        Example.cookieCatsStatistics());
    neighbours.know(
        "page-reviewed",
        GetReviewResponse.newBuilder()
            .addApprovers("ravi")
            .setNeededApprovals(2)
            .setLastReviewedVersion(3)
            .addInvolved("erin")
            .addChanges(
                FieldChange.newBuilder()
                    .setPath("definition.plan.alpha")
                    .setAfter(Value.newBuilder().setNumberValue(0.01)))
            .addNotes(
                ReviewNote.newBuilder()
                    .setAuthor("ravi")
                    .setKind(ReviewNoteKind.REVIEW_NOTE_KIND_APPROVAL)
                    .setText("<i>fine</i>"))
            .build());

    assertThat(open("page-reviewed/review").extract().asString())
        .contains("1 of 2 approvals given.", "<li>erin</li>", "version 3; now it is version 5")
        .contains("<code>definition.plan.alpha</code>", "not there", "<code>0.01</code>")
        .contains("&lt;i&gt;fine&lt;/i&gt;", ">approved<")
        .contains("Review needed");
  }

  @Test
  void anOverviewSaysWhatSubmissionWouldRefuse() {
    neighbours.know(
        Example.running()
            .setKey("page-obstacles")
            .clearStartTime()
            .setState(ExperimentState.EXPERIMENT_STATE_DRAFT));
    neighbours.know(
        "page-obstacles",
        PlanReading.newBuilder()
            .setNeededUnitsPerVariant(14_752)
            .addObstacles(
                SubmissionObstacle.newBuilder()
                    .setField("definition.plan.baseline")
                    .setDescription("must be known"))
            .addWarnings("a metric has a newer version")
            .build());

    assertThat(open("page-obstacles").extract().asString())
        .contains("What submission would refuse", "<code>plan.baseline</code>: must be known")
        .contains("14,752", "a metric has a newer version");
  }

  @Test
  void aPeekIsAnsweredWithTheNumbersOnce() {
    neighbours.know(Example.running().setKey("page-peeked"), Example.cookieCatsStatistics());

    var peeked =
        RestAssured.given()
            .accept("text/html")
            .header("sec-fetch-site", "same-origin")
            .cookie(HttpIdentity.COOKIE, Callers.token("experimenter"))
            .formParam("reason", "<b>fire</b>")
            .post("/experiments/page-peeked/peek")
            .then()
            .statusCode(200)
            .header("cache-control", containsString("no-store"))
            .extract()
            .asString();

    assertThat(peeked)
        .contains("You looked at what is withheld", "8,502 / 44,700", "Unplanned peek")
        .contains("early look", "&lt;b&gt;fire&lt;/b&gt;")
        .doesNotContain("page-peeked/results/live", "<b>fire");
    assertThat(open("page-peeked/results").extract().asString())
        .contains("Metrics are withheld", "Unplanned peeks on record", "ada")
        .doesNotContain("8,502", "19.02");
  }

  @Test
  void segmentsAreChosenOneAtATimeAndMarkedAsExploratory() {
    neighbours.know(
        Recognisable.running()
            .setKey("page-segments")
            .setState(ExperimentState.EXPERIMENT_STATE_STOPPED)
            .setStopTime(Example.timestamp(Example.STOP)),
        Recognisable.counted(0));

    assertThat(open("page-segments/results").extract().asString())
        .contains("exploratory", "page-segments/results?segment=country", "id=\"novelty\"")
        .doesNotContain("p, not corrected");
    assertThat(open("page-segments/results?segment=country").extract().asString())
        .contains("p, not corrected", "corrected for nothing", "live?segment=country&amp;seen=");
  }

  @Test
  void aBrokenSplitIsAnAlarmOnEveryTab() {
    neighbours.know(
        Example.stoppedWith(Example.metric("m", MetricKind.METRIC_KIND_PROPORTION, 7))
            .setKey("page-mismatch"),
        Example.statistics(
            Example.arm("gate_30", 10_000, Example.share("m", 10_000, 1_000)),
            Example.arm("gate_40", 9_000, Example.share("m", 9_000, 1_500))));

    for (var tab : List.of("", "/health", "/guardrails", "/review", "/decision")) {
      open("page-mismatch" + tab).body(containsString(">Sample ratio mismatch</h2>"));
    }
  }

  @Test
  void whileNumbersCannotBeReadTheRestOfThePageIsThere() {
    neighbours.know(Example.running().setKey("folding-too"));

    open("folding-too/review").statusCode(200).body(containsString("What was said"));
    open("folding-too").statusCode(200).body(containsString("Everybody is eligible."));
  }

  private static ValidatableResponse open(String path) {
    return RestAssured.given()
        .urlEncodingEnabled(false)
        .accept("text/html")
        .cookie(HttpIdentity.COOKIE, Callers.token("analyst"))
        .get("/experiments/" + path)
        .then();
  }
}
