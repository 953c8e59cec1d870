package plumbline.engine.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static plumbline.engine.planning.Significance.oneSided;
import static plumbline.engine.planning.Significance.twoSided;

import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlanningTest {
  private static final Significance USUAL = twoSided(0.05);

  @Test
  void theWellKnownExample() {
    assertThat(perVariant(0.03, 0.10)).isEqualTo(53_211);
    assertThat(perVariant(0.10, 0.10)).as("often printed as the answer for 3 %").isEqualTo(14_751);
  }

  @Test
  void smallLiftsTakeLong() {
    assertThat(perVariant(0.03, 0.05)).isEqualTo(207_938);
    assertThat(new Traffic(500, 1.0).timeFor(2 * 207_938).days()).isEqualTo(832);
    assertThat(new Traffic(500, 1.0).timeFor(2 * 207_938).daysInWholeWeeks()).isEqualTo(833);
  }

  @ParameterizedTest
  @MethodSource("plans")
  void unitsPowerAndDifferenceInvertEachOther(ComparisonPlan plan, double size) {
    for (double ratio : new double[] {0.2, 1.0, 4.0}) {
      for (double power : new double[] {0.5, 0.8, 0.95}) {
        for (Direction direction : Direction.values()) {
          double difference = direction.sign() * size;
          SampleSize units = plan.unitsFor(difference, power, ratio);
          Power got = plan.power(difference, units);
          // The t test counts either sign, the normal formulas the right one.
          double counted = plan instanceof TTestPlan ? got.rejected() : got.detected();
          assertThat(counted).as("power, ratio " + ratio).isCloseTo(power, within(1e-9));
          assertThat(plan.smallestDifference(units, power, direction).getAsDouble())
              .as("difference, ratio " + ratio)
              .isCloseTo(difference, within(size * 1e-8));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("plans")
  void moreUnitsFindLess(ComparisonPlan plan, double size) {
    double before =
        plan.smallestDifference(SampleSize.even(100), 0.8, Direction.INCREASE)
            .orElse(Double.MAX_VALUE);
    double powerBefore = 0.0;
    for (double n = 200; n < 1e9; n *= 3) {
      SampleSize units = SampleSize.even(n);
      double smallest = plan.smallestDifference(units, 0.8, Direction.INCREASE).getAsDouble();
      double power = plan.power(size, units).detected();
      assertThat(smallest).as("n " + n).isLessThan(before);
      assertThat(power).as("n " + n).isGreaterThanOrEqualTo(powerBefore);
      before = smallest;
      powerBefore = power;
    }
  }

  static Stream<Arguments> plans() {
    return Stream.of(USUAL, oneSided(0.001))
        .flatMap(level ->
            Stream.of(
                Arguments.of(new ProportionPlan(0.05, level), 0.01),
                Arguments.of(new ProportionPlan(0.7, level), 0.2),
                Arguments.of(new MeanPlan(40.0, level), 2.0),
                Arguments.of(new TTestPlan(40.0, level), 2.0),
                Arguments.of(new TTestPlan(1e-6, level), 1e-6)));
  }

  @Test
  void theTTestNeedsAUnitMoreThanTheNormalFormula() {
    double normal = new MeanPlan(9.7, USUAL).unitsFor(0.1, 0.8, 1.0).control();
    double exact = new TTestPlan(9.7, USUAL).unitsFor(0.1, 0.8, 1.0).control();
    assertThat(exact - normal).isBetween(0.0, 2.0);
    // A huge effect still takes two units an arm: there is no variance in one.
    assertThat(new TTestPlan(1.0, USUAL).unitsFor(1e6, 0.8, 1.0)).isEqualTo(SampleSize.even(2.0));
  }

  @Test
  void aLevelCloseToThePowerLeavesLittleToFind() {
    var plan = new TTestPlan(1.0, twoSided(0.49));
    SampleSize units = SampleSize.even(50);
    double smallest = plan.smallestDifference(units, 0.5, Direction.INCREASE).getAsDouble();
    assertThat(plan.power(smallest, units).rejected()).isCloseTo(0.5, within(1e-9));
  }

  @Test
  void aShareEndsAtOneAndAtZero() {
    var half = new ProportionPlan(0.5, USUAL);
    assertThat(half.unitsFor(0.5, 0.8, 1.0).control())
        .isEqualTo(half.unitsFor(-0.5, 0.8, 1.0).control());
    var plan = new ProportionPlan(0.9, USUAL);
    assertThat(plan.smallestDifference(SampleSize.even(20), 0.8, Direction.INCREASE)).isEmpty();
    assertThat(plan.smallestDifference(SampleSize.even(20), 0.8, Direction.DECREASE)).isPresent();
  }

  @Test
  void aSplitGivesEveryTreatmentWhatItNeeds() {
    var plan = new ProportionPlan(0.03, USUAL);
    var split = new Split(0.5, List.of(0.1, 0.4));
    var units = split.unitsFor(plan, 0.003, 0.8);
    for (int i = 0; i < 2; i++) {
      var pair = new SampleSize(units.control(), units.treatments().get(i));
      double power = plan.at(USUAL.dividedBy(2)).power(0.003, pair).detected();
      assertThat(power).as("treatment " + i).isGreaterThanOrEqualTo(0.8);
    }
    assertThat(
            split
                .smallestDifference(plan, (double) units.total(), 0.8, Direction.INCREASE)
                .getAsDouble())
        .isCloseTo(0.003, within(1e-8));
    assertThat(units.total())
        .isEqualTo(units.control() + units.treatments().get(0) + units.treatments().get(1));
  }

  /** Chow, Shao, Wang 2008, Sample Size Calculations in Clinical Research, page 90: 25 an arm. */
  @Test
  void nonInferiorityOfProportionsIsAsPublished() {
    var plan = new ProportionPlan(0.65, oneSided(0.05));
    assertThat(plan.unitsForNonInferiority(0.10, 0.20, 0.8, 1.0).controlUnits()).isEqualTo(25);
    // scipy 1.17.1, norm.isf
    assertThat(plan.unitsForNonInferiority(0.10, 0.20, 0.8, 1.0).control())
        .isCloseTo(24.386753526300193, within(1e-10));
    var high = new ProportionPlan(0.9, oneSided(0.025));
    SampleSize few = high.unitsForNonInferiority(0.03, -0.01, 0.9, 0.5);
    assertThat(few.control()).isCloseTo(7507.553777399326, within(1e-7));
    assertThat(few.treatment()).isCloseTo(0.5 * 7507.553777399326, within(1e-7));
  }

  /**
   * With 260 an arm at 30 %, summed over both binomials with scipy 1.17.1, the power is 0.79956.
   */
  @Test
  void nonInferiorityOfProportionsHasThePower() {
    var plan = new ProportionPlan(0.3, oneSided(0.05));
    assertThat(plan.unitsForNonInferiority(0.1, 0.0, 0.8, 1.0).controlUnits()).isEqualTo(260);
  }

  @Test
  void trafficIsCountedInDecimals() {
    // In doubles 1000 * 0.29 is 290 less a bit, and 29,000 units would take 101 days.
    assertThat(new Traffic(1_000, 0.29).timeFor(29_000).days()).isEqualTo(100);
    assertThat(new Traffic(1_000, 0.29).unitsIn(100)).isEqualTo(29_000);
    assertThat(new Traffic(1_000, 0.29).timeFor(29_001).days()).isEqualTo(101);
  }

  @ParameterizedTest
  @MethodSource("impossible")
  void refusesTheImpossibleByName(String named, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(named + " is ");
  }

  static Stream<Arguments> impossible() {
    var rate = new ProportionPlan(0.03, USUAL);
    var mean = new MeanPlan(1.0, USUAL);
    var exact = new TTestPlan(1.0, USUAL);
    var one = SampleSize.even(1.0);
    return Stream.of(
        refused("alpha", () -> twoSided(0.5)),
        refused("alpha", () -> oneSided(0.0)),
        refused("alpha", () -> twoSided(Double.NaN)),
        refused("comparisons", () -> USUAL.dividedBy(0)),
        refused("baseline", () -> new ProportionPlan(0.0, USUAL)),
        refused("baseline", () -> new ProportionPlan(1.0, USUAL)),
        refused("baseline", () -> new ProportionPlan(Double.NaN, USUAL)),
        refused("baseline + difference", () -> rate.unitsFor(0.98, 0.8, 1.0)),
        refused("baseline + difference", () -> rate.unitsFor(-0.04, 0.8, 1.0)),
        refused("difference", () -> rate.unitsFor(0.0, 0.8, 1.0)),
        refused("difference", () -> mean.unitsFor(Double.POSITIVE_INFINITY, 0.8, 1.0)),
        refused("difference", () -> exact.power(Double.NaN, SampleSize.even(9))),
        refused("power", () -> rate.unitsFor(0.01, 1.0, 1.0)),
        refused("power", () -> mean.unitsFor(0.01, 0.4, 1.0)),
        refused("ratio", () -> rate.unitsFor(0.01, 0.8, 0.0)),
        refused("ratio", () -> exact.unitsFor(0.01, 0.8, -1.0)),
        refused("standardDeviation", () -> new MeanPlan(0.0, USUAL)),
        refused("standardDeviation", () -> new TTestPlan(Double.NaN, USUAL)),
        refused("units", () -> exact.power(1.0, one)),
        refused("units", () -> exact.smallestDifference(one, 0.8, Direction.INCREASE)),
        refused("control", () -> new SampleSize(0.0, 1.0)),
        refused("significance", () -> mean.unitsForNonInferiority(1.0, 0.0, 0.8, 1.0)),
        refused("margin", () -> nonInferior(0.0, 0.0)),
        refused("trueDifference", () -> nonInferior(1.0, -1.0)),
        refused("significance", () -> rate.unitsForNonInferiority(0.01, 0.0, 0.8, 1.0)),
        refused("margin", () -> noWorse(0.0, 0.0, 0.8, 1.0)),
        refused("trueDifference", () -> noWorse(0.01, -0.01, 0.8, 1.0)),
        refused("baseline + difference", () -> noWorse(0.01, 0.71, 0.8, 1.0)),
        refused("baseline + difference", () -> noWorse(0.5, -0.31, 0.8, 1.0)),
        refused("power", () -> noWorse(0.01, 0.0, 0.4, 1.0)),
        refused("ratio", () -> noWorse(0.01, 0.0, 0.8, 0.0)),
        refused("control", () -> new Split(0.0, List.of(0.5, 0.5))),
        refused("variants", () -> Split.even(1)),
        refused("treatments", () -> new Split(0.5, List.of())),
        refused("treatments", () -> new Split(0.5, List.of(0.5, 0.0))),
        refused("control + treatments", () -> new Split(0.5, List.of(0.4))),
        refused(
            "totalUnits", () -> Split.even(2).smallestDifference(rate, 0, 0.8, Direction.INCREASE)),
        refused("unitsPerDay", () -> new Traffic(0.0, 1.0)),
        refused("share", () -> new Traffic(100.0, 1.1)),
        refused("units", () -> new Traffic(100.0, 1.0).timeFor(0)),
        refused("days", () -> new Traffic(100.0, 1.0).unitsIn(0)));
  }

  private static Arguments refused(String named, ThrowingCallable call) {
    return Arguments.of(named, call);
  }

  private static SampleSize nonInferior(double margin, double trueDifference) {
    return new MeanPlan(1.0, oneSided(0.05))
        .unitsForNonInferiority(margin, trueDifference, 0.8, 1.0);
  }

  private static SampleSize noWorse(
      double margin, double trueDifference, double power, double ratio) {
    return new ProportionPlan(0.3, oneSided(0.05))
        .unitsForNonInferiority(margin, trueDifference, power, ratio);
  }

  private static long perVariant(double baseline, double lift) {
    return new ProportionPlan(baseline, USUAL).unitsFor(baseline * lift, 0.8, 1.0).controlUnits();
  }
}
