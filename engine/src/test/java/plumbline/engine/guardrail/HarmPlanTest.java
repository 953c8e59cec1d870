package plumbline.engine.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import plumbline.engine.guardrail.SmallestHarm.Detectable;
import plumbline.engine.guardrail.SmallestHarm.Undetectable;
import plumbline.engine.planning.Baseline;
import plumbline.engine.planning.MeanPlan;
import plumbline.engine.planning.SampleSize;
import plumbline.engine.planning.Significance;
import plumbline.engine.planning.Split;
import plumbline.engine.statistics.Normal;

class HarmPlanTest {
  private static final long SEED = 20_260_302;
  private static final Scale SHARE = new Scale.Share();
  private static final Scale MS = new Scale.Measured("ms");
  private static final WatchLevel ONE_LOOK = new WatchLevel(0.05, 1, 1, 1);
  private static final WatchLevel WATCHED = new WatchLevel(0.05, 20, 3, 2);

  @Test
  void aLooksLevelIsItsShareOfTheUnionBound() {
    assertThat(ONE_LOOK.perPlannedLook()).isEqualTo(0.9 * 0.05);
    assertThat(WATCHED.perPlannedLook()).isEqualTo(0.9 * 0.05 / 120);
  }

  @ParameterizedTest
  @MethodSource("plans")
  void harmUnitsAndPowerInvertEachOther(HarmPlan plan) {
    for (double ratio : new double[] {0.25, 1.0, 3.0}) {
      var units = new SampleSize(100_000, ratio * 100_000);
      var found = (Detectable) plan.smallestHarm(units);
      assertThat(found.harm()).isGreaterThan(plan.threshold().margin().doubleValue());
      assertThat(plan.power(found.harm(), units)).isCloseTo(plan.power(), within(1e-9));
      assertThat(plan.unitsFor(found.harm(), ratio).control()).isCloseTo(100_000, within(0.01));
    }
  }

  @ParameterizedTest
  @MethodSource("plans")
  void moreUnitsFindSmallerHarmDownToTheMargin(HarmPlan plan) {
    double margin = plan.threshold().margin().doubleValue();
    double before = Double.POSITIVE_INFINITY;
    for (double n = 20_000; n < 1e16; n *= 2) {
      var found = (Detectable) plan.smallestHarm(SampleSize.even(n));
      assertThat(found.harm()).as("n " + n).isBetween(margin, before);
      before = found.harm();
    }
    assertThat(before).isCloseTo(margin, within(margin * 1e-3));
  }

  static Stream<HarmPlan> plans() {
    var latency = new Baseline.Mean(340.0, 500.0);
    return Stream.of(
        plan("< 1% increase from control", SHARE, new Baseline.Rate(0.02)),
        plan("< 5% decrease from control", SHARE, new Baseline.Rate(0.3)),
        plan("< 0.5pp increase from control", SHARE, new Baseline.Rate(0.02)),
        plan("< 0.5pp decrease from control", SHARE, new Baseline.Rate(0.98)),
        plan("< 200ms increase from control", MS, latency),
        plan("< 10% decrease from control", MS, latency),
        plan("< 10% increase from control", MS, ratio()),
        plan("< 1% increase from control", SHARE, new Baseline.Mean(0.05, 0.3)));
  }

  /**
   * With an absolute margin it is the non-inferiority formula of the reference, from the margin.
   */
  @Test
  void agreesWithThePlanOfMeans() {
    var plan = plan("< 20ms increase from control", MS, new Baseline.Mean(340.0, 500.0));
    var mean = new MeanPlan(500.0, Significance.oneSided(WATCHED.perPlannedLook()));
    SampleSize want = mean.unitsFor(30.0, 0.8, 0.5);
    assertThat(plan.unitsFor(50.0, 0.5).control()).isCloseTo(want.control(), within(1e-6));
  }

