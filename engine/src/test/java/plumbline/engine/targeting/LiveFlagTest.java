package plumbline.engine.targeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LiveFlagTest {
  private static final double[] WEIGHTS = {0.2, 0.3, 0.5};
  private static final int WINNER = 1;
  private static final Map<String, String> NOBODY = Map.of();
  private static final Eligibility GERMAN = attributes -> "DE".equals(attributes.get("country"));

  @Test
  void theFirstRuleThatGivesSomethingDecides() {
    var flag =
        new LiveFlag<>(
            List.of(
                FlagRule.force(GERMAN, "forced"),
                FlagRule.rollout(Eligibility.EVERYBODY, "nav", 0.3, "rolled out"),
                FlagRule.force(Eligibility.EVERYBODY, "last")),
            "default");
    units()
        .forEach(unit -> {
          assertThat(flag.decide(unit, Map.of("country", "DE"))).isEqualTo("forced");
          assertThat(flag.decide(unit, NOBODY))
              .isEqualTo(rolloutHash(unit) < 3000 ? "rolled out" : "last");
        });
  }

  @Test
  void whoNoRuleIsForGetsTheDefault() {
    var flag = new LiveFlag<>(List.of(FlagRule.force(GERMAN, "forced")), "default");
    assertThat(flag.decide("u1", NOBODY)).isEqualTo("default");
    assertThat(new LiveFlag<>(List.of(), "default").decide("", NOBODY)).isEqualTo("default");
  }

  @Test
  void aRolloutHoldsItsConditionAndOnlyEverAddsUnits() {
    var some = FlagRule.rollout(GERMAN, "nav", 0.2, "on");
    var more = FlagRule.rollout(GERMAN, "nav", 0.6, "on");
    var all = FlagRule.rollout(GERMAN, "nav", 1, "on");
    var none = FlagRule.rollout(GERMAN, "nav", 0, "on");
    units()
        .forEach(unit -> {
          var german = Map.of("country", "DE");
          assertThat(some.give(unit, NOBODY)).isNull();
          assertThat(some.give(unit, german) != null).isEqualTo(rolloutHash(unit) < 2000);
          assertThat(more.give(unit, german) != null).isEqualTo(rolloutHash(unit) < 6000);
          assertThat(all.give(unit, german)).isEqualTo("on");
          assertThat(none.give(unit, german)).isNull();
        });
  }

  @Test
  void anExperimentGivesItsVariantsAndWhoTakesNoPartGoesOn() {
    var experiment =
        LiveExperiment.of(
            new LiveExperiment.Definition("checkout", 0.4, 0, WEIGHTS), Phase.RUNNING);
    var flag =
        new LiveFlag<>(
            List.of(FlagRule.experiment(experiment, served -> "variant " + served.variant())),
            "default");
    units()
        .forEach(unit ->
            assertThat(flag.decide(unit, NOBODY))
                .isEqualTo(
                    hash("plumbline:traffic:checkout:" + unit) < 4000
                        ? "variant " + formula(unit)
                        : "default"));
  }

  /** The winner's own share of the buckets is 0.3: of the others, (share - 0.3) / 0.7 follow. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.1, 0.3, 0.475, 0.65, 1})
  void aWinnerGoesFirstToThoseWhoHaveItByTheFormula(double share) {
    var outcome = Outcome.of(definition(Targeting.EVERYBODY), WINNER, "nav", share);
    var threshold = share <= 0.3 ? 0 : Math.ceil((share - 0.3) / 0.7 * 10_000);
    units()
        .forEach(unit ->
            assertThat(outcome.includes(unit, NOBODY))
                .isEqualTo(formula(unit) == WINNER || rolloutHash(unit) < threshold));
  }

  @Test
  void theShareIsThatOfAllUnitsAndNobodyIsThrownOutAsItGrows() {
    var half = Outcome.of(definition(Targeting.EVERYBODY), WINNER, "nav", 0.5);
    var most = Outcome.of(definition(Targeting.EVERYBODY), WINNER, "nav", 0.8);
    var included = units().filter(unit -> half.includes(unit, NOBODY)).toList();
    // 20,000 units: the standard error of the share is 0.0035.
    assertThat(included.size() / 20_000.0).isBetween(0.482, 0.518);
    assertThat(included).allMatch(unit -> most.includes(unit, NOBODY));
  }

  @Test
  void anOutcomeIsForThoseWhomTheExperimentWasFor() {
    var targeting =
        new Targeting(
            Map.of("unit-1", 2),
            List.of(Holdout.of("always", 0.1)),
            GERMAN,
            List.of((unit, _) -> !unit.endsWith("7")),
            new Slots("checkout", 0, 10));
    var outcome = Outcome.of(definition(targeting), WINNER, "nav", 1);
    units()
        .forEach(unit -> {
          assertThat(outcome.includes(unit, NOBODY)).isFalse();
          assertThat(outcome.includes(unit, Map.of("country", "DE")))
              .isEqualTo(hash("plumbline:holdout:always:" + unit) >= 1000 && !unit.endsWith("7"));
        });
  }

  @Test
  void whatAPrerequisiteAsksOfAFlagIsItsAnswer() {
    var flag = new LiveFlag<>(List.of(FlagRule.force(GERMAN, "on")), "off");
    var prerequisite = Prerequisite.given(flag, "on"::equals);
    assertThat(prerequisite.holds("u1", Map.of("country", "DE"))).isTrue();
    assertThat(prerequisite.holds("u1", NOBODY)).isFalse();
  }

  @Test
  void aWinnerMustBeAVariantAndAShareAShare() {
    var definition = definition(Targeting.EVERYBODY);
    assertThatThrownBy(() -> Outcome.of(definition, 3, "nav", 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Outcome.of(definition, 1, "nav", Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FlagRule.rollout(Eligibility.EVERYBODY, "nav", 1.1, "on"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static LiveExperiment.Definition definition(Targeting targeting) {
    return new LiveExperiment.Definition("checkout", 0.01, 0, WEIGHTS).with(targeting);
  }

  private static Stream<String> units() {
    return IntStream.range(0, 20_000).mapToObj(i -> "unit-" + i);
  }

  private static int rolloutHash(String unit) {
    return hash("plumbline:rollout:nav:" + unit);
  }

  /** The published walk, as it is written. */
  private static int formula(String unit) {
    var bucket = hash(unit + ":checkout");
    return bucket < 2000 ? 0 : bucket < 5000 ? 1 : 2;
  }

  private static int hash(String text) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return new BigInteger(HexFormat.of().formatHex(digest), 16)
          .mod(BigInteger.valueOf(10_000))
          .intValueExact();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
