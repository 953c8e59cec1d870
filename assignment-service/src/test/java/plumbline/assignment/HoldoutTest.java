package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static plumbline.assignment.Calls.assignments;
import static plumbline.assignment.Calls.holdouts;
import static plumbline.assignment.Refusals.invalidFields;
import static plumbline.assignment.Refusals.refused;
import static plumbline.assignment.Refusals.said;

import io.grpc.Status;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.redis.client.Redis;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.Assignment;
import plumbline.proto.assignment.v1.AssignmentReason;
import plumbline.proto.assignment.v1.AssignmentRule;
import plumbline.proto.assignment.v1.CreateHoldoutRequest;
import plumbline.proto.assignment.v1.ForcedOverride;
import plumbline.proto.assignment.v1.GetHoldoutRequest;
import plumbline.proto.assignment.v1.Holdout;
import plumbline.proto.assignment.v1.ListHoldoutsRequest;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.assignment.v1.WatchExperimentsRequest;

@QuarkusTest
@QuarkusTestResource(Servers.class)
class HoldoutTest {
  private static final UnitType USER = UnitType.UNIT_TYPE_USER;

  @Inject Redis redis;

  @Test
  void whoIsHeldOutTakesNoPartInAnyExperimentThatNamesIt() {
    var holdout = make(0.0701).getKey();
    var first = Flow.running("held", Definitions.valid().addHoldouts(holdout).build());
    var second =
        Flow.running("held", Definitions.valid().addHoldouts(holdout).setTraffic(0.5).build());
    var others = Flow.running("free", Definitions.valid().build());
    var held = 0;
    for (var i = 0; i < 1_000; i++) {
      var unit = "u" + i;
      var out = Hash.of("plumbline:holdout:" + holdout + ":" + unit) < 701;
      held += out ? 1 : 0;
      assertThat(assign(first, unit).getRule() == AssignmentRule.ASSIGNMENT_RULE_HOLDOUT)
          .as(unit)
          .isEqualTo(out);
      assertThat(assign(second, unit).getRule() == AssignmentRule.ASSIGNMENT_RULE_HOLDOUT)
          .as(unit)
          .isEqualTo(out);
      if (out) {
        assertThat(assign(first, unit).getVariant()).isEmpty();
        assertThat(assign(first, unit).getReason())
            .isEqualTo(AssignmentReason.ASSIGNMENT_REASON_DEFAULT);
        assertThat(assign(others, unit).getRule())
            .isEqualTo(AssignmentRule.ASSIGNMENT_RULE_VARIANT);
      }
    }
    assertThat(held).isBetween(30, 130);
  }

  @Test
  void anOverrideComesBeforeAHoldoutAndAHoldoutBeforeEligibility() {
    var holdout = make(0.5).getKey();
    var in = unit(holdout, true);
    var out = unit(holdout, false);
    var definition =
        Definitions.valid()
            .addHoldouts(holdout)
            .setEligibility("false")
            .addOverrides(ForcedOverride.newBuilder().setUnit(in).setVariant("one-page"));
    var key = Flow.running("order", definition.build());
    assertThat(assign(key, in).getRule()).isEqualTo(AssignmentRule.ASSIGNMENT_RULE_OVERRIDE);
    assertThat(assign(key, in + "x").getRule())
        .isEqualTo(
            Hash.of("plumbline:holdout:" + holdout + ":" + in + "x") < 5_000
                ? AssignmentRule.ASSIGNMENT_RULE_HOLDOUT
                : AssignmentRule.ASSIGNMENT_RULE_NOT_ELIGIBLE);
    var unforced = Flow.running("order", definition.clearOverrides().build());
    assertThat(assign(unforced, in).getRule()).isEqualTo(AssignmentRule.ASSIGNMENT_RULE_HOLDOUT);
    assertThat(assign(unforced, out).getRule())
        .isEqualTo(AssignmentRule.ASSIGNMENT_RULE_NOT_ELIGIBLE);
  }

  @Test
  void isMadeOnceAndNeverChanges() {
    var request = request(Definitions.newKey("once"), 0.1);
    var made = holdouts(Tokens.admin()).createHoldout(request.build()).getHoldout();
    assertThat(made.getAuthor()).isEqualTo("adam");
    assertThat(made.hasCreateTime()).isTrue();
    assertThat(made.getShare()).isEqualTo(0.1);
    assertThat(made.getUnitType()).isEqualTo(USER);
    assertThat(made.getDescription()).isEqualTo("what do all experiments do together?");
    assertThat(holdouts(Tokens.admin()).createHoldout(request.build()).getHoldout())
        .as("the same again")
        .isEqualTo(made);
    assertThat(get(made.getKey())).isEqualTo(made);
    refused(
        Status.Code.ALREADY_EXISTS,
        () -> holdouts(Tokens.admin()).createHoldout(request.setShare(0.2).build()));
    assertThat(get(made.getKey())).isEqualTo(made);
    assertThat(Audit.of(made.getKey())).containsExactly("create by adam: ");
  }

