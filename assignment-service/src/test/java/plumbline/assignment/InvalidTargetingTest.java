package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static plumbline.assignment.Calls.experiments;
import static plumbline.assignment.Refusals.invalidFields;
import static plumbline.assignment.Refusals.refused;

import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentDefinition.Builder;
import plumbline.proto.assignment.v1.ForcedOverride;
import plumbline.proto.assignment.v1.LayerSlots;
import plumbline.proto.assignment.v1.Prerequisite;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.assignment.v1.UpdateExperimentRequest;

/** What of the parts that say whom an experiment is for is refused, and when. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class InvalidTargetingTest {

  static Stream<Arguments> definitions() {
    return Stream.of(
        bad("eligibility", d -> d.setEligibility("country ==")),
        bad("eligibility", d -> d.setEligibility("'DE'")),
        bad("eligibility", d -> d.setEligibility("a".repeat(1001))),
        bad("layer.layer", d -> d.setLayer(slots("Main Page", 0, 1))),
        bad("layer.from_slot", d -> d.setLayer(slots("page", -1, 1))),
        bad("layer.from_slot", d -> d.setLayer(slots("page", 10_000, 10_001))),
        bad("layer.to_slot", d -> d.setLayer(slots("page", 5, 5))),
        bad("layer.to_slot", d -> d.setLayer(slots("page", 5, 10_001))),
        bad("overrides[0].unit", d -> d.addOverrides(override("", "control"))),
        bad("overrides[0].unit", d -> d.addOverrides(override("u".repeat(257), "control"))),
        bad("overrides[0].variant", d -> d.addOverrides(override("u", "other"))),
        bad(
            "overrides[1].unit",
            d -> d.addOverrides(override("u", "control")).addOverrides(override("u", "control"))),
        bad(
            "overrides",
            d ->
                IntStream.range(0, 1001)
                    .mapToObj(i -> override("u" + i, "control"))
                    .reduce(d, Builder::addOverrides, (a, b) -> a)),
        bad("prerequisites[0].key", d -> d.addPrerequisites(needs("Not A Key", "control"))),
        bad("prerequisites[0].key", d -> d.addPrerequisites(needs("no-such", "control"))),
        bad("prerequisites[0].variant", d -> d.addPrerequisites(needs("other", ""))),
        bad(
            "prerequisites",
            d ->
                IntStream.range(0, 11)
                    .mapToObj(i -> needs("e" + i, "control"))
                    .reduce(d, Builder::addPrerequisites, (a, b) -> a)));
  }

  @ParameterizedTest(name = "{0} #{index}")
  @MethodSource("definitions")
  void isRefusedNamingTheField(String field, UnaryOperator<Builder> change) {
    var definition = change.apply(Definitions.valid()).build();
    assertThat(invalidFields(() -> Flow.create(Definitions.newKey("bad"), definition)))
        .contains("definition." + field);
  }

  @Test
  void aRuleIsRefusedWithThePlaceAndWhatIsAllowed() {
    var definition = Definitions.valid().setEligibility("country == 'DE' &&\nage + 1 > 5").build();
    assertThat(
            refused(
                Status.Code.INVALID_ARGUMENT,
                () -> Flow.create(Definitions.newKey("bad"), definition)))
        .hasMessageContaining("definition.eligibility: is no rule, at line 2, column 5")
        .hasMessageContaining("allowed are attribute names");
  }

  @Test
  void aPrerequisiteIsOneOfTheOthersVariantsAndOfTheSameUnitType() {
    var base = Definitions.newKey("base");
    Flow.create(base, Definitions.valid().build());
    var wrong = Definitions.valid().addPrerequisites(needs(base, "three-page"));
    assertThat(invalidFields(() -> Flow.create(Definitions.newKey("bad"), wrong.build())))
        .containsExactly("definition.prerequisites[0].variant");
    var device =
        Definitions.valid()
            .setUnitType(UnitType.UNIT_TYPE_DEVICE)
            .addPrerequisites(needs(base, "control"));
    assertThat(invalidFields(() -> Flow.create(Definitions.newKey("bad"), device.build())))
        .containsExactly("definition.prerequisites[0].key");
  }

  @Test
  void prerequisitesGoFiveDeepAndNoFurther() {
    var key = Definitions.newKey("chain0");
    Flow.create(key, Definitions.valid().build());
    for (var i = 1; i <= 5; i++) {
      var next = Definitions.newKey("chain" + i);
      Flow.create(next, Definitions.valid().addPrerequisites(needs(key, "control")).build());
      key = next;
    }
    var deeper = Definitions.valid().addPrerequisites(needs(key, "control")).build();
    assertThat(invalidFields(() -> Flow.create(Definitions.newKey("deep"), deeper)))
        .containsExactly("definition.prerequisites");
  }

  @Test
  void aCircleIsRefusedWhenItWouldClose() {
    var first = Definitions.newKey("circle");
    var second = Definitions.newKey("circle");
    Flow.create(first, Definitions.valid().build());
    Flow.create(second, Definitions.valid().addPrerequisites(needs(first, "control")).build());
    assertThat(invalidFields(() -> update(first, needs(second, "control"))))
        .containsExactly("definition.prerequisites");
    assertThat(invalidFields(() -> update(first, needs(first, "control"))))
        .containsExactly("definition.prerequisites[0].key");
  }

  @Test
  void itStartsAfterItsPrerequisites() {
    var base = approved("base", Definitions.valid().build());
    var next =
        approved("next", Definitions.valid().addPrerequisites(needs(base, "control")).build());
    assertThat(refused(Status.Code.FAILED_PRECONDITION, () -> Flow.start(next)))
        .hasMessageContaining(base)
        .hasMessageContaining("serves nobody now");
    Flow.start(base);
    Flow.start(next);
  }

  @Test
  void slotsThatAnotherHasStartedWithAreRefusedAtTheStart() {
    var layer = Definitions.newKey("layer");
    var first = approved("first", layered(layer, 0, 5000));
    var second = approved("second", layered(layer, 4999, 10_000));
    var beside = approved("beside", layered(layer, 5000, 10_000));
    var elsewhere = approved("elsewhere", layered(Definitions.newKey("layer"), 0, 5000));
    Flow.start(first);
    assertThat(refused(Status.Code.FAILED_PRECONDITION, () -> Flow.start(second)))
        .hasMessageContaining("slots [4999, 10000) overlap with [0, 5000) of '" + first + "'");
    Flow.stop(first);
    refused(Status.Code.FAILED_PRECONDITION, () -> Flow.start(second));
    Flow.start(beside);
    Flow.start(elsewhere);
  }

  private static void update(String key, Prerequisite prerequisite) {
    experiments(Tokens.ann())
        .updateExperiment(
            UpdateExperimentRequest.newBuilder()
                .setKey(key)
                .setExpectedVersion(1)
                .setDefinition(Definitions.valid().addPrerequisites(prerequisite))
                .build());
  }

  private static String approved(String prefix, ExperimentDefinition definition) {
    var key = Definitions.newKey(prefix);
    Flow.create(key, definition);
    Flow.submit(key);
    Flow.approve(key);
    return key;
  }

  private static ExperimentDefinition layered(String layer, int from, int to) {
    return Definitions.valid().setLayer(slots(layer, from, to)).build();
  }

  private static LayerSlots slots(String layer, int from, int to) {
    return LayerSlots.newBuilder().setLayer(layer).setFromSlot(from).setToSlot(to).build();
  }

  private static ForcedOverride override(String unit, String variant) {
    return ForcedOverride.newBuilder().setUnit(unit).setVariant(variant).build();
  }

  private static Prerequisite needs(String key, String variant) {
    return Prerequisite.newBuilder().setKey(key).setVariant(variant).build();
  }

  private static Arguments bad(String field, UnaryOperator<Builder> change) {
    return arguments(field, change);
  }
}
