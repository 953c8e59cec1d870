package plumbline.system.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Value;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.CreateFlagRequest;
import plumbline.proto.assignment.v1.FlagDefinition;
import plumbline.proto.assignment.v1.FlagRule;
import plumbline.proto.assignment.v1.FlagType;
import plumbline.proto.assignment.v1.ForceRule;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.assignment.v1.ReviewVerdict;
import plumbline.proto.assignment.v1.RolloutRule;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.system.Experiments;
import plumbline.system.Stack;

/** Feature flags, as people see and change them. */
class FlagsTest {
  private static final Visitor EXPERIMENTER = Visitor.as("experimenter");
  private static final Visitor ANALYST = Visitor.as("analyst");

  @Test
  void aFlagIsMadeByAFormAndSaysHowCodeAsksForIt() {
    var made = EXPERIMENTER.post("/flags", fields("flags-made", "true"));
    assertThat(made.status()).as(made.text()).isEqualTo(303);

    assertThat(ANALYST.get(made.location()).text())
        .contains("The checkout on one page.", "true or false", "Everybody else gets true")
        .contains("/ofrep/v1/evaluate/flags/flags-made", "getBooleanValue(\"flags-made\", false")
        .contains("Last asked for never", "create by test-experimenter", "Tags shop, web");
    assertThat(ANALYST.get("/flags?owner=flags+team").text())
        .contains("flags-made", "its default", "never");
    assertThat(ANALYST.get("/flags?owner=nobody").text()).contains("No flag is like that.");
    assertThat(ANALYST.get("/flags?show=stale").text()).doesNotContain("flags-made");
  }