  @Test
  void onlyAnAdministratorMakesOne() {
    var request = request(Definitions.newKey("mine"), 0.1).build();
    refused(Status.Code.PERMISSION_DENIED, () -> holdouts(Tokens.ann()).createHoldout(request));
    refused(Status.Code.NOT_FOUND, () -> get(request.getKey()));
  }

  @Test
  void whatIsWrongIsNamed() {
    var bad = CreateHoldoutRequest.newBuilder().setKey("Not A Key").setShare(1).setUnitTypeValue(9);
    assertThat(invalidFields(() -> holdouts(Tokens.admin()).createHoldout(bad.build())))
        .containsExactlyInAnyOrder("key", "unit_type", "share", "description");
    for (var share : List.of(0.0, -0.1, Double.NaN)) {
      var request = request("share", share).build();
      assertThat(invalidFields(() -> holdouts(Tokens.admin()).createHoldout(request)))
          .containsExactly("share");
    }
    var page = ListHoldoutsRequest.newBuilder().setPageSize(501).setPageToken("?").build();
    assertThat(invalidFields(() -> holdouts(Tokens.ann()).listHoldouts(page)))
        .containsExactlyInAnyOrder("page_size", "page_token");
    assertThat(invalidFields(() -> get("?"))).containsExactly("key");
  }

  @Test
  void aDefinitionNamesWhatExistsAndFits() {
    var users = make(0.1).getKey();
    var definition =
        Definitions.valid()
            .setUnitType(UnitType.UNIT_TYPE_DEVICE)
            .addHoldouts(users)
            .addHoldouts("no-such-holdout");
    var key = Definitions.newKey("names");
    assertThat(said("definition.holdouts[0]", () -> Flow.create(key, definition.build())))
        .isEqualTo("must be a holdout of the same unit type");
    assertThat(said("definition.holdouts[1]", () -> Flow.create(key, definition.build())))
        .isEqualTo("must be a holdout that exists");
    var twice = Definitions.valid().addHoldouts(users).addHoldouts(users).addHoldouts("N!");
    assertThat(invalidFields(() -> Flow.create(key, twice.build())))
        .containsExactly("definition.holdouts[1]", "definition.holdouts[2]");
    var many = Definitions.valid();
    for (var i = 0; i < 11; i++) {
      many.addHoldouts("h" + i);
    }
    assertThat(invalidFields(() -> Flow.create(key, many.build())))
        .containsExactly("definition.holdouts");
    assertThat(Flow.create(key, Definitions.valid().addHoldouts(users).build()).getDefinition())
        .satisfies(saved -> assertThat(saved.getHoldoutsList()).containsExactly(users));
    assertThat(Flow.submit(key).getDefinition().getHoldoutsList()).containsExactly(users);
  }

  @Test
  void travelsWithTheDefinitions() {
    var made = make(0.25);
    assertThat(new SharedRedis(redis).holdsHoldout(made.getKey())).isTrue();
    try (var watching = Watching.from(WatchExperimentsRequest.getDefaultInstance())) {
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(() -> assertThat(watching.versions()).isNotEmpty());
      assertThat(watching.last().getHoldoutsList()).contains(made);
      assertThat(watching.last().getHoldoutsList())
          .extracting(Holdout::getKey)
          .isSorted()
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void theListIsPagedByKey() {
    var prefix = Definitions.newKey("page");
    var made = new ArrayList<Holdout>();
    for (var i = 0; i < 3; i++) {
      made.add(
          holdouts(Tokens.admin())
              .createHoldout(request(prefix + "-" + i, 0.1).build())
              .getHoldout());
    }
    var first = ListHoldoutsRequest.newBuilder().setPageSize(2).setPageToken(prefix).build();
    var page = holdouts(Tokens.ann()).listHoldouts(first);
    assertThat(page.getHoldoutsList()).isEqualTo(made.subList(0, 2));
    var next = first.toBuilder().setPageSize(1).setPageToken(page.getNextPageToken()).build();
    assertThat(holdouts(Tokens.ann()).listHoldouts(next).getHoldoutsList())
        .containsExactly(made.get(2));
  }

  private static String unit(String holdout, boolean held) {
    for (var i = 0; ; i++) {
      if ((Hash.of("plumbline:holdout:" + holdout + ":v" + i) < 5_000) == held) {
        return "v" + i;
      }
    }
  }

  private static CreateHoldoutRequest.Builder request(String key, double share) {
    return CreateHoldoutRequest.newBuilder()
        .setKey(key)
        .setUnitType(USER)
        .setShare(share)
        .setDescription("what do all experiments do together?");
  }

  private static Holdout make(double share) {
    return holdouts(Tokens.admin())
        .createHoldout(request(Definitions.newKey("holdout"), share).build())
        .getHoldout();
  }

  private static Holdout get(String key) {
    return holdouts(Tokens.ann())
        .getHoldout(GetHoldoutRequest.newBuilder().setKey(key).build())
        .getHoldout();
  }

  private static Assignment assign(String key, String unit) {
    return assignments(Tokens.client())
        .assign(AssignRequest.newBuilder().setExperiment(key).setUnit(unit).build())
        .getAssignment();
  }
}
