package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.assignment.Calls.experiments;
import static plumbline.assignment.Refusals.invalidFields;
import static plumbline.assignment.Refusals.refused;

import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import plumbline.assignment.definition.CanonicalForm;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.GetExperimentRequest;
import plumbline.proto.assignment.v1.HaltExperimentRequest;
import plumbline.proto.assignment.v1.ListExperimentsRequest;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.assignment.v1.ReviewVerdict;
import plumbline.proto.assignment.v1.StartExperimentRequest;
import plumbline.proto.assignment.v1.StopExperimentRequest;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class LifecycleTest {

  @Test
  void fromDraftToHalted() {
    var key = Definitions.newKey("life");
    var draft = Flow.create(key, Definitions.valid().build());
    assertThat(draft.getState()).isEqualTo(ExperimentState.EXPERIMENT_STATE_DRAFT);
    assertThat(draft.getAuthor()).isEqualTo("ann");
    assertThat(draft.getDefinition()).isEqualTo(Definitions.valid().build());

    var submitted = Flow.submit(key);
    assertThat(submitted.getState()).isEqualTo(ExperimentState.EXPERIMENT_STATE_IN_REVIEW);
    assertThat(submitted.getPreRegistration().getSha256())
        .isEqualTo(CanonicalForm.sha256(submitted.getDefinition()));
    assertThat(submitted.getPreRegistration().getAuthor()).isEqualTo("ann");

    assertThat(Flow.approve(key).getState()).isEqualTo(ExperimentState.EXPERIMENT_STATE_APPROVED);
    assertThat(Flow.start(key).hasStartTime()).isTrue();
    assertThat(Flow.stop(key).getState()).isEqualTo(ExperimentState.EXPERIMENT_STATE_STOPPED);
    var halted = Flow.halt(key);
    assertThat(halted.getState()).isEqualTo(ExperimentState.EXPERIMENT_STATE_HALTED);
    assertThat(halted.getVersion()).isEqualTo(6);
    assertThat(Flow.halt(key)).as("halted again").isEqualTo(halted);
    assertThat(get(key)).isEqualTo(halted);
  }

  /** Whoever halts does not know whether the last try, or somebody else, was there before. */
  @Test
  void haltedAgainByAnybodyItStaysAsItWas() {
    var key = Flow.running("halt", Definitions.valid().build());
    var halted = Flow.halt(key);
    var again = HaltExperimentRequest.newBuilder().setKey(key).setReason("crashes rose").build();
    var other = Tokens.of("analysis-service", Duration.ofHours(1), "service");
    for (var token : List.of(Tokens.service(), other, Tokens.ann(), Tokens.rita())) {
      assertThat(experiments(token).haltExperiment(again).getExperiment()).isEqualTo(halted);
    }
    assertThat(Audit.of(key).getFirst())
        .as("the first reason, and who gave it")
        .isEqualTo("halt by tracking-service: orders fell");
  }

  @Test
  void aServiceStopsWhatHasReachedItsPlannedEnd() {
    var key = Flow.running("planned-end", Definitions.valid().build());
    var stop =
        StopExperimentRequest.newBuilder()
            .setKey(key)
            .setExpectedVersion(get(key).getVersion())
            .setReason("the planned end is past and the planned units are there")
            .build();
    var stopped = experiments(Tokens.service()).stopExperiment(stop).getExperiment();
    assertThat(stopped.getState()).isEqualTo(ExperimentState.EXPERIMENT_STATE_STOPPED);
    refused(Status.Code.ABORTED, () -> experiments(Tokens.service()).stopExperiment(stop));
    var whatever = stop.toBuilder().clearExpectedVersion().build();
    assertThat(
            refused(
                Status.Code.FAILED_PRECONDITION,
                () -> experiments(Tokens.service()).stopExperiment(whatever)))
        .hasMessageContaining("has been stopped");
  }

  @Test
  void whatWasSentBackMayBeSubmittedAgain() {
    var key = Definitions.newKey("again");
    Flow.create(key, Definitions.valid().build());
    Flow.submit(key);
    assertThat(Flow.reject(key).getState()).isEqualTo(ExperimentState.EXPERIMENT_STATE_REJECTED);
    assertThat(Flow.submit(key).getState()).isEqualTo(ExperimentState.EXPERIMENT_STATE_IN_REVIEW);
  }

  @Test
  void aStepOutOfTurnIsRefusedInWords() {
    var key = Definitions.newKey("turn");
    Flow.create(key, Definitions.valid().build());
    assertThat(refused(Status.Code.FAILED_PRECONDITION, () -> Flow.start(key)))
        .hasMessageContaining("still a draft")
        .hasMessageContaining("review board has approved it");
    refused(Status.Code.FAILED_PRECONDITION, () -> Flow.approve(key));
    refused(Status.Code.FAILED_PRECONDITION, () -> Flow.stop(key));
    refused(Status.Code.FAILED_PRECONDITION, () -> Flow.halt(key));
    Flow.submit(key);
    refused(Status.Code.FAILED_PRECONDITION, () -> Flow.submit(key));
    refused(Status.Code.FAILED_PRECONDITION, () -> Flow.start(key));
    Flow.approve(key);
    refused(Status.Code.FAILED_PRECONDITION, () -> Flow.reject(key));
    refused(Status.Code.FAILED_PRECONDITION, () -> Flow.stop(key));
    assertThat(get(key).getVersion()).as("nothing changed by refusals").isEqualTo(3);
    refused(Status.Code.NOT_FOUND, () -> Flow.start("no-such-experiment"));
  }

  @Test
  void nobodyReviewsTheirOwn() {
    var key = Definitions.newKey("own");
    var both = Tokens.of("bo", Duration.ofHours(1), "experimenter", "reviewer");
    experiments(both).createExperiment(Flow.creation(key, Definitions.valid().build()));
    Flow.submit(key);
    var review = Flow.verdict(key, ReviewVerdict.REVIEW_VERDICT_APPROVE);
    assertThat(
            refused(
                Status.Code.FAILED_PRECONDITION, () -> experiments(both).reviewExperiment(review)))
        .hasMessageContaining("somebody else");
  }

  @Test
  void aDraftMayLackWhatASubmissionNeeds() {
    var key = Definitions.newKey("thin");
    Flow.create(key, Definitions.valid().clearHypothesis().clearMetrics().build());
    assertThat(invalidFields(() -> Flow.submit(key)))
        .containsExactlyInAnyOrder(
            "definition.hypothesis",
            "definition.metrics",
            "definition.metrics",
            "definition.metrics");
    var two = Definitions.newKey("two");
    var second =
        Definitions.primary().setMetric(Definitions.metric("m2", MetricKind.METRIC_KIND_COUNT));
    assertThat(
            invalidFields(() -> Flow.create(two, Definitions.valid().addMetrics(second).build())))
        .containsExactly("definition.metrics");
    assertThat(second.getRole()).isEqualTo(MetricRole.METRIC_ROLE_PRIMARY);
  }

  @Test
  void creatingAgainAnswersWithWhatIsThere() {
    var key = Definitions.newKey("idem");
    var first = Flow.create(key, Definitions.valid().build());
    assertThat(Flow.create(key, Definitions.valid().build())).isEqualTo(first);
    var submitted = Flow.submit(key);
    assertThat(Flow.create(key, Definitions.valid().build()))
        .as("what submission filled in is no difference")
        .isEqualTo(submitted);
    refused(
        Status.Code.ALREADY_EXISTS,
        () -> Flow.create(key, Definitions.valid().setName("Other").build()));
    refused(
        Status.Code.ALREADY_EXISTS,
        () ->
            experiments(Tokens.admin())
                .createExperiment(Flow.creation(key, Definitions.valid().build())));
  }

  @Test
  void historyIsTakenInOnce() {
    var key = Definitions.newKey("hist");
    var request = Flow.history(key, Definitions.valid().build());
    var imported = experiments(Tokens.admin()).importExperiment(request).getExperiment();
    assertThat(imported.getState()).isEqualTo(ExperimentState.EXPERIMENT_STATE_STOPPED);
    assertThat(imported.getImported()).isTrue();
    assertThat(imported.getStartTime()).isEqualTo(Flow.PAST_START);
    assertThat(imported.getStopTime()).isEqualTo(Flow.PAST_END);
    assertThat(imported.hasPreRegistration()).isFalse();
    assertThat(experiments(Tokens.admin()).importExperiment(request).getExperiment())
        .isEqualTo(imported);
    var later = request.toBuilder().setEndTime(Flow.PAST_START.toBuilder().setNanos(1000)).build();
    refused(Status.Code.ALREADY_EXISTS, () -> experiments(Tokens.admin()).importExperiment(later));
  }

  @Test
  void aStaleVersionIsToldSo() {
    var key = Definitions.newKey("stale");
    Flow.create(key, Definitions.valid().build());
    Flow.submit(key);
    Flow.approve(key);
    var stale = StartExperimentRequest.newBuilder().setKey(key).setExpectedVersion(2).build();
    refused(Status.Code.ABORTED, () -> experiments(Tokens.ann()).startExperiment(stale));
  }

  @Test
  void ofTwoStartsAtOnceOneWins() throws Exception {
    for (var round = 0; round < 5; round++) {
      var key = Definitions.newKey("race");
      Flow.create(key, Definitions.valid().build());
      Flow.submit(key);
      Flow.approve(key);
      var start = StartExperimentRequest.newBuilder().setKey(key).setExpectedVersion(3).build();
      Callable<Boolean> attempt =
          () -> {
            try {
              experiments(Tokens.ann()).startExperiment(start);
              return true;
            } catch (io.grpc.StatusRuntimeException e) {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.ABORTED);
              return false;
            }
          };
      try (var pool = Executors.newFixedThreadPool(2)) {
        var both = pool.invokeAll(List.of(attempt, attempt));
        assertThat(List.of(both.get(0).get(), both.get(1).get()))
            .containsExactlyInAnyOrder(true, false);
      }
      assertThat(get(key).getVersion()).isEqualTo(4);
    }
  }

  @Test
  void theListIsPagedByKeyAndByState() {
    var prefix = Definitions.newKey("page");
    for (var i = 0; i < 3; i++) {
      Flow.create(prefix + "-" + i, Definitions.valid().build());
    }
    Flow.submit(prefix + "-1");
    var first =
        experiments(Tokens.ann())
            .listExperiments(
                ListExperimentsRequest.newBuilder().setPageSize(2).setPageToken(prefix).build());
    assertThat(first.getExperimentsList())
        .extracting(e -> e.getKey())
        .containsExactly(prefix + "-0", prefix + "-1");
    var rest =
        experiments(Tokens.ann())
            .listExperiments(
                ListExperimentsRequest.newBuilder()
                    .setPageSize(1)
                    .setPageToken(first.getNextPageToken())
                    .build());
    assertThat(rest.getExperiments(0).getKey()).isEqualTo(prefix + "-2");
    var inReview =
        experiments(Tokens.ann())
            .listExperiments(
                ListExperimentsRequest.newBuilder()
                    .setPageSize(1)
                    .setPageToken(prefix)
                    .addStates(ExperimentState.EXPERIMENT_STATE_IN_REVIEW)
                    .build());
    assertThat(inReview.getExperiments(0).getKey()).isEqualTo(prefix + "-1");
  }

  private static plumbline.proto.assignment.v1.Experiment get(String key) {
    return experiments(Tokens.ann())
        .getExperiment(GetExperimentRequest.newBuilder().setKey(key).build())
        .getExperiment();
  }
}
