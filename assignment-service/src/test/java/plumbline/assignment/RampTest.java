package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static plumbline.assignment.Calls.assignments;
import static plumbline.assignment.Calls.experiments;
import static plumbline.assignment.Refusals.invalidFields;
import static plumbline.assignment.Refusals.refused;

import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbline.assignment.definition.CanonicalForm;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.Assignment;
import plumbline.proto.assignment.v1.AssignmentRule;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.GetExperimentRequest;
import plumbline.proto.assignment.v1.RampExperimentRequest;
import plumbline.proto.assignment.v1.TrafficStep;

/** Traffic that grows by hand. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RampTest {
  private static final int UNITS = 2_000;

  @Test
  void whoWasInStaysInWithTheSameVariant() {
    var key = Flow.running("sticky", Definitions.valid().setTraffic(0.1).build());
    var tenth = served(key);
    assertThat(tenth.size()).isBetween(100, 320);
    ramp(key, 0.5);
    var half = served(key);
    assertThat(half).containsAllEntriesOf(tenth);
    assertThat(half.size()).isBetween(800, 1_200);
    ramp(key, 1);
    var all = served(key);
    assertThat(all).containsAllEntriesOf(half).hasSize(UNITS);
    // What the formula gives says nothing about the traffic: it is the same as without a ramp.
    all.forEach((unit, variant) ->
        assertThat(variant)
            .as(unit)
            .isEqualTo(Hash.of(unit + ":" + key) < 5_000 ? "control" : "one-page"));
    assertThat(tenth.keySet())
        .allMatch(unit -> Hash.of("plumbline:traffic:" + key + ":" + unit) < 1_000);
  }

  @Test
  void eachStepIsWrittenDownAndNothingThatWasFrozenChanges() {
    var key = Flow.running("steps", Definitions.valid().setTraffic(0.1).build());
    var started = get(key);
    assertThat(started.getTraffic()).isEqualTo(0.1);
    assertThat(started.getTrafficStepsList())
        .extracting(TrafficStep::getTraffic, TrafficStep::getAuthor, TrafficStep::getTime)
        .containsExactly(tuple(0.1, "ann", started.getStartTime()));

    var ramped = ramp(key, 0.4);
    assertThat(ramped.getTraffic()).isEqualTo(0.4);
    assertThat(ramped.getVersion()).isEqualTo(started.getVersion() + 1);
    assertThat(ramped.getTrafficStepsList())
        .extracting(TrafficStep::getTraffic, TrafficStep::getAuthor, TrafficStep::getReason)
        .containsExactly(tuple(0.1, "ann", "start"), tuple(0.4, "ann", "all is well"));
    assertThat(ramped.getDefinition()).isEqualTo(started.getDefinition());
    assertThat(ramped.getPreRegistration()).isEqualTo(started.getPreRegistration());
    assertThat(ramped.getPreRegistration().getSha256())
        .isEqualTo(CanonicalForm.sha256(ramped.getDefinition()));
    assertThat(get(key)).isEqualTo(ramped);
    assertThat(ramp(key, 0.4)).as("the same again").isEqualTo(ramped);
    assertThat(Audit.of(key)).startsWith("ramp by ann: all is well", "start by ann: ");
  }

  @Test
  void fewerThanNowAreRefusedInWords() {
    var key = Flow.running("shrink", Definitions.valid().build());
    assertThat(get(key).getTraffic()).as("everybody").isEqualTo(1);
    assertThat(refused(Status.Code.FAILED_PRECONDITION, () -> ramp(key, 0.29)))
        .hasMessageContaining("has 100 % of the traffic, which can only grow")
        .hasMessageContaining("at 29 %, units that were treated would be thrown out");
    assertThat(get(key).getTraffic()).isEqualTo(1);
  }

  @Test
  void onlyWhatRunsIsRamped() {
    var key = Definitions.newKey("early");
    Flow.create(key, Definitions.valid().setTraffic(0.5).build());
    assertThat(get(key).hasTraffic()).isFalse();
    assertThat(refused(Status.Code.FAILED_PRECONDITION, () -> ramp(key, 1)))
        .hasMessageContaining("still a draft")
        .hasMessageContaining("the traffic can grow while it is running");
    var stopped = Flow.running("late", Definitions.valid().setTraffic(0.5).build());
    Flow.stop(stopped);
    refused(Status.Code.FAILED_PRECONDITION, () -> ramp(stopped, 1));
    Flow.halt(stopped);
    refused(Status.Code.FAILED_PRECONDITION, () -> ramp(stopped, 1));
    assertThat(get(stopped).getTrafficStepsCount()).isEqualTo(1);
    refused(Status.Code.NOT_FOUND, () -> ramp("no-such-experiment", 1));
  }

  @Test
  void whoDidNotSeeTheNewestVersionIsToldSo() {
    var key = Flow.running("seen", Definitions.valid().setTraffic(0.5).build());
    var stale = request(key, 0.6).setExpectedVersion(3).build();
    refused(Status.Code.ABORTED, () -> experiments(Tokens.ann()).rampExperiment(stale));
    var seen = request(key, 0.6).setExpectedVersion(4).build();
    assertThat(experiments(Tokens.ann()).rampExperiment(seen).getExperiment().getVersion())
        .isEqualTo(5);
    refused(Status.Code.PERMISSION_DENIED, () -> experiments(Tokens.rita()).rampExperiment(seen));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -0.5, 1.0000001, Double.NaN, Double.POSITIVE_INFINITY})
  void whatIsNoShareIsNamed(double traffic) {
    var request =
        request("Not A Key", traffic).setExpectedVersion(-1).setReason("r".repeat(4_001)).build();
    assertThat(invalidFields(() -> experiments(Tokens.ann()).rampExperiment(request)))
        .containsExactlyInAnyOrder("key", "expected_version", "traffic", "reason");
  }

  /** The variants of the units that take part. */
  private static Map<String, String> served(String key) {
    var served = new HashMap<String, String>();
    for (var i = 0; i < UNITS; i++) {
      var assignment = assign(key, "u" + i);
      if (assignment.getRule() == AssignmentRule.ASSIGNMENT_RULE_VARIANT) {
        served.put("u" + i, assignment.getVariant());
      } else {
        assertThat(assignment.getRule()).isEqualTo(AssignmentRule.ASSIGNMENT_RULE_TRAFFIC);
      }
    }
    return served;
  }

  private static Assignment assign(String key, String unit) {
    return assignments(Tokens.client())
        .assign(AssignRequest.newBuilder().setExperiment(key).setUnit(unit).build())
        .getAssignment();
  }

  private static RampExperimentRequest.Builder request(String key, double traffic) {
    return RampExperimentRequest.newBuilder()
        .setKey(key)
        .setTraffic(traffic)
        .setReason("all is well");
  }

  private static Experiment ramp(String key, double traffic) {
    return experiments(Tokens.ann()).rampExperiment(request(key, traffic).build()).getExperiment();
  }

  private static Experiment get(String key) {
    return experiments(Tokens.ann())
        .getExperiment(GetExperimentRequest.newBuilder().setKey(key).build())
        .getExperiment();
  }
}