  /**
   * A look at a true harm of the smallest size, 4,000 times: the share of breaches is the power,
   * and at the limit the level, within four Monte-Carlo standard errors (0.025 and 0.013). Exactly,
   * summed over both binomials with scipy 1.17.1, they are 0.79975 and 0.04516.
   */
  @Test
  void theSmallestHarmIsFoundAsOftenAsPlanned() {
    var threshold = Threshold.parse("< 5% increase from control", SHARE);
    var plan = new HarmPlan(threshold, new Baseline.Rate(0.2), ONE_LOOK, 0.8);
    int n = 4_000;
    var found = (Detectable) plan.smallestHarm(SampleSize.even(n));
    double breached = breached(plan, n, found.treatment());
    double atTheLimit = breached(plan, n, threshold.limit(0.2));
    System.out.printf(
        "guardrail simulation, seed %d: power %.4f (planned 0.8), at the limit %.4f (level 0.045)%n",
        SEED, breached, atTheLimit);
    assertThat(breached).as("seed " + SEED).isCloseTo(0.8, within(4 * error(0.8)));
    assertThat(atTheLimit).as("seed " + SEED).isCloseTo(0.045, within(4 * error(0.045)));
  }

  @Test
  void aTinyRelativeMarginOnARareEventIsAbsurd() {
    var plan = plan("< 0.1% increase from control", SHARE, new Baseline.Rate(0.001));
    AbsurdMargin warning = plan.warning(SampleSize.even(50_000)).orElseThrow();
    // scipy 1.17.1: 35521302079.89928, and 0.1266 percentage points, shown rounded up.
    assertThat(warning.needed().control()).isCloseTo(35_521_302_079.89928, within(10.0));
    Threshold instead = warning.instead().orElseThrow();
    assertThat(warning.describe())
        .isEqualTo(
            "to find a harm of twice the margin in \"< 0.1% increase from control\", one look needs"
                + " 35,521,302,080 units of control and 35,521,302,080 of the treatment; write it"
                + " in percentage points: \"< 0.2pp increase from control\" can be watched");
    // What it suggests is of use: twice of it is found with the planned units.
    var better = new HarmPlan(instead, plan.baseline(), WATCHED, 0.8);
    double twice = 2.0 * instead.margin().doubleValue();
    assertThat(better.power(twice, SampleSize.even(50_000))).isGreaterThan(0.8);
    assertThat(better.warning(SampleSize.even(50_000))).isEmpty();
  }

  @Test
  void anAbsurdMarginOfAMeanHasNoPercentagePoints() {
    var plan = plan("< 0.001ms increase from control", MS, new Baseline.Mean(340.0, 500.0));
    AbsurdMargin warning = plan.warning(SampleSize.even(50_000)).orElseThrow();
    assertThat(warning.instead()).isEmpty();
    assertThat(warning.describe()).endsWith("; choose a wider margin");
    var usual = plan("< 1% increase from control", SHARE, new Baseline.Rate(0.02));
    assertThat(usual.warning(SampleSize.even(50_000))).isEmpty();
  }

  @Test
  void someGuardrailsWatchNothing() {
    var few = SampleSize.even(10);
    for (HarmPlan plan :
        new HarmPlan[] {
          plan("< 60pp increase from control", SHARE, new Baseline.Rate(0.5)),
          plan("< 3pp decrease from control", SHARE, new Baseline.Rate(0.02)),
          plan("< 1% decrease from control", SHARE, new Baseline.Rate(0.02)),
          plan("< 1% decrease from control", MS, new Baseline.Mean(340.0, 5_000.0))
        }) {
      assertThat(plan.smallestHarm(few)).isEqualTo(new Undetectable());
      assertThat(plan.warning(few).isEmpty() || plan.threshold().kind() == Threshold.Kind.RELATIVE)
          .isTrue();
    }
  }

