package plumbline.assignment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static plumbline.assignment.Calls.experiments;
import static plumbline.assignment.Refusals.refused;
import static plumbline.assignment.Refusals.said;

import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import plumbline.kit.json.ProtoJson;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.MetricCategory;
import plumbline.proto.assignment.v1.MetricKind;

/** What an experiment is refused for, each in the words that a product manager reads. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RefusalsTest {

  @Test
  void noHypothesis() {
    var definition = Definitions.valid().clearHypothesis().build();
    assertThat(submissionSays("definition.hypothesis", definition))
        .contains("say what you expect and why");
  }

  @Test
  void noPrimaryMetric() {
    var definition = Definitions.valid().removeMetrics(0).build();
    assertThat(submissionSays("definition.metrics", definition))
        .contains("exactly one with METRIC_ROLE_PRIMARY", "not 0");
  }

  @Test
  void twoPrimaryMetrics() {
    var second =
        Definitions.primary().setMetric(Definitions.metric("m2", MetricKind.METRIC_KIND_COUNT));
    var key = Definitions.newKey("two-primaries");
    assertThat(
            said(
                "definition.metrics",
                () -> Flow.create(key, Definitions.valid().addMetrics(second).build())))
        .contains("exactly one with METRIC_ROLE_PRIMARY", "not 2");
    refused(Status.Code.NOT_FOUND, () -> Life.get(key));
  }

  @Test
  void noGuardrailForErrors() {
    var definition = Definitions.valid().removeMetrics(1).build();
    assertThat(submissionSays("definition.metrics", definition))
        .contains("METRIC_ROLE_GUARDRAIL of METRIC_CATEGORY_ERROR", "the treatment fails");
  }

  @Test
  void noGuardrailForLatency() {
    var definition = Definitions.valid().removeMetrics(2).build();
    assertThat(submissionSays("definition.metrics", definition))
        .contains("METRIC_ROLE_GUARDRAIL of METRIC_CATEGORY_LATENCY", "gets slower");
  }

  @Test
  void guardrailsOfOtherKindsDoNotDo() {
    var definition = Definitions.valid().removeMetrics(2).removeMetrics(1);
    definition.addMetrics(Definitions.guardrail("tickets", MetricCategory.METRIC_CATEGORY_SUPPORT));
    assertThat(submissionSays("definition.metrics", definition.build()))
        .contains("ERROR", "LATENCY");
  }

  @Test
  void tooFewUnits() {
    var definition = Definitions.valid();
    definition.getPlanBuilder().setSampleSizePerVariant(100);
    assertThat(submissionSays("definition.plan.sample_size_per_variant", definition.build()))
        .contains("is 100, but to find a relative change of 5 %", "each variant needs at least");
  }

  @Test
  void fiveVariantsForNoReason() {
    var definition = Definitions.valid().clearVariants();
    definition.addVariants(Definitions.variant("control", 0.2).setControl(true));
    for (var i = 1; i < 5; i++) {
      definition.addVariants(Definitions.variant("v" + i, 0.2));
    }
    var key = Definitions.newKey("five");
    assertThat(
            said(
                "definition.plan.many_variants_justification",
                () -> Flow.create(key, definition.build())))
        .contains("more than 4 variants", "say why fewer would not do");
    refused(Status.Code.NOT_FOUND, () -> Life.get(key));
  }

  @Test
  void aSession() {
    var key = Definitions.newKey("session");
    assertThat(
            said(
                "definition.unit_type",
                () -> Flow.create(key, Definitions.valid().setUnitTypeValue(4).build())))
        .contains("a session is not offered: a returning person would see both variants");
    var body =
        ProtoJson.print(Flow.creation(key, Definitions.valid().build()))
            .replace("UNIT_TYPE_USER", "UNIT_TYPE_SESSION");
    given()
        .auth()
        .oauth2(Tokens.ann())
        .contentType("application/json")
        .body(body)
        .post("/v1/experiments")
        .then()
        .statusCode(400)
        .body(containsString("definition.unitType"));
    refused(Status.Code.NOT_FOUND, () -> Life.get(key));
  }

  @Test
  void theAuthorsOwnReview() {
    var key = Definitions.newKey("own-review");
    var bo = Board.both("bo");
    experiments(bo).createExperiment(Flow.creation(key, Definitions.valid().build()));
    Flow.submit(key);
    var before = Life.get(key);
    for (var verdict : java.util.List.of(Board.APPROVE, Board.REJECT)) {
      assertThat(refused(Status.Code.FAILED_PRECONDITION, () -> Board.say(bo, key, verdict)))
          .hasMessageContaining("is your own, as you wrote, changed or submitted it")
          .hasMessageContaining("somebody else on the review board must review it");
    }
    assertThat(Life.get(key)).isEqualTo(before);
    assertThat(Board.review(key).getNotesList()).isEmpty();
  }

  @Test
  void aStartWithoutApproval() {
    for (var state : java.util.List.of("DRAFT", "IN_REVIEW", "REJECTED")) {
      var key = Life.in(state);
      var before = Life.get(key);
      assertThat(refused(Status.Code.FAILED_PRECONDITION, () -> Flow.start(key)))
          .hasMessageContaining("it can be started once the review board has approved it");
      assertThat(Life.get(key)).isEqualTo(before);
    }
  }

  @Test
  void aResultReviewerWhoTookPart() {
    var key = Definitions.newKey("own-results");
    var bo = Board.both("bo");
    experiments(bo).createExperiment(Flow.creation(key, Definitions.valid().build()));
    Flow.submit(key);
    Flow.approve(key);
    Flow.start(key);
    Flow.stop(key);
    assertThat(
            refused(
                Status.Code.FAILED_PRECONDITION,
                () -> Board.sayOfResults(bo, key, Board.APPROVE, "")))
        .hasMessageContaining("you took part in experiment '" + key + "'")
        .hasMessageContaining("somebody who did not must review its results");
    assertThat(Board.review(key).getResultApproversList()).isEmpty();
  }

  /** What is said of a field when a draft is submitted, which stays the draft that it was. */
  private static String submissionSays(String field, ExperimentDefinition definition) {
    var key = Definitions.newKey("refused");
    var draft = Flow.create(key, definition);
    var said = said(field, () -> Flow.submit(key));
    assertThat(Life.get(key)).isEqualTo(draft);
    assertThat(draft.getState()).isEqualTo(ExperimentState.EXPERIMENT_STATE_DRAFT);
    return said;
  }
}
