package plumbline.engine.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static plumbline.engine.planning.Significance.twoSided;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExperimentPlanTest {
  private static final Significance USUAL = twoSided(0.05);
  private static final Split HALVES = Split.even(2);
  private static final Baseline REVENUE = new Baseline.Mean(12.0, 40.0);

  /** scipy 1.17.1: three treatments with half of control's units, ρ = 0.6, inflation 1.15. */
  @Test
  void everythingTogether() {
    var plan =
        new ExperimentPlan(
            REVENUE, new Split(0.4, List.of(0.2, 0.2, 0.2)), USUAL, 0.8, new Covariate(0.6), 1.15);
    var units = plan.unitsFor(2.0);
    assertThat(units.control()).isEqualTo(9_247);
    assertThat(units.treatments()).containsExactly(4_624L, 4_624L, 4_624L);
    assertThat(plan.smallestDifference(50_000, Direction.INCREASE).getAsDouble())
        .isCloseTo(1.3598765772349284, within(1e-11));
    assertThat(plan.smallestDifference(50_000, Direction.DECREASE).getAsDouble())
        .isCloseTo(-1.3598765772349284, within(1e-11));
    assertThat(plan.power(2.0, 50_000).detected()).isCloseTo(0.9909773882830107, within(1e-12));
    // 23,119 units at 600 a day.
    assertThat(plan.timeFor(2.0, new Traffic(600, 1.0)).days()).isEqualTo(39);
    assertThat(plan.timeFor(2.0, new Traffic(600, 1.0)).daysInWholeWeeks()).isEqualTo(42);
  }

  @ParameterizedTest
  @MethodSource("plans")
  void unitsPowerAndDifferenceInvertEachOther(ExperimentPlan plan, double difference) {
    double total = (double) plan.unitsFor(difference).total();
    assertThat(plan.power(difference, total).detected())
        .as("units are whole ones")
        .isBetween(plan.power() - 1e-12, plan.power() + 1e-3);
    double found = plan.smallestDifference(total, Direction.INCREASE).getAsDouble();
    assertThat(found).isBetween(difference * (1.0 - 1e-3), difference * (1.0 + 1e-9));
  }

  static Stream<Arguments> plans() {
    var baselines =
        List.of(
            new Baseline.Rate(0.03),
            REVENUE,
            new Baseline.Ratio(new Baseline.Mean(2.1, 3.0), new Baseline.Mean(10.0, 8.0), 0.6));
    var splits = List.of(HALVES, new Split(0.99, List.of(0.01)), Split.even(4));
    return baselines.stream()
        .flatMap(baseline ->
            splits.stream()
                .flatMap(split ->
                    Stream.of(
                            new ExperimentPlan(baseline, split, USUAL, 0.8),
                            new ExperimentPlan(
                                baseline, split, USUAL, 0.9, new Covariate(0.7), 1.3))
                        .map(plan -> Arguments.of(plan, 0.05 * baseline.value()))));
  }

  @Test
  void aFixedHorizonWithoutACovariateIsTheComparisonItself() {
    var plan = new ExperimentPlan(new Baseline.Rate(0.03), HALVES, USUAL, 0.8);
    assertThat(plan.unitsFor(0.003).control()).isEqualTo(53_211);
    assertThat(plan.unitsFor(0.003).treatments()).containsExactly(53_211L);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, 0.3, 0.5, 0.7, 0.99})
  void aCovariateSavesTheSquareOfItsCorrelation(double correlation) {
    double without = 1e6 * units(Covariate.NONE, 1.0, 2e-3);
    double with = 1e6 * units(new Covariate(correlation), 1.0, 2e-3);
    assertThat(with / without).isCloseTo(1.0 - correlation * correlation, within(1e-6));
    assertThat(new Covariate(correlation).varianceFactor())
        .isCloseTo(1.0 - correlation * correlation, within(1e-15));
  }

  @Test
  void inflationScalesUnits() {
    assertThat(units(Covariate.NONE, 1.25, 2e-3) / (double) units(Covariate.NONE, 1.0, 2e-3))
        .isCloseTo(1.25, within(1e-8));
    // What inflates the units by four doubles what a given number finds.
    double once = plan(Covariate.NONE, 1.0).smallestDifference(9_000, Direction.INCREASE).orElse(0);
    double four = plan(Covariate.NONE, 4.0).smallestDifference(9_000, Direction.INCREASE).orElse(0);
    assertThat(four / once).isCloseTo(2.0, within(1e-12));
  }

  @Test
  void severalTreatmentsShareAlpha() {
    var one = new ExperimentPlan(REVENUE, HALVES, twoSided(0.05 / 3), 0.8).unitsFor(2.0);
    var three = new ExperimentPlan(REVENUE, Split.even(4), USUAL, 0.8).unitsFor(2.0);
    assertThat(three.control()).isEqualTo(one.control());
    assertThat(three.treatments()).isEqualTo(Collections.nCopies(3, one.control()));
  }

  /** (1/0.99 + 1/0.01) / (1/0.5 + 1/0.5) = 25.25 times the units, as both arms vary alike. */
  @Test
  void aLopsidedSplitTakesFarMore() {
    double even = (double) plan(Covariate.NONE, 1.0).unitsFor(2e-3).total();
    var lopsided = new ExperimentPlan(REVENUE, new Split(0.99, List.of(0.01)), USUAL, 0.8);
    assertThat((double) lopsided.unitsFor(2e-3).total() / even)
        .isCloseTo((1 / 0.99 + 100) / 4, within(1e-7));
  }

  @Test
  void aRatiosDeviationIsTheDeltaMethods() {
    var ratio = new Baseline.Ratio(new Baseline.Mean(2.1, 3.0), new Baseline.Mean(10.0, 8.0), 0.6);
    assertThat(ratio.value()).isCloseTo(0.21, within(1e-15));
    // numpy 2.4.6: sqrt(9 - 2·0.21·0.6·24 + 0.21²·64) / 10
    assertThat(ratio.standardDeviation()).isCloseTo(0.2402998127340094, within(1e-15));
    assertThat(ratio.variance(5.0))
        .isCloseTo(0.2402998127340094 * 0.2402998127340094, within(1e-15));
    assertThat(ratio.comparison(USUAL)).isEqualTo(new MeanPlan(ratio.standardDeviation(), USUAL));
    // One value a unit: the denominator does not vary, and the ratio is the mean.
    var mean = new Baseline.Ratio(new Baseline.Mean(2.1, 3.0), new Baseline.Mean(1.0, 1e-300), 0);
    assertThat(mean.standardDeviation()).isCloseTo(3.0, within(1e-12));
    // The more the two move together, the better the ratio is known.
    double before = Double.POSITIVE_INFINITY;
    for (double correlation : new double[] {-1.0, -0.5, 0.0, 0.5, 1.0}) {
      double deviation =
          new Baseline.Ratio(new Baseline.Mean(2.1, 3.0), new Baseline.Mean(10, 8), correlation)
              .standardDeviation();
      assertThat(deviation).isLessThan(before);
      before = deviation;
    }
    assertThat(before).isCloseTo((3.0 - 0.21 * 8) / 10, within(1e-15));
  }

  @Test
  void refusesTheImpossibleByName() {
    refuses("power is ", () -> new ExperimentPlan(REVENUE, HALVES, USUAL, 1.0));
    for (double wrong : new double[] {0.99, Double.NaN, Double.POSITIVE_INFINITY}) {
      refuses("inflation is ", () -> plan(Covariate.NONE, wrong));
    }
    for (double wrong : new double[] {-0.1, 1.0, Double.NaN}) {
      refuses("correlation is ", () -> new Covariate(wrong));
    }
    refuses("denominator is ", () -> ratio(new Baseline.Mean(0, 1), 0.5));
    refuses("correlation is ", () -> ratio(new Baseline.Mean(1, 1), 1.1));
    refuses("correlation is ", () -> ratio(new Baseline.Mean(1, 1), -1.1));
    refuses("standardDeviation is ", () -> ratio(new Baseline.Mean(2, 6), 1.0));
  }

  private static void refuses(String named, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(named);
  }

  private static Baseline ratio(Baseline.Mean denominator, double correlation) {
    return new Baseline.Ratio(new Baseline.Mean(1, 3), denominator, correlation);
  }

  private static long units(Covariate covariate, double inflation, double difference) {
    return plan(covariate, inflation).unitsFor(difference).control();
  }

  private static ExperimentPlan plan(Covariate covariate, double inflation) {
    return new ExperimentPlan(REVENUE, HALVES, USUAL, 0.8, covariate, inflation);
  }
}
