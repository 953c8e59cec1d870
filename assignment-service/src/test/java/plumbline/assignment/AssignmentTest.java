package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.assignment.Calls.assignments;
import static plumbline.assignment.Definitions.variant;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.AssignAllRequest;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.Assignment;
import plumbline.proto.assignment.v1.AssignmentReason;
import plumbline.proto.assignment.v1.AssignmentRule;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExposureOutcome;
import plumbline.proto.assignment.v1.UnitType;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class AssignmentTest {
  private static final double[] WEIGHTS = {0.1, 0.2, 0.7};
  private static final List<String> VARIANTS = List.of("control", "b", "c");

  @Test
  void threeThousandUnitsGetWhatTheFormulaSays() {
    var key = Flow.running("formula", three().build());
    IntStream.range(0, 3000)
        .mapToObj(i -> "unité-" + i + (i % 7 == 0 ? "-😀" : ""))
        .forEach(unit -> {
          var assignment = assign(key, unit);
          assertThat(assignment.getVariant()).isEqualTo(VARIANTS.get(formula(unit, key)));
          assertThat(assignment.getPayload().getStringValue())
              .isEqualTo("payload of " + assignment.getVariant());
          assertThat(assignment.getReason()).isEqualTo(AssignmentReason.ASSIGNMENT_REASON_SPLIT);
        });
  }

  @Test
  void trafficLetsItsShareIn() {
    var key = Flow.running("traffic", three().setTraffic(0.07).build());
    for (var i = 0; i < 1000; i++) {
      var assignment = assign(key, "u" + i);
      var in = Hash.of("plumbline:traffic:" + key + ":u" + i) < 701;
      assertThat(assignment.getVariant()).isEqualTo(in ? VARIANTS.get(formula("u" + i, key)) : "");
      assertThat(assignment.getRule())
          .isEqualTo(
              in ? AssignmentRule.ASSIGNMENT_RULE_VARIANT : AssignmentRule.ASSIGNMENT_RULE_TRAFFIC);
    }
  }

  @Test
  void nobodyIsAssignedBeforeTheStart() {
    var key = Definitions.newKey("draft");
    Flow.create(key, three().build());
    var assignment = assign(key, "u1");
    assertThat(assignment.getRule()).isEqualTo(AssignmentRule.ASSIGNMENT_RULE_NOT_STARTED);
    assertThat(assignment.getReason()).isEqualTo(AssignmentReason.ASSIGNMENT_REASON_DISABLED);
    assertThat(assignment.getVariant()).isEmpty();
    assertThat(assignment.hasPayload()).isFalse();
  }

  @Test
  void stoppedGoesOnServingAndExposesNobody() {
    var key = Flow.running("stop", three().build());
    Flow.stop(key);
    for (var i = 0; i < 100; i++) {
      assertThat(assign(key, "u" + i).getVariant()).isEqualTo(VARIANTS.get(formula("u" + i, key)));
    }
    assertThat(exposure(key)).isEqualTo(ExposureOutcome.EXPOSURE_OUTCOME_NONE);
  }

  @Test
  void haltedServesControlToEverybody() {
    var key = Flow.running("halt", three().build());
    Flow.halt(key);
    for (var i = 0; i < 100; i++) {
      var assignment = assign(key, "u" + i);
      assertThat(assignment.getVariant()).isEqualTo("control");
      assertThat(assignment.getPayload().getStringValue()).isEqualTo("payload of control");
      assertThat(assignment.getRule()).isEqualTo(AssignmentRule.ASSIGNMENT_RULE_HALTED);
      assertThat(assignment.getReason()).isEqualTo(AssignmentReason.ASSIGNMENT_REASON_DISABLED);
    }
    assertThat(exposure(key)).isEqualTo(ExposureOutcome.EXPOSURE_OUTCOME_NONE);
  }

  @Test
  void allAtOnceAreTheOnesOfThatUnitTypeThatServe() {
    var devices = three().setUnitType(UnitType.UNIT_TYPE_DEVICE);
    var first = Flow.running("all", devices.build());
    var second = Flow.running("all", devices.build());
    var outside = Flow.running("all", devices.setTraffic(1e-4).build());
    var users = Flow.running("all", three().build());
    var unit = "device-1";
    assertThat(Hash.of("plumbline:traffic:" + outside + ":" + unit)).isPositive();
    var all =
        assignments(Tokens.client())
            .assignAll(
                AssignAllRequest.newBuilder()
                    .setUnit(unit)
                    .setUnitType(UnitType.UNIT_TYPE_DEVICE)
                    .build())
            .getAssignmentsList();
    assertThat(all)
        .contains(assign(first, unit), assign(second, unit))
        .isSortedAccordingTo((a, b) -> a.getExperiment().compareTo(b.getExperiment()));
    assertThat(all).extracting(Assignment::getExperiment).doesNotContain(outside, users);
  }

  private static ExperimentDefinition.Builder three() {
    return Definitions.valid()
        .clearVariants()
        .addVariants(variant("control", WEIGHTS[0]).setControl(true))
        .addVariants(variant("b", WEIGHTS[1]))
        .addVariants(variant("c", WEIGHTS[2]));
  }

  private static Assignment assign(String key, String unit) {
    return assignments(Tokens.client())
        .assign(AssignRequest.newBuilder().setExperiment(key).setUnit(unit).build())
        .getAssignment();
  }

  private static ExposureOutcome exposure(String key) {
    return assignments(Tokens.client())
        .assign(AssignRequest.newBuilder().setExperiment(key).setUnit("u1").setExpose(true).build())
        .getExposure();
  }

  /** The published walk, as it is written. */
  private static int formula(String unit, String key) {
    var bucket = Hash.of(unit + ":" + key);
    var cumulative = 0.0;
    for (var i = 0; i < WEIGHTS.length; i++) {
      cumulative += WEIGHTS[i] * 10000;
      if (bucket < cumulative) {
        return i;
      }
    }
    return WEIGHTS.length - 1;
  }
}
