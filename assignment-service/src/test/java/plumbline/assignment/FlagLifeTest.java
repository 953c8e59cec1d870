package plumbline.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static plumbline.assignment.FlagDefinitions.bool;
import static plumbline.assignment.FlagDefinitions.force;
import static plumbline.assignment.FlagDefinitions.rollout;
import static plumbline.assignment.FlagDefinitions.text;
import static plumbline.assignment.FlagDefinitions.valid;
import static plumbline.assignment.Refusals.refused;
import static plumbline.proto.assignment.v1.DecisionOutcome.DECISION_OUTCOME_KEEP_CONTROL;
import static plumbline.proto.assignment.v1.DecisionOutcome.DECISION_OUTCOME_SHIP;

import com.google.protobuf.Struct;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.CreateHoldoutRequest;
import plumbline.proto.assignment.v1.DecisionOutcome;
import plumbline.proto.assignment.v1.FlagRule;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.flagd.v1.ResolveStringRequest;
import plumbline.proto.flagd.v1.ServiceGrpc;

/** What a flag serves from before its experiment to after the decision, by a formula of our own. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class FlagLifeTest {
  private static final int UNITS = 1_000;
  private static final String TREATMENT = "payload of one-page";
  private static final String CONTROL = "payload of control";
  private static final FlagRule STAFF = force("staff", "staff", text("for staff"));
  private static final FlagRule SOME = rollout("some", 0.3, text("two pages"));

  private RecordingAnalysis analysis;

  @BeforeEach
  void start() {
    Tokens.writeServiceToken();
    analysis = RecordingAnalysis.start();
  }

  @AfterEach
  void stop() throws InterruptedException {
    analysis.close();
  }

  @Test
  void theWinnerIsRolledOutAndNobodyWhoWasTreatedIsThrownOut() {
    var life = new Watched();
    var treated = life.who(TREATMENT);
    assertThat(treated).as("before the start").isEmpty();
    life.serves(life::otherwise);
    FlagDefinitions.rules(life.flag, STAFF, life.rule(0.5), SOME);
    life.serves(life::otherwise);
    Flow.start(life.key);
    life.serves(life::assigned);
    treated = life.who(TREATMENT);
    assertThat(treated).hasSizeBetween(40, 170);
    Flow.stop(life.key);
    life.serves(life::assigned);
    decide(life.key, DECISION_OUTCOME_SHIP, "one-page");
    // 0.3 of the buckets are the winner's: of the 0.7 others, (0.5 - 0.3) / 0.7 follow.
    life.serves(i -> life.shipped(i, 2_858));
    assertThat(life.who(TREATMENT)).containsAll(treated).hasSizeBetween(240, 440);
    FlagDefinitions.rules(life.flag, STAFF, life.rule(0.1), SOME);
    life.serves(i -> life.shipped(i, 0));
    assertThat(life.who(TREATMENT)).containsAll(treated);
    FlagDefinitions.rules(life.flag, STAFF, life.rule(1), SOME);
    life.serves(i -> life.shipped(i, 10_000));
    assertThat(life.who(TREATMENT)).containsAll(treated).hasSizeBetween(550, 740);
  }

  @Test
  void aHaltAndAKeptControlGiveControl() {
    var life = new Watched();
    Flow.start(life.key);
    life.serves(life::assigned);
    Flow.halt(life.key);
    life.serves(i -> life.takesPart(i) ? CONTROL : life.otherwise(i));
    decide(life.key, DECISION_OUTCOME_KEEP_CONTROL, "");
    life.serves(i -> life.isFor(i) ? CONTROL : life.otherwise(i));
    FlagDefinitions.rules(life.flag, STAFF, SOME);
    life.serves(life::otherwise);
    FlagDefinitions.archive(life.flag);
    refused(Status.Code.NOT_FOUND, () -> life.served(1));
  }

  private void decide(String key, DecisionOutcome outcome, String variant) {
    Board.sayOfResults(Tokens.rita(), key, Board.APPROVE, "");
    analysis.say(Verdicts.recommending(Life.get(key), outcome, variant));
    // The channel may still be waiting to look again for the last test's.
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
        .until(() -> Verdicts.decide(key, outcome, variant).hasDecision());
  }

  /** A flag, its experiment, and what each of a thousand units is to get. */
  private static final class Watched {
    final String holdout = Definitions.newKey("holdout");
    final String flag = FlagDefinitions.made(valid().addRules(STAFF).addRules(SOME));
    final String key = Definitions.newKey("life");

    Watched() {
      Calls.holdouts(Tokens.admin())
          .createHoldout(
              CreateHoldoutRequest.newBuilder()
                  .setKey(holdout)
                  .setUnitType(UnitType.UNIT_TYPE_USER)
                  .setShare(0.1)
                  .setDescription("what do all experiments do together?")
                  .build());
      var definition =
          Definitions.valid()
              .setFlag(flag)
              .setTraffic(0.6)
              .setEligibility("country == \"DE\"")
              .addHoldouts(holdout);
      definition.getVariantsBuilder(0).setWeight(0.7);
      definition.getVariantsBuilder(1).setWeight(0.3);
      Flow.create(key, definition.build());
      Flow.submit(key);
      Flow.approve(key);
    }

    FlagRule rule(double share) {
      var rule = FlagDefinitions.experiment(key).toBuilder();
      rule.getExperimentBuilder().setRollout(share);
      return rule.build();
    }

    /** Asks for every unit. */
    void serves(IntFunction<String> expected) {
      for (var i = 0; i < UNITS; i++) {
        assertThat(served(i)).as("u" + i).isEqualTo(isStaff(i) ? "for staff" : expected.apply(i));
      }
    }

    Set<Integer> who(String value) {
      var who = new HashSet<Integer>();
      IntStream.range(0, UNITS).filter(i -> served(i).equals(value)).forEach(who::add);
      return who;
    }

    String served(int i) {
      var context =
          Struct.newBuilder()
              .putFields("targetingKey", text("u" + i))
              .putFields("country", text(i % 5 == 0 ? "FR" : "DE"))
              .putFields("staff", bool(isStaff(i)));
      return ServiceGrpc.newBlockingStub(Calls.channel())
          .withCallCredentials(Calls.bearer(Tokens.client()))
          .resolveString(
              ResolveStringRequest.newBuilder().setFlagKey(flag).setContext(context).build())
          .getValue();
    }

    String otherwise(int i) {
      return rolloutHash(i) < 3_000 ? "two pages" : "three pages";
    }

    String assigned(int i) {
      return takesPart(i) ? isTreatment(i) ? TREATMENT : CONTROL : otherwise(i);
    }

    String shipped(int i, int threshold) {
      return isFor(i) && (isTreatment(i) || rolloutHash(i) < threshold) ? TREATMENT : otherwise(i);
    }

    boolean isFor(int i) {
      return i % 5 != 0 && Hash.of("plumbline:holdout:" + holdout + ":u" + i) >= 1_000;
    }

    boolean takesPart(int i) {
      return isFor(i) && Hash.of("plumbline:traffic:" + key + ":u" + i) < 6_000;
    }

    private boolean isTreatment(int i) {
      return Hash.of("u" + i + ":" + key) >= 7_000;
    }

    private int rolloutHash(int i) {
      return Hash.of("plumbline:rollout:" + flag + ":u" + i);
    }

    private static boolean isStaff(int i) {
      return i % 10 == 3;
    }
  }
}
