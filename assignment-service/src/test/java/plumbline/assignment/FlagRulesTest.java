package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static plumbline.assignment.FlagDefinitions.bool;
import static plumbline.assignment.FlagDefinitions.experiment;
import static plumbline.assignment.FlagDefinitions.force;
import static plumbline.assignment.FlagDefinitions.number;
import static plumbline.assignment.FlagDefinitions.object;
import static plumbline.assignment.FlagDefinitions.rollout;
import static plumbline.assignment.FlagDefinitions.text;
import static plumbline.assignment.FlagDefinitions.valid;
import static plumbline.assignment.Refusals.invalidFields;
import static plumbline.assignment.Refusals.refused;

import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.Value;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import plumbline.proto.assignment.v1.FlagDefinition.Builder;
import plumbline.proto.assignment.v1.FlagRule;
import plumbline.proto.assignment.v1.FlagType;
import plumbline.proto.assignment.v1.ForceRule;

/** What of a flag's definition is refused, whatever else there is. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class FlagRulesTest {
  private static final double MAX = 9_007_199_254_740_991d;

  static Stream<Arguments> words() {
    return Stream.of(
        bad("description", d -> d.setDescription(" ")),
        bad("description", d -> d.setDescription("d".repeat(1001))),
        bad("description", d -> d.setDescription("bell\u0007")),
        bad("owner", Builder::clearOwner),
        bad("owner", d -> d.setOwner("o".repeat(201))),
        bad("type", Builder::clearType),
        bad("type", d -> d.setTypeValue(9)),
        bad("unit_type", Builder::clearUnitType),
        bad("unit_type", d -> d.setUnitTypeValue(9)),
        bad("tags[1]", d -> d.addTags("a").addTags("a")),
        bad("tags[0]", d -> d.addTags("t".repeat(65))),
        bad("tags", d -> d.addAllTags(IntStream.range(0, 21).mapToObj(i -> "t" + i).toList())),
        bad("", d -> d.setDefaultValue(text("x".repeat(300_000)))),
        bad(
            "",
            d ->
                d.setUnknownFields(
                    UnknownFieldSet.newBuilder()
                        .addField(999, UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                        .build())));
  }

  static Stream<Arguments> values() {
    return Stream.of(
        bad("default_value", Builder::clearDefaultValue),
        bad("default_value", d -> d.setDefaultValue(Value.getDefaultInstance())),
        bad("default_value", d -> d.setDefaultValue(bool(true))),
        bad("default_value", d -> of(d, FlagType.FLAG_TYPE_BOOLEAN, number(1))),
        bad("default_value", d -> of(d, FlagType.FLAG_TYPE_INTEGER, number(0.5))),
        bad("default_value", d -> of(d, FlagType.FLAG_TYPE_INTEGER, number(MAX + 1))),
        bad("default_value", d -> of(d, FlagType.FLAG_TYPE_NUMBER, number(Double.NaN))),
        bad("default_value", d -> of(d, FlagType.FLAG_TYPE_NUMBER, text("1"))),
        bad("default_value", d -> of(d, FlagType.FLAG_TYPE_OBJECT, text("{}"))),
        bad("default_value" + ".a".repeat(20), d -> of(d, FlagType.FLAG_TYPE_OBJECT, nested(20))),
        bad("rules[0].force.value", d -> d.addRules(force("a", "true", number(1)))),
        bad("rules[0].rollout.value", d -> d.addRules(rollout("a", 1, bool(true)))),
        bad("rules[0].rollout.share", d -> d.addRules(rollout("a", 1.01, text("v")))),
        bad("rules[0].rollout.share", d -> d.addRules(rollout("a", -0.01, text("v")))),
        bad("rules[0].rollout.share", d -> d.addRules(rollout("a", Double.NaN, text("v")))));
  }

  static Stream<Arguments> rules() {
    return Stream.of(
        bad("rules[0]", d -> d.addRules(FlagRule.newBuilder().setKey("a"))),
        bad("rules[0].key", d -> d.addRules(force("Not A Key", "true", text("v")))),
        bad("rules[0].key", d -> d.addRules(force("default", "true", text("v")))),
        bad("rules[1].key", d -> d.addRules(rollout("a", 1, text("v"))).addRules(d.getRules(0))),
        bad("rules[0].force.condition", d -> d.addRules(force("a", "", text("v")))),
        bad("rules[0].force.condition", d -> d.addRules(force("a", "country ==", text("v")))),
        bad(
            "rules[0].rollout.condition",
            d ->
                d.addRules(
                    edit(
                        rollout("a", 1, text("v")), r -> r.getRolloutBuilder().setCondition("1")))),
        bad("rules[0].experiment.experiment", d -> d.addRules(experiment("no-such"))),
        bad(
            "rules[0].experiment.experiment",
            d ->
                d.addRules(
                    edit(experiment("a"), r -> r.getExperimentBuilder().setExperiment("A")))),
        bad(
            "rules[1].experiment.experiment",
            d -> d.addRules(experiment("a")).addRules(edit(experiment("a"), r -> r.setKey("b")))),
        bad(
            "rules[0].experiment.rollout",
            d -> d.addRules(edit(experiment("a"), r -> r.getExperimentBuilder().setRollout(1.1)))),
        bad(
            "rules[0].description",
            d ->
                d.addRules(
                    edit(force("a", "true", text("v")), r -> r.setDescription("d".repeat(1001))))),
        bad(
            "rules",
            d ->
                IntStream.range(0, 51)
                    .mapToObj(i -> rollout("r" + i, 0.5, text("v")))
                    .reduce(d, Builder::addRules, (a, b) -> a)));
  }

  @ParameterizedTest(name = "{0} #{index}")
  @MethodSource({"words", "values", "rules"})
  void isRefusedNamingTheFieldAndNothingIsStored(String field, UnaryOperator<Builder> change) {
    var key = Definitions.newKey("bad");
    var definition = change.apply(valid()).build();
    assertThat(invalidFields(() -> FlagDefinitions.create(key, definition)))
        .contains(field.isEmpty() ? "definition" : "definition." + field);
    refused(Status.Code.NOT_FOUND, () -> FlagDefinitions.get(key));
  }

  @Test
  void everythingThatIsWrongIsNamedAtOnce() {
    var definition =
        valid().clearOwner().setDefaultValue(bool(true)).addRules(force("A", "a ==", number(1)));
    assertThat(invalidFields(() -> FlagDefinitions.create("Bad Key", definition.build())))
        .containsExactlyInAnyOrder(
            "key",
            "definition.owner",
            "definition.default_value",
            "definition.rules[0].key",
            "definition.rules[0].force.condition",
            "definition.rules[0].force.value");
  }

  @Test
  void whatIsAllowedIsTaken() {
    var all =
        valid()
            .addRules(force("staff", "email.endsWith(\"@us.example\")", text("")))
            .addRules(rollout("nobody", 0, text("v")))
            .addRules(
                edit(rollout("all", 1, text("v")), r -> r.getRolloutBuilder().setCondition("true")))
            .build();
    var key = Definitions.newKey("good");
    assertThat(FlagDefinitions.create(key, all).getDefinition()).isEqualTo(all);
    FlagDefinitions.made(of(valid(), FlagType.FLAG_TYPE_INTEGER, number(-MAX)));
    FlagDefinitions.made(of(valid(), FlagType.FLAG_TYPE_NUMBER, number(0.1)));
    FlagDefinitions.made(of(valid(), FlagType.FLAG_TYPE_BOOLEAN, bool(false)));
    var deepest = of(valid(), FlagType.FLAG_TYPE_OBJECT, nested(19));
    assertThat(FlagDefinitions.get(FlagDefinitions.made(deepest)).getDefinition())
        .isEqualTo(deepest.build());
    var fifty = valid();
    IntStream.range(0, 50).forEach(i -> fifty.addRules(rollout("r" + i, 0.5, text("v"))));
    FlagDefinitions.made(fifty);
  }

  @Test
  void aChangeIsHeldToTheSame() {
    var key = FlagDefinitions.made(valid());
    var bad = valid().addRules(force("a", "", ForceRule.getDefaultInstance().getValue()));
    assertThat(invalidFields(() -> FlagDefinitions.update(key, 0, bad.build())))
        .containsExactlyInAnyOrder(
            "expected_version",
            "definition.rules[0].force.condition",
            "definition.rules[0].force.value");
    assertThat(FlagDefinitions.get(key).getVersion()).isEqualTo(1);
  }

  /** An object with so many others in it, one in the other. */
  private static Value nested(int inner) {
    var value = object("a", bool(true));
    for (var i = 0; i < inner - 1; i++) {
      value = object("a", value);
    }
    return value;
  }

  private static Builder of(Builder definition, FlagType type, Value value) {
    return definition.setType(type).setDefaultValue(value);
  }

  private static FlagRule edit(FlagRule rule, Consumer<FlagRule.Builder> edit) {
    var edited = rule.toBuilder();
    edit.accept(edited);
    return edited.build();
  }

  private static Arguments bad(String field, UnaryOperator<Builder> change) {
    return arguments(field, change);
  }
}
