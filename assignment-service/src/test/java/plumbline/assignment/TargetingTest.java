package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.assignment.Calls.assignments;

import com.google.protobuf.Value;
import com.google.protobuf.util.Values;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import plumbline.engine.bucketing.Bucketing;
import plumbline.proto.assignment.v1.AssignAllRequest;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.AssignResponse;
import plumbline.proto.assignment.v1.Assignment;
import plumbline.proto.assignment.v1.AssignmentReason;
import plumbline.proto.assignment.v1.AssignmentRule;
import plumbline.proto.assignment.v1.ExposureOutcome;
import plumbline.proto.assignment.v1.ForcedOverride;
import plumbline.proto.assignment.v1.LayerSlots;
import plumbline.proto.assignment.v1.Prerequisite;
import plumbline.proto.assignment.v1.UnitType;

/** Who an experiment is for, as callers are told it. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class TargetingTest {
  private static final Map<String, Value> NONE = Map.of();

  @Test
  void attributesOfEachTypeDecide() {
    var rule = "country == \"DE\" && age >= 18 && premium";
    var key = Flow.running("cel", Definitions.valid().setEligibility(rule).build());
    var fits = Map.of("country", Values.of("DE"), "age", Values.of(18), "premium", Values.of(true));
    assertThat(assign(key, "u", fits).getRule()).isEqualTo(AssignmentRule.ASSIGNMENT_RULE_VARIANT);
    assertNotEligible(key, "country", Values.of("FR"), fits);
    assertNotEligible(key, "age", Values.of(17.9), fits);
    assertNotEligible(key, "premium", Values.of(false), fits);
    var missing = new HashMap<>(fits);
    missing.remove("age");
    assertLeftOut(assign(key, "u", missing), AssignmentRule.ASSIGNMENT_RULE_NOT_ELIGIBLE);
    assertLeftOut(assign(key, "u", NONE), AssignmentRule.ASSIGNMENT_RULE_NOT_ELIGIBLE);
    assertThat(errors(key)).as("neither is an error").isEqualTo(0);
  }

  @Test
  void whatDoesNotFitTheRuleIsNotEligibleAndCounted() {
    var key = Flow.running("celerr", Definitions.valid().setEligibility("age > 18").build());
    var word = Map.of("age", Values.of("nineteen"));
    for (var i = 0; i < 3; i++) {
      assertLeftOut(assign(key, "u" + i, word), AssignmentRule.ASSIGNMENT_RULE_NOT_ELIGIBLE);
    }
    assertThat(errors(key)).isEqualTo(3);
  }

  @Test
  void anOverrideServesItsVariantUntilTheHaltAndNeverExposes() {
    var definition =
        Definitions.valid()
            .setEligibility("false")
            .addOverrides(ForcedOverride.newBuilder().setUnit("qa-1").setVariant("one-page"))
            .build();
    var key = Flow.running("force", definition);
    var reply = expose(key, "qa-1");
    assertThat(reply.getAssignment().getVariant()).isEqualTo("one-page");
    assertThat(reply.getAssignment().getPayload()).isEqualTo(Values.of("payload of one-page"));
    assertThat(reply.getAssignment().getRule()).isEqualTo(AssignmentRule.ASSIGNMENT_RULE_OVERRIDE);
    assertThat(reply.getAssignment().getReason())
        .isEqualTo(AssignmentReason.ASSIGNMENT_REASON_TARGETING_MATCH);
    assertThat(reply.getExposure()).isEqualTo(ExposureOutcome.EXPOSURE_OUTCOME_NONE);
    assertLeftOut(assign(key, "qa-2", NONE), AssignmentRule.ASSIGNMENT_RULE_NOT_ELIGIBLE);
    Flow.halt(key);
    var halted = assign(key, "qa-1", NONE);
    assertThat(halted.getVariant()).isEqualTo("control");
    assertThat(halted.getPayload()).isEqualTo(Values.of("payload of control"));
    assertThat(halted.getRule()).isEqualTo(AssignmentRule.ASSIGNMENT_RULE_HALTED);
  }

  @Test
  void twoInOneLayerNeverShareAUnit() {
    var layer = Definitions.newKey("layer");
    var first = Flow.running("low", Definitions.valid().setLayer(slots(layer, 0, 4000)).build());
    var second =
        Flow.running("high", Definitions.valid().setLayer(slots(layer, 4000, 10_000)).build());
    for (var i = 0; i < 300; i++) {
      var low = Bucketing.layerBucket(layer, "u" + i) < 4000;
      assertThat(assign(first, "u" + i, NONE).getRule()).isEqualTo(layered(low));
      assertThat(assign(second, "u" + i, NONE).getRule()).isEqualTo(layered(!low));
    }
  }

  @Test
  void aPrerequisiteIsAskedInTheSameBreath() {
    var base = Flow.running("base", Definitions.valid().setEligibility("country == 'DE'").build());
    var next = Flow.running("next", Definitions.valid().addPrerequisites(treated(base)).build());
    var german = Map.of("country", Values.of("DE"));
    for (var i = 0; i < 200; i++) {
      var treated = assign(base, "u" + i, german).getVariant().equals("one-page");
      var expected =
          treated
              ? AssignmentRule.ASSIGNMENT_RULE_VARIANT
              : AssignmentRule.ASSIGNMENT_RULE_PREREQUISITE;
      assertThat(assign(next, "u" + i, german).getRule()).isEqualTo(expected);
      assertLeftOut(assign(next, "u" + i, NONE), AssignmentRule.ASSIGNMENT_RULE_PREREQUISITE);
    }
    Flow.halt(base);
    for (var i = 0; i < 20; i++) {
      assertLeftOut(assign(next, "u" + i, german), AssignmentRule.ASSIGNMENT_RULE_PREREQUISITE);
    }
  }

  @Test
  void allAtOnceAreDecidedByTheAttributesToo() {
    var accounts = Definitions.valid().setUnitType(UnitType.UNIT_TYPE_ACCOUNT);
    var key = Flow.running("acc", accounts.setEligibility("seats > 10").build());
    var request =
        AssignAllRequest.newBuilder().setUnit("a1").setUnitType(UnitType.UNIT_TYPE_ACCOUNT);
    assertThat(assignments(Tokens.client()).assignAll(request.build()).getAssignmentsList())
        .extracting(Assignment::getExperiment)
        .doesNotContain(key);
    request.putAttributes("seats", Values.of(11));
    assertThat(assignments(Tokens.client()).assignAll(request.build()).getAssignmentsList())
        .extracting(Assignment::getExperiment)
        .contains(key);
  }

  private static void assertNotEligible(
      String key, String name, Value value, Map<String, Value> others) {
    var attributes = new HashMap<>(others);
    attributes.put(name, value);
    assertLeftOut(assign(key, "u", attributes), AssignmentRule.ASSIGNMENT_RULE_NOT_ELIGIBLE);
  }

  private static void assertLeftOut(Assignment assignment, AssignmentRule rule) {
    assertThat(assignment.getRule()).isEqualTo(rule);
    assertThat(assignment.getReason()).isEqualTo(AssignmentReason.ASSIGNMENT_REASON_DEFAULT);
    assertThat(assignment.getVariant()).isEmpty();
    assertThat(assignment.hasPayload()).isFalse();
  }

  private static AssignmentRule layered(boolean in) {
    return in ? AssignmentRule.ASSIGNMENT_RULE_VARIANT : AssignmentRule.ASSIGNMENT_RULE_LAYER;
  }

  private static Prerequisite treated(String key) {
    return Prerequisite.newBuilder().setKey(key).setVariant("one-page").build();
  }

  private static LayerSlots slots(String layer, int from, int to) {
    return LayerSlots.newBuilder().setLayer(layer).setFromSlot(from).setToSlot(to).build();
  }

  private static Assignment assign(String key, String unit, Map<String, Value> attributes) {
    return assignments(Tokens.client())
        .assign(
            AssignRequest.newBuilder()
                .setExperiment(key)
                .setUnit(unit)
                .putAllAttributes(attributes)
                .build())
        .getAssignment();
  }

  private static AssignResponse expose(String key, String unit) {
    return assignments(Tokens.client())
        .assign(
            AssignRequest.newBuilder().setExperiment(key).setUnit(unit).setExpose(true).build());
  }

  /** What the metric says of the experiment. */
  private static double errors(String key) {
    return Shown.value("plumbline_eligibility_errors_total{experiment=\"" + key + "\"}");
  }
}