  @Test
  void whatIsWrongWithANewFlagIsSaidAtItsField() {
    var unread = EXPERIMENTER.post("/flags", fields("flags-wrong", "yes, please"));
    assertThat(unread.status()).isEqualTo(400);
    assertThat(unread.body())
        .contains("id=\"f-default-value-wrong\"", "value=\"yes, please\"", "value=\"flags team\"");

    var refused = EXPERIMENTER.post("/flags", fields("Flags Wrong", "12"));
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body()).contains("id=\"f-key-wrong\"", "id=\"f-default-value-wrong\"");
    assertThat(refused.text()).contains("Default value : must be", "Key : must");
  }

  @Test
  void aShareIsChangedWithAReason() {
    create("flags-rollout", rollout(0.25), force());

    var before = EXPERIMENTER.get("/flags/flags-rollout");
    assertThat(before.text())
        .contains("some Rollout Gives true to 25 % of the users.")
        .contains("staff Force Gives true to whom staff == true is true of.")
        .contains("Everybody else gets false");
    assertThat(before.body()).contains("name=\"share\" value=\"25\"");

    var change = Map.of("rule", "some", "share", "62.5", "reason", "it holds", "version", "1");
    var changed = EXPERIMENTER.post("/flags/flags-rollout/rollout", change);
    assertThat(changed.status()).as(changed.text()).isEqualTo(303);
    assertThat(ANALYST.get(changed.location()).text())
        .contains("Gives true to 62.5 % of the users.", "it holds", "0.25", "0.625");

    var stale = EXPERIMENTER.post("/flags/flags-rollout/rollout", change);
    assertThat(stale.status()).isEqualTo(409);
    assertThat(stale.text()).contains("Nothing was changed", "version 2");
  }

  @Test
  void aShareThatIsNoneIsRefusedAndStaysAsItWasTyped() {
    create("flags-share", rollout(0.25), force());

    for (var share : new String[] {"150", "half"}) {
      var refused =
          EXPERIMENTER.post(
              "/flags/flags-share/rollout",
              Map.of("rule", "some", "share", share, "reason", "it holds", "version", "1"));
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.body())
          .contains("value=\"" + share + "\"", "aria-invalid=\"true\"", "id=\"wrong-some\"")
          .contains("value=\"it holds\"");
    }
    var none =
        EXPERIMENTER.post(
            "/flags/flags-share/rollout",
            Map.of("rule", "staff", "share", "10", "reason", "", "version", "1"));
    assertThat(none.status()).isEqualTo(400);
    assertThat(ANALYST.get("/flags/flags-share").text()).contains("to 25 % of the users");
  }

  @Test
  void whatADecidedExperimentLeftIsSaid() {
    create("flags-decided");
    drive("flags-decided", "flags-experiment");
    assertThat(ANALYST.get("/flags/flags-decided").text())
        .contains("The experiment is running: each of its users gets the variant");
    var early =
        EXPERIMENTER.post("/flags/flags-decided/archive", Map.of("reason", "we are in a hurry"));
    assertThat(early.status()).isEqualTo(409);
    assertThat(early.text()).contains("Nothing was changed", "cannot be archived");
    assertThat(early.body()).contains("value=\"we are in a hurry\"");

    Experiments.abandon("flags-experiment");
    var page = ANALYST.get("/flags/flags-decided");
    assertThat(page.text())
        .contains(
            "Serves \u201ccontrol\u201d (false) to 100 % of the users that the experiment was for,"
                + " as decided: abandoned.")
        .contains("Since ");
    assertThat(page.body()).contains("href=\"/experiments/flags-experiment\"");
    assertThat(ANALYST.get("/flags?owner=flags+team").text())
        .contains("experiment flags-experiment");
  }

  @Test
  void aFlagIsArchivedAndRestoredWithAReason() {
    create("flags-archived");
    var archived =
        EXPERIMENTER.post("/flags/flags-archived/archive", Map.of("reason", "it is in the code"));
    assertThat(archived.status()).as(archived.text()).isEqualTo(303);
    assertThat(EXPERIMENTER.get("/flags/flags-archived").text())
        .contains("Archived", "it is in the code", "Take it into use again");
    assertThat(ANALYST.get("/flags?owner=flags+team").text()).doesNotContain("flags-archived");
    assertThat(ANALYST.get("/flags?show=archived&owner=flags+team").text())
        .contains("flags-archived archived");

    var restored = EXPERIMENTER.post("/flags/flags-archived/restore", Map.of("reason", "not yet"));
    assertThat(restored.status()).isEqualTo(303);
    assertThat(EXPERIMENTER.get("/flags/flags-archived").text())
        .contains("not yet", "Take it out of use");
  }

  @Test
  void whatARoleMayNotDoIsNeitherOfferedNorDone() {
    create("flags-kept", rollout(0.25));

    assertThat(ANALYST.get("/flags").body()).doesNotContain("/flags/new");
    assertThat(ANALYST.get("/flags/flags-kept").body())
        .doesNotContain("/rollout", "/archive", "Change share");
    var change = Map.of("rule", "some", "share", "100", "reason", "", "version", "1");
    assertThat(ANALYST.post("/flags/flags-kept/rollout", change).status()).isEqualTo(403);
    assertThat(ANALYST.post("/flags/flags-kept/archive", Map.of()).status()).isEqualTo(403);
    assertThat(ANALYST.get("/flags/flags-kept").text())
        .contains("to 25 % of the users")
        .doesNotContain("Archived");
  }

  @Test
  void hostileTextIsShownAsItIs() {
    var hostile = "<script>alert('f')</script>";
    var fields = fields("flags-hostile", "true");
    fields.put("description", hostile);
    assertThat(EXPERIMENTER.post("/flags", fields).status()).isEqualTo(303);

    for (var path : new String[] {"/flags/flags-hostile", "/flags?owner=flags+team"}) {
      var page = ANALYST.get(path);
      assertThat(page.text()).contains(hostile);
      assertThat(page.body()).doesNotContain("<script>alert");
    }
  }

  /** Starts an experiment whose treatment is true. */
  private static void drive(String flag, String experiment) {
    var definition =
        Experiments.definition("control", "treatment")
            .setFlag(flag)
            .addMetrics(
                Experiments.metric(
                    "orders",
                    MetricKind.METRIC_KIND_PROPORTION,
                    "order",
                    MetricRole.METRIC_ROLE_PRIMARY));
    definition.getVariantsBuilder(0).setPayload(of(false));
    definition.getVariantsBuilder(1).setPayload(of(true));
    Experiments.create(experiment, definition);
    Experiments.submit(experiment);
    Experiments.review(experiment, ReviewVerdict.REVIEW_VERDICT_APPROVE);
    Experiments.startApproved(experiment);
  }

  private static Map<String, String> fields(String key, String value) {
    return new HashMap<>(
        Map.of(
            "key", key,
            "description", "The checkout on one page.",
            "owner", "flags team",
            "type", "FLAG_TYPE_BOOLEAN",
            "default_value", value,
            "unit_type", "UNIT_TYPE_USER",
            "tags", "shop, web"));
  }

  private static void create(String key, FlagRule... rules) {
    var definition =
        FlagDefinition.newBuilder()
            .setDescription("Whether search goes by meaning")
            .setOwner("flags team")
            .setType(FlagType.FLAG_TYPE_BOOLEAN)
            .setDefaultValue(of(false))
            .setUnitType(UnitType.UNIT_TYPE_USER);
    for (var rule : rules) {
      definition.addRules(rule);
    }
    Stack.as("experimenter")
        .flags()
        .createFlag(CreateFlagRequest.newBuilder().setKey(key).setDefinition(definition).build());
  }

  private static FlagRule rollout(double share) {
    return FlagRule.newBuilder()
        .setKey("some")
        .setRollout(RolloutRule.newBuilder().setShare(share).setValue(of(true)))
        .build();
  }

  private static FlagRule force() {
    return FlagRule.newBuilder()
        .setKey("staff")
        .setForce(ForceRule.newBuilder().setCondition("staff == true").setValue(of(true)))
        .build();
  }

  private static Value of(boolean value) {
    return Value.newBuilder().setBoolValue(value).build();
  }
}
