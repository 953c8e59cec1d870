package plumbline.engine.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import plumbline.engine.guardrail.Clearance.State;
import plumbline.engine.guardrail.HarmReading.Measured;
import plumbline.engine.guardrail.HarmReading.Method;
import plumbline.engine.guardrail.HarmReading.NotJudged;
import plumbline.engine.guardrail.HarmReading.Reason;
import plumbline.engine.guardrail.ObservedArms.Means;
import plumbline.engine.guardrail.ObservedArms.Shares;
import plumbline.engine.guardrail.ObservedArms.Summaries;
import plumbline.engine.guardrail.ObservedArms.Summary;
import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.Moments;
import plumbline.engine.statistics.Proportion;

/** Which test decides, where none does, and that states and bounds are one. */
class HarmStatesTest {
  private static final long SEED = 20_260_815;
  private static final Scale SHARE = new Scale.Share();
  private static final Scale MS = new Scale.Measured("ms");
  private static final Summary NOBODY = new Summary(new ArmSummary(1_000, 0, 0), 0, 0);

  @Test
  void exactTestsEndAtAHundredUnits() {
    assertThat(shares("< 10% increase from control", 0.01, 99, 9_000, 300, 9_000).method())
        .isEqualTo(Method.CONDITIONAL_BINOMIAL);
    assertThat(shares("< 10% increase from control", 0.01, 300, 9_000, 99, 9_000).method())
        .isEqualTo(Method.CONDITIONAL_BINOMIAL);
    assertThat(shares("< 10% increase from control", 0.01, 100, 9_000, 100, 9_000).method())
        .isEqualTo(Method.CONTRAST);
    assertThat(shares("< 1pp decrease from control", 0.01, 8_901, 9_000, 8_000, 9_000).method())
        .as("99 did not")
        .isEqualTo(Method.CLOPPER_PEARSON);
    assertThat(shares("< 1pp decrease from control", 0.01, 8_900, 9_000, 8_000, 9_000).method())
        .isEqualTo(Method.CONTRAST);
  }

  @Test
  void aControlOfZeroHasNoEstimateAndIsDecided() {
    var harmed = shares("< 20% increase from control", 0.05, 0, 1_000, 6, 1_000);
    assertThat(harmed.state()).isEqualTo(State.BREACHED);
    assertThat(harmed.harm()).isEmpty();
    assertThat(harmed.upper()).isEmpty();
    // 0.05^(1/6) of all, that many times as many as control has.
    double part = Math.pow(0.05, 1.0 / 6);
    assertThat(harmed.lower().getAsDouble()).isCloseTo(part / (1 - part) - 1, within(1e-9));
    var few = shares("< 20% increase from control", 0.01, 0, 1_000, 2, 1_000);
    assertThat(few.state()).as("beyond any multiple of nothing").isEqualTo(State.WATCH);
    var none = shares("< 20% increase from control", 0.05, 0, 1_000, 0, 1_000);
    assertThat(none)
        .isEqualTo(
            new Measured(
                State.UNPROVEN,
                Method.CONDITIONAL_BINOMIAL,
                OptionalDouble.empty(),
                OptionalDouble.of(-1.0),
                OptionalDouble.empty()));
    var less = shares("< 20% decrease from control", 0.05, 0, 1_000, 0, 1_000);
    assertThat(less.lower()).isEmpty();
    assertThat(less.upper()).hasValue(1.0);
    // A ratio with nothing in control: the contrast alone speaks.
    var ratio =
        measured(
            "< 20% increase from control",
            MS,
            0.001,
            new Summaries(
                summary(new ArmSummary(2_000, 0.0, 0.0), 0.0),
                summary(new ArmSummary(2_000, 0.5, 1.0), 0.0)));
    assertThat(ratio)
        .isEqualTo(
            new Measured(
                State.BREACHED,
                Method.CONTRAST,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty()));
  }

  @Test
  void whatHasTooFewIsNotJudged() {
    var few = new ArmSummary(999, 340, 250_000);
    var many = new ArmSummary(1_000, 340, 250_000);
    assertThat(reason(new Summaries(summary(few, 0), summary(many, 0))))
        .isEqualTo(Reason.TOO_FEW_UNITS);
    assertThat(reason(new Summaries(summary(many, 0), summary(few, 0))))
        .isEqualTo(Reason.TOO_FEW_UNITS);
    assertThat(reason(new Summaries(summary(many, 0), new Summary(many, 99.9, 0))))
        .isEqualTo(Reason.TOO_FEW_CARRIERS);
    var constant = new ArmSummary(1_000, 340, 0);
    assertThat(reason(new Summaries(summary(constant, 0), summary(constant, 0))))
        .isEqualTo(Reason.NO_VARIANCE);
    assertThat(reason(new Means(Moments.NONE, Moments.of(1, 2), 1)))
        .isEqualTo(Reason.TOO_FEW_CARRIERS);
    assertThat(reason(new Shares(new Proportion(0, 0), new Proportion(1, 2))))
        .isEqualTo(Reason.TOO_FEW_UNITS);
    assertThat(
            read(
                "< 1% increase from control",
                MS,
                0.01,
                new Summaries(summary(new ArmSummary(1_000, -1, 1), 0), summary(many, 0))))
        .isEqualTo(new NotJudged(Reason.CONTROL_BELOW_ZERO));
    assertThat(
            measured(
                    "< 20ms increase from control",
                    MS,
                    0.01,
                    new Summaries(new Summary(many, 100, 0), new Summary(many, 100, 0)))
                .state())
        .isEqualTo(State.UNPROVEN);
  }

