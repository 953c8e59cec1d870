package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.assignment.FlagContexts.NOBODY;
import static plumbline.assignment.FlagContexts.user;
import static plumbline.assignment.FlagContexts.with;
import static plumbline.assignment.FlagDefinitions.bool;
import static plumbline.assignment.FlagDefinitions.force;
import static plumbline.assignment.FlagDefinitions.made;
import static plumbline.assignment.FlagDefinitions.number;
import static plumbline.assignment.FlagDefinitions.object;
import static plumbline.assignment.FlagDefinitions.rollout;
import static plumbline.assignment.FlagDefinitions.text;
import static plumbline.assignment.FlagDefinitions.valid;
import static plumbline.assignment.Refusals.refused;

import com.google.protobuf.Value;
import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumbline.assignment.FlagdVersion.Resolved;
import plumbline.proto.assignment.v1.FlagDefinition;
import plumbline.proto.assignment.v1.FlagType;
import plumbline.proto.assignment.v1.UnitType;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class FlagdTest {
  private static final Map<String, Value> BY_DEFAULT = Map.of("rule", text("DEFAULT"));

  @ParameterizedTest
  @EnumSource
  void everyTypeIsAnsweredInItsOwn(FlagdVersion version) {
    var object = object("pages", number(1.5));
    answers(version, "Boolean", flag(FlagType.FLAG_TYPE_BOOLEAN, bool(true)), true);
    answers(version, "String", flag(FlagType.FLAG_TYPE_STRING, text("été 😀")), "été 😀");
    answers(version, "Float", flag(FlagType.FLAG_TYPE_NUMBER, number(0.1)), 0.1);
    answers(version, "Object", flag(FlagType.FLAG_TYPE_OBJECT, object), object.getStructValue());
    var whole = flag(FlagType.FLAG_TYPE_INTEGER, number(-9_007_199_254_740_991.0));
    answers(version, "Int", whole, -9_007_199_254_740_991L);
    answers(version, "Float", whole, -9_007_199_254_740_991.0);
  }

  /** A client for Node takes what is not set for its own default. */
  @ParameterizedTest
  @EnumSource
  void aValueThatIsZeroIsAValue(FlagdVersion version) {
    answers(version, "Boolean", flag(FlagType.FLAG_TYPE_BOOLEAN, bool(false)), false);
    answers(version, "String", flag(FlagType.FLAG_TYPE_STRING, text("")), "");
    answers(version, "Float", flag(FlagType.FLAG_TYPE_NUMBER, number(0)), 0.0);
    answers(version, "Int", flag(FlagType.FLAG_TYPE_INTEGER, number(0)), 0L);
    var empty = Value.newBuilder().setStructValue(NOBODY).build();
    answers(version, "Object", flag(FlagType.FLAG_TYPE_OBJECT, empty), NOBODY);
  }

  @ParameterizedTest
  @EnumSource
  void theRuleThatDecidedIsNamed(FlagdVersion version) {
    var key =
        made(
            valid()
                .addRules(force("staff", "staff == true", text("all")))
                .addRules(rollout("half", 0.5, text("some"))));
    var staff = version.resolve("String", key, with(user("u1"), "staff", bool(true)));
    assertThat(staff)
        .isEqualTo(
            new Resolved(
                "all",
                "TARGETING_MATCH",
                "staff",
                Map.of("rule", text("FORCE"), "flagRule", text("staff"))));
    IntStream.range(0, 200)
        .mapToObj(i -> "unité-" + i + (i % 7 == 0 ? "-😀" : ""))
        .forEach(unit -> {
          var in = Hash.of("plumbline:rollout:" + key + ":" + unit) < 5000;
          assertThat(version.resolve("String", key, user(unit)))
              .isEqualTo(
                  in
                      ? new Resolved(
                          "some",
                          "SPLIT",
                          "half",
                          Map.of("rule", text("ROLLOUT"), "flagRule", text("half")))
                      : new Resolved("three pages", "DEFAULT", "default", BY_DEFAULT));
        });
  }

  @ParameterizedTest
  @EnumSource
  void anAccountIsWhoTheContextSaysThatItIs(FlagdVersion version) {
    var key =
        made(
            valid()
                .setUnitType(UnitType.UNIT_TYPE_ACCOUNT)
                .addRules(rollout("all", 1, text("one page"))));
    var context = with(user("u1"), "account", text("acme"));
    assertThat(version.resolve("String", key, context).value()).isEqualTo("one page");
    var refusal =
        refused(
            Status.Code.FAILED_PRECONDITION, () -> version.resolve("String", key, user("acme")));
    assertThat(refusal.getStatus().getDescription()).contains("account");
  }

  @ParameterizedTest
  @EnumSource
  void whatCannotBeEvaluatedHasTheCodeThatClientsKnow(FlagdVersion version) {
    var key = made(valid().addRules(rollout("all", 1, text("one page"))));
    refused(Status.Code.NOT_FOUND, () -> version.resolve("String", "no-such-flag", user("u1")));
    refused(Status.Code.NOT_FOUND, () -> version.resolve("String", "Not A Key", user("u1")));
    for (var other : new String[] {"Boolean", "Float", "Int", "Object"}) {
      refused(Status.Code.INVALID_ARGUMENT, () -> version.resolve(other, key, user("u1")));
    }
    var number = flag(FlagType.FLAG_TYPE_NUMBER, number(1));
    refused(Status.Code.INVALID_ARGUMENT, () -> version.resolve("Int", number, user("u1")));
    refused(Status.Code.FAILED_PRECONDITION, () -> version.resolve("String", key, NOBODY));
    refused(Status.Code.FAILED_PRECONDITION, () -> version.resolve("String", key, user("a\nb")));
    var seven = with(NOBODY, "targetingKey", number(7));
    refused(Status.Code.FAILED_PRECONDITION, () -> version.resolve("String", key, seven));
    FlagDefinitions.archive(key);
    refused(Status.Code.NOT_FOUND, () -> version.resolve("String", key, user("u1")));
  }

  @Test
  void aFlagThatDoesNotGoByUnitsNeedsNone() {
    var key = made(valid().addRules(force("staff", "staff == true", text("all"))));
    var context = with(NOBODY, "staff", bool(true));
    assertThat(FlagdVersion.V2.resolve("String", key, context).value()).isEqualTo("all");
    assertThat(FlagdVersion.V2.resolve("String", key, NOBODY).reason()).isEqualTo("DEFAULT");
  }

  private static void answers(FlagdVersion version, String kind, String key, Object value) {
    assertThat(version.resolve(kind, key, NOBODY))
        .isEqualTo(new Resolved(value, "STATIC", "default", BY_DEFAULT));
  }

  private static String flag(FlagType type, Value value) {
    FlagDefinition.Builder definition = valid().setType(type).setDefaultValue(value);
    return made(definition);
  }
}
