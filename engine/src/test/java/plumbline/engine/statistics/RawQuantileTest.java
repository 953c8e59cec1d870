package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumbline.engine.statistics.NotDefined.Reason;
import plumbline.engine.statistics.RawQuantile.Estimated;

class RawQuantileTest {
  private static final double[] HUNDRED = IntStream.range(0, 101).asDoubleStream().toArray();

  @Test
  void evenValuesHaveAnEvenDensity() {
    var got = (Estimated) RawQuantile.independent(HUNDRED, 0.5);
    assertThat(got.value()).isEqualTo(50.0);
    // The value at a share is 100 times it, so the bounds are 100·z·sqrt(0.25/101) away.
    double reach = 100 * 1.959963984540054 * Math.sqrt(0.25 / 101);
    assertThat(got.bounds().lower()).isCloseTo(50 - reach, within(1e-12));
    assertThat(got.bounds().upper()).isCloseTo(50 + reach, within(1e-12));
    assertThat(got.standardError())
        .isCloseTo(100 * Math.sqrt(0.25 / 101) * Math.sqrt(100 / 101.0), within(1e-12));
    assertThat(got.values()).isEqualTo(101);
    assertThat(got.units()).isEqualTo(101);
    assertThat(got.summary().estimate().variance())
        .isCloseTo(got.standardError() * got.standardError(), within(1e-12));
  }

  @Test
  void unitsOfOneValueAreNearlyIndependent() {
    var alone = (Estimated) RawQuantile.independent(HUNDRED, 0.5);
    List<double[]> units = new ArrayList<>();
    for (double value : HUNDRED) {
      units.add(new double[] {value});
    }
    var clustered = (Estimated) RawQuantile.clustered(units, 0.5);
    // The share at or below is 51/101, and a sample's variance is over n - 1.
    double factor = Math.sqrt(51 * 50 / (101.0 * 101) / 0.25 * 101 / 100);
    assertThat(clustered.standardError() / alone.standardError()).isCloseTo(factor, within(1e-14));
    // A value that is the quantile counts as at it: 91 of 101, not 90.
    double ninety = Math.sqrt(91 * 10 / (101.0 * 101) / 0.09 * 101 / 100);
    assertThat(
            ((Estimated) RawQuantile.clustered(units, 0.9)).standardError()
                / ((Estimated) RawQuantile.independent(HUNDRED, 0.9)).standardError())
        .isCloseTo(ninety, within(1e-14));
  }

  @Test
  void threeTimesTheSameValueSaysNoMoreThanOnce() {
    List<double[]> once = new ArrayList<>();
    List<double[]> thrice = new ArrayList<>();
    for (double value : HUNDRED) {
      once.add(new double[] {value});
      thrice.add(new double[] {value, value, value});
    }
    var one = (Estimated) RawQuantile.clustered(once, 0.5);
    var three = (Estimated) RawQuantile.clustered(thrice, 0.5);
    assertThat(three.units()).isEqualTo(101);
    assertThat(three.values()).isEqualTo(303);
    assertThat(three.standardError() / one.standardError()).isBetween(0.9, 1.1);
    double[] all = thrice.stream().flatMapToDouble(DoubleStream::of).toArray();
    var alone = (Estimated) RawQuantile.independent(all, 0.5);
    assertThat(alone.standardError() / one.standardError()).as("each for a unit").isLessThan(0.65);
    once.addAll(Collections.nCopies(99, new double[0]));
    var more = (Estimated) RawQuantile.clustered(once, 0.5);
    assertThat(more.units()).as("units without a value are units").isEqualTo(200);
    // Only n/(n - 1) changes.
    assertThat(Math.pow(more.standardError() / one.standardError(), 2))
        .isCloseTo(200 / 199.0 / (101 / 100.0), within(1e-12));
  }

  @Test
  void tooFewValuesForBothBoundsAreRefused() {
    // z² = 3.8415 at the median; 19 times that is 72.99 at the 95th percentile.
    assertThat(RawQuantile.independent(first(3), 0.5))
        .isEqualTo(new NotDefined(Reason.TOO_FEW_VALUES));
    assertThat(RawQuantile.independent(first(4), 0.5)).isInstanceOf(Estimated.class);
    for (double nu : new double[] {0.95, 0.05}) {
      assertThat(RawQuantile.independent(first(72), nu))
          .isEqualTo(new NotDefined(Reason.TOO_FEW_VALUES));
      assertThat(RawQuantile.independent(first(73), nu)).isInstanceOf(Estimated.class);
    }
    Interval bounds = new Interval(1, 2);
    assertThat(RawQuantile.ofBounds(1.5, bounds, 380, 0.99))
        .isEqualTo(new NotDefined(Reason.TOO_FEW_VALUES));
    assertThat(RawQuantile.ofBounds(1.5, bounds, 381, 0.99)).isInstanceOf(Estimated.class);
    assertThat(RawQuantile.clustered(List.of(), 0.5))
        .isEqualTo(new NotDefined(Reason.TOO_FEW_VALUES));
  }

  @Test
  void whereNothingVariesThereIsNoError() {
    NotDefined none = new NotDefined(Reason.NO_VARIANCE);
    assertThat(RawQuantile.independent(new double[50], 0.5)).isEqualTo(none);
    assertThat(RawQuantile.ofBounds(1, new Interval(1, 1), 50, 0.5)).isEqualTo(none);
    double[] unit = {1, 2, 3, 4, 5, 6, 7, 8};
    assertThat(RawQuantile.clustered(List.of(unit, unit, unit), 0.5)).isEqualTo(none);
    assertThat(RawQuantile.clustered(List.of(unit), 0.5))
        .isEqualTo(new NotDefined(Reason.TOO_FEW_UNITS));
    assertThatThrownBy(() -> RawQuantile.independent(unit, 1.0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RawQuantile.ofBounds(1, new Interval(1, 2), 50, 0.0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static double[] first(int n) {
    return IntStream.range(0, n).asDoubleStream().toArray();
  }
}