  @Test
  void saysWhatItFinds() {
    var plan = plan("< 1% increase from control", SHARE, new Baseline.Rate(0.02));
    // scipy 1.17.1, brentq: a treatment at 0.0240051471, a harm of 0.2002573533.
    assertThat(plan.describe("error_rate", SampleSize.even(53_211)))
        .isEqualTo(
            "with 53,211 units of control and 53,211 of the treatment, one look finds a harm of"
                + " 20.03 % (error_rate at 2.401 % in place of 2 %) with a chance of 80 %");
    assertThat(plan.describe("error_rate", SampleSize.even(1_000)))
        .endsWith(
            "a harm of 181 % (error_rate at 5.62 % in place of 2 %) with a chance of 80 %, roughly");
    assertThat(
            plan("< 60pp increase from control", SHARE, new Baseline.Rate(0.5))
                .describe("error_rate", SampleSize.even(1_000)))
        .endsWith("one look finds no possible harm of error_rate with a chance of 80 %");
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void refusesTheImpossibleByName(String named, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(named);
  }

  static Stream<Arguments> impossible() {
    var rate = new Baseline.Rate(0.5);
    var plan = plan("< 1% increase from control", SHARE, rate);
    return Stream.of(
        refused("baseline is", () -> new Baseline.Rate(0.0)),
        refused("baseline is", () -> new Baseline.Mean(Double.NaN, 1.0)),
        refused("standardDeviation is", () -> new Baseline.Mean(1.0, 0.0)),
        refused("alpha is", () -> new WatchLevel(0.5, 1, 1, 1)),
        refused("looks, guardrails and treatments are", () -> new WatchLevel(0.05, 0, 1, 1)),
        refused("power is", () -> new HarmPlan(plan.threshold(), rate, ONE_LOOK, 1.0)),
        refused("baseline is", () -> plan("< 1% increase from control", MS, rate)),
        refused(
            "baseline is",
            () -> plan("< 1% increase from control", SHARE, new Baseline.Mean(2, 1))),
        refused(
            "baseline is", () -> plan("< 1% increase from control", MS, new Baseline.Mean(-2, 1))),
        refused("harm is", () -> plan.unitsFor(0.01, 1.0)),
        refused("harm is", () -> plan.unitsFor(1.01, 1.0)),
        refused("harm is", () -> plan.power(Double.NaN, SampleSize.even(10))),
        refused("ratio is", () -> plan.unitsFor(0.5, 0.0)),
        refused("ratio is", () -> plan.unitsToClear(0.0, 0.0)),
        refused("trueHarm is", () -> plan.unitsToClear(0.01, 1.0)),
        refused("trueHarm is", () -> plan.unitsToClear(-1.01, 1.0)),
        refused("trueHarm is", () -> plan.unitsToClear(Double.NaN, 1.0)),
        refused("looks is", () -> HarmCurve.of(plan, new LookSchedule(9, 9), Split.even(2))));
  }

  private static Baseline ratio() {
    return new Baseline.Ratio(new Baseline.Mean(2.1, 3.0), new Baseline.Mean(10.0, 8.0), 0.6);
  }

  private static Arguments refused(String named, ThrowingCallable call) {
    return Arguments.of(named, call);
  }

  private static HarmPlan plan(String threshold, Scale scale, Baseline baseline) {
    return new HarmPlan(Threshold.parse(threshold, scale), baseline, WATCHED, 0.8);
  }

  /** The share of simulated looks that breach, each with n units an arm. */
  private static double breached(HarmPlan plan, int n, double treatmentRate) {
    SplittableRandom random = new SplittableRandom(SEED);
    double critical = Normal.upperQuantile(plan.level().perPlannedLook());
    int breaches = 0;
    for (int i = 0; i < 4_000; i++) {
      double control = rate(random, n, plan.baseline().value());
      double treatment = rate(random, n, treatmentRate);
      double slope = plan.threshold().slope();
      double squaredError =
          (treatment * (1 - treatment) + slope * slope * control * (1 - control)) / n;
      double contrast = treatment - slope * control - plan.threshold().shift();
      breaches += contrast / Math.sqrt(squaredError) > critical ? 1 : 0;
    }
    return breaches / 4_000.0;
  }

  private static double rate(SplittableRandom random, int n, double rate) {
    int successes = 0;
    for (int i = 0; i < n; i++) {
      successes += random.nextDouble() < rate ? 1 : 0;
    }
    return (double) successes / n;
  }

  private static double error(double share) {
    return Math.sqrt(share * (1.0 - share) / 4_000);
  }
}