  @Test
  void theLeastThatIsJudged() {
    assertThat(shares("< 1pp increase from control", 0.01, 0, 1, 1, 1).method())
        .isEqualTo(Method.CLOPPER_PEARSON);
    // 100 units of 1 and 200 of 0 in each arm: just 100 carry it.
    var hundred = new Moments(300, BigInteger.valueOf(100), BigInteger.valueOf(100));
    var less = new Moments(300, BigInteger.valueOf(99), BigInteger.valueOf(99));
    assertThat(measured("< 20ms increase from control", MS, 0.01, new Means(hundred, hundred, 1)))
        .extracting(Measured::state)
        .isEqualTo(State.CLEARED);
    assertThat(reason(new Means(hundred, less, 1))).isEqualTo(Reason.TOO_FEW_CARRIERS);
    assertThat(reason(new Means(less, hundred, 1))).isEqualTo(Reason.TOO_FEW_CARRIERS);
    assertThat(reason(new Summaries(NOBODY, NOBODY))).isEqualTo(Reason.TOO_FEW_CARRIERS);
  }

  /** At the bound's own value as the margin, the state turns: test and bound are one. */
  @Test
  void boundsAndStatesNeverContradictEachOther() {
    var random = new SplittableRandom(SEED);
    for (var round = 0; round < 300; round++) {
      var rate = random.nextBoolean() ? 0.004 : 0.2;
      var control = drawn(random, rate, 3_000);
      var treatment = drawn(random, 1.5 * rate, 4_000);
      var direction = random.nextBoolean() ? "increase" : "decrease";
      var it = shares("< 30% " + direction + " from control", 0.01, control, treatment);
      assertThat(it.state())
          .as("seed %d, round %d: %s", SEED, round, it)
          .isEqualTo(
              it.upper().orElse(9) < 0.3
                  ? State.CLEARED
                  : it.lower().orElse(-9) > 0.3
                      ? State.BREACHED
                      : it.harm().orElse(0) > 0.3 ? State.WATCH : State.UNPROVEN);
      assertThat(it.lower().orElse(-9)).isLessThan(it.upper().orElse(9));
    }
  }

  /** Harm that is a decrease is the harm of what is counted the other way round. */
  @Test
  void aDecreaseMirrorsAnIncrease() {
    var more =
        new Summaries(
            summary(new ArmSummary(5_000, 5, 9), 0.1), summary(new ArmSummary(6_000, 5.5, 8), 0.2));
    var less =
        new Summaries(
            summary(new ArmSummary(5_000, -5, 9), 0.1),
            summary(new ArmSummary(6_000, -5.5, 8), 0.2));
    var up = measured("< 0.1ms increase from control", MS, 0.01, more);
    var down = measured("< 0.1ms decrease from control", MS, 0.01, less);
    assertThat(down).isEqualTo(up);
  }

  @Test
  void refusesWhatNoArmHas() {
    var arm = new ArmSummary(1_000, 1, 1);
    assertThatThrownBy(() -> new Summary(arm, 1_001, 0)).hasMessageStartingWith("carriers is");
    assertThatThrownBy(() -> new Summary(arm, -1, 0)).hasMessageStartingWith("carriers is");
    assertThatThrownBy(() -> new Summary(arm, 9, -1)).hasMessageStartingWith("valueError is");
    var threshold = Threshold.parse("< 1pp increase from control", SHARE);
    assertThat(new HarmTest(threshold, 1e-100, 0.499).lowerLevel()).isEqualTo(1e-100);
    assertThat(new Clearance(threshold, 1e-12, 1e-12).clearLevel()).isEqualTo(1e-12);
    assertThatThrownBy(() -> new HarmTest(threshold, 0, 0.05)).hasMessageStartingWith("a level");
    assertThatThrownBy(() -> new HarmTest(threshold, 0.05, 0.5)).hasMessageStartingWith("a level");
  }

  private static Proportion drawn(SplittableRandom random, double rate, int n) {
    return new Proportion(
        LongStream.range(0, n).filter(_ -> random.nextDouble() < rate).count(), n);
  }

  private static Measured shares(
      String text, double level, long xControl, long nControl, long x, long n) {
    return shares(text, level, new Proportion(xControl, nControl), new Proportion(x, n));
  }

  private static Measured shares(String text, double level, Proportion control, Proportion arm) {
    return measured(text, SHARE, level, new Shares(control, arm));
  }

  private static Measured measured(String text, Scale scale, double level, ObservedArms arms) {
    return (Measured) read(text, scale, level, arms);
  }

  private static Reason reason(ObservedArms arms) {
    return ((NotJudged) read("< 1% increase from control", MS, 0.01, arms)).reason();
  }

  private static HarmReading read(String text, Scale scale, double level, ObservedArms arms) {
    return new HarmTest(Threshold.parse(text, scale), level, level).read(arms);
  }

  private static Summary summary(ArmSummary arm, double valueError) {
    return new Summary(arm, arm.n(), valueError);
  }
}
