package plumbline.engine.targeting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LiveExperimentTest {
  private static final double[] WEIGHTS = {0.2, 0.3, 0.5};
  private static final int CONTROL = 1;

  @ParameterizedTest
  @EnumSource(names = {"PENDING", "OVER"})
  void nobodyTakesPartBeforeTheStartOrAfterTheDecision(Phase phase) {
    units()
        .forEach(unit -> assertThat(live(1, phase).decide(unit, Map.of())).isEqualTo(notStarted()));
  }

  @ParameterizedTest
  @EnumSource(names = {"RUNNING", "STOPPED"})
  void theFormulaDecidesAndOnlyARunningExperimentExposes(Phase phase) {
    var live = live(1, phase);
    units()
        .forEach(unit ->
            assertThat(live.decide(unit, Map.of()))
                .isEqualTo(
                    new Decision.Served(formula(unit), Rule.VARIANT, phase == Phase.RUNNING)));
  }

  @Test
  void haltedServesControlToAllWhoWouldTakePart() {
    units()
        .forEach(unit ->
            assertThat(live(1, Phase.HALTED).decide(unit, Map.of()))
                .isEqualTo(new Decision.Served(CONTROL, Rule.HALTED, false)));
  }

  @ParameterizedTest
  @EnumSource(names = {"RUNNING", "STOPPED", "HALTED"})
  void trafficComesBeforeTheVariantInEveryPhase(Phase phase) {
    var live = live(0.07, phase);
    units()
        .forEach(unit ->
            assertThat(live.decide(unit, Map.of()).rule() == Rule.TRAFFIC)
                // 0.07 * 10000 is just above 700, and the ceiling is published.
                .isEqualTo(hash("plumbline:traffic:checkout:" + unit) >= 701));
  }

  @Test
  void growingTrafficOnlyAddsUnitsAndNeverMovesOne() {
    var before = live(0.3, Phase.RUNNING);
    var after = live(0.6, Phase.RUNNING);
    units()
        .filter(unit -> before.decide(unit, Map.of()).rule() == Rule.VARIANT)
        .forEach(unit ->
            assertThat(after.decide(unit, Map.of())).isEqualTo(before.decide(unit, Map.of())));
  }

  @Test
  void anAnswerIsMadeOnce() {
    var live = live(1, Phase.RUNNING);
    units()
        .forEach(
            unit -> assertThat(live.decide(unit, Map.of())).isSameAs(live.decide(unit, Map.of())));
  }

  @Test
  void controlMustBeAVariant() {
    assertThatThrownBy(() -> new LiveExperiment.Definition("checkout", 1, 3, WEIGHTS))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private static java.util.stream.Stream<String> units() {
    return IntStream.range(0, 2000).mapToObj(i -> "unit-" + i);
  }

  private static Decision notStarted() {
    return new Decision.Default(Rule.NOT_STARTED);
  }

  private static LiveExperiment live(double traffic, Phase phase) {
    return LiveExperiment.of(
        new LiveExperiment.Definition("checkout", traffic, CONTROL, WEIGHTS), phase);
  }

  /** The published walk, as it is written. */
  private static int formula(String unit) {
    var bucket = hash(unit + ":checkout");
    var cumulative = 0.0;
    for (var i = 0; i < WEIGHTS.length; i++) {
      cumulative += WEIGHTS[i] * 10000;
      if (bucket < cumulative) {
        return i;
      }
    }
    return WEIGHTS.length - 1;
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
