package plumbline.assignment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static plumbline.assignment.Calls.experiments;
import static plumbline.assignment.Refusals.invalidFields;
import static plumbline.assignment.Refusals.refused;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import plumbline.assignment.definition.CanonicalForm;
import plumbline.kit.json.ProtoJson;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.GetExperimentRequest;
import plumbline.proto.assignment.v1.ReviewVerdict;
import plumbline.proto.assignment.v1.UpdateExperimentRequest;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class UpdateTest {

  @Test
  void aDraftIsChangedAndStaysItsAuthors() {
    var key = draft();
    var reply = experiments(Tokens.admin()).updateExperiment(update(key, 1, named("Better")));
    var changed = reply.getExperiment();
    assertThat(changed.getDefinition()).isEqualTo(named("Better"));
    assertThat(changed.getVersion()).isEqualTo(2);
    assertThat(changed.getAuthor()).isEqualTo("ann");
    assertThat(changed.getState()).isEqualTo(ExperimentState.EXPERIMENT_STATE_DRAFT);
    assertThat(reply.getReading().hasNeededUnitsPerVariant()).isTrue();
    assertThat(get(key)).isEqualTo(changed);
    assertThat(put(key, 2, named("Better"))).as("the same again").isEqualTo(changed);
    var submitted = Flow.submit(key);
    assertThat(submitted.getPreRegistration().getSha256())
        .isEqualTo(CanonicalForm.sha256(submitted.getDefinition()));
    assertThat(submitted.getVersion()).isEqualTo(3);
  }

  @Test
  void whatWasSentBackBecomesADraftAgain() {
    var key = draft();
    Flow.submit(key);
    Flow.reject(key);
    var changed = put(key, 3, named("Thought over"));
    assertThat(changed.getState()).isEqualTo(ExperimentState.EXPERIMENT_STATE_DRAFT);
    assertThat(changed.hasPreRegistration()).as("nothing is frozen any more").isFalse();
    Flow.submit(key);
    assertThat(Flow.approve(key).getState()).isEqualTo(ExperimentState.EXPERIMENT_STATE_APPROVED);
  }

  @Test
  void whatIsFrozenIsRefusedInWords() {
    var key = draft();
    Flow.submit(key);
    assertThat(refused(Status.Code.FAILED_PRECONDITION, () -> put(key, 2, named("Late"))))
        .hasMessageContaining("waiting for the review board")
        .hasMessageContaining("only a draft, or one that was sent back, can be changed");
    Flow.approve(key);
    Flow.start(key);
    assertThat(refused(Status.Code.FAILED_PRECONDITION, () -> put(key, 4, named("Too late"))))
        .hasMessageContaining("is running")
        .hasMessageContaining("make a new experiment");
    assertThat(get(key).getDefinition().getName()).isEqualTo(Definitions.valid().getName());
  }

  @Test
  void whatIsWrongIsNamedAndNothingChanges() {
    var key = draft();
    assertThat(invalidFields(() -> put(key, 0, named(""))))
        .containsExactlyInAnyOrder("expected_version", "definition.name");
    assertThat(
            invalidFields(() ->
                experiments(Tokens.ann())
                    .updateExperiment(
                        UpdateExperimentRequest.newBuilder()
                            .setKey("Not A Key")
                            .setExpectedVersion(1)
                            .build())))
        .contains("key", "definition");
    refused(Status.Code.NOT_FOUND, () -> put("no-such-experiment", 1, named("Other")));
    refused(Status.Code.ABORTED, () -> put(key, 7, named("Other")));
    refused(
        Status.Code.PERMISSION_DENIED,
        () -> experiments(Tokens.rita()).updateExperiment(update(key, 1, named("Other"))));
    assertThat(get(key).getVersion()).isEqualTo(1);
  }

  @Test
  void whoeverChangedItCannotReviewIt() {
    var key = draft();
    var both = Tokens.of("bea", Duration.ofHours(1), "experimenter", "reviewer");
    experiments(both).updateExperiment(update(key, 1, named("By two")));
    Flow.submit(key);
    var review = Flow.verdict(key, ReviewVerdict.REVIEW_VERDICT_APPROVE);
    assertThat(
            refused(
                Status.Code.FAILED_PRECONDITION, () -> experiments(both).reviewExperiment(review)))
        .hasMessageContaining("wrote, changed or submitted it");
    assertThat(Flow.approve(key).getState()).isEqualTo(ExperimentState.EXPERIMENT_STATE_APPROVED);
  }

  @Test
  void ofTwoChangesAtOnceOneWins() throws Exception {
    for (var round = 0; round < 5; round++) {
      var key = draft();
      try (var pool = Executors.newFixedThreadPool(2)) {
        var both = pool.invokeAll(List.of(attempt(key, "One"), attempt(key, "Two")));
        var won = List.of(both.get(0).get(), both.get(1).get());
        assertThat(won).containsExactlyInAnyOrder(true, false);
        assertThat(get(key).getDefinition().getName()).isEqualTo(won.get(0) ? "One" : "Two");
      }
      assertThat(get(key).getVersion()).isEqualTo(2);
    }
  }

  @Test
  void theSameByRest() {
    var key = draft();
    var body =
        ProtoJson.print(
            UpdateExperimentRequest.newBuilder()
                .setExpectedVersion(1)
                .setDefinition(named("By REST"))
                .build());
    for (var status : List.of(200, 409)) {
      given()
          .header("authorization", "Bearer " + Tokens.ann())
          .contentType("application/json")
          .body(body)
          .put("/v1/experiments/" + key)
          .then()
          .statusCode(status);
    }
    given()
        .header("authorization", "Bearer " + Tokens.ann())
        .get("/v1/experiments/" + key)
        .then()
        .body("experiment.definition.name", equalTo("By REST"))
        .body("reading.neededUnitsPerVariant", equalTo("57763"));
  }

  private static Callable<Boolean> attempt(String key, String name) {
    return () -> {
      try {
        put(key, 1, named(name));
        return true;
      } catch (StatusRuntimeException e) {
        assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
        return false;
      }
    };
  }

  private static String draft() {
    var key = Definitions.newKey("update");
    Flow.create(key, Definitions.valid().build());
    return key;
  }

  private static ExperimentDefinition named(String name) {
    return Definitions.valid().setName(name).build();
  }

  private static UpdateExperimentRequest update(
      String key, long version, ExperimentDefinition definition) {
    return UpdateExperimentRequest.newBuilder()
        .setKey(key)
        .setExpectedVersion(version)
        .setDefinition(definition)
        .build();
  }

  private static Experiment put(String key, long version, ExperimentDefinition definition) {
    return experiments(Tokens.ann())
        .updateExperiment(update(key, version, definition))
        .getExperiment();
  }

  private static Experiment get(String key) {
    return experiments(Tokens.ann())
        .getExperiment(GetExperimentRequest.newBuilder().setKey(key).build())
        .getExperiment();
  }
}
