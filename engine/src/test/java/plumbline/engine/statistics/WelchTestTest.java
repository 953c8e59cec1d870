package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import plumbline.engine.statistics.NotDefined.Reason;

class WelchTestTest {
  private static final long SEED = 20_260_402;

  @Test
  void pValueAndIntervalsNeverContradictEachOther() {
    Random random = new Random(SEED);
    int significant = 0;
    for (int round = 0; round < 20_000; round++) {
      double alpha = new double[] {0.2, 0.05, 0.01, 0.001}[round % 4];
      ArmSummary control = arm(random, 0.0);
      ArmSummary treatment = arm(random, 2.0 * control.estimate().variance());
      var result = (WelchTest.Compared) new WelchTest(alpha).compare(control, treatment);
      boolean below = result.pValueTwoSided() < alpha;
      assertThat(result.interval().contains(0.0))
          .as("seed %d, round %d: %s", SEED, round, result)
          .isEqualTo(!below);
      if (result.lift() instanceof RelativeLift.Bounded(double _, Interval lift)) {
        assertThat(lift.contains(0.0)).as("seed %d, round %d", SEED, round).isEqualTo(!below);
      }
      significant += below ? 1 : 0;
    }
    assertThat(significant).as("the grid has both answers").isBetween(2_000, 18_000);
  }

  @Test
  void swappingTheArmsTurnsTheSign() {
    WelchTest test = new WelchTest(0.05);
    var there = (WelchTest.Compared) test.compare(Moments.of(1, 2, 9), Moments.of(4, 4, 5, 7), 1);
    var back = (WelchTest.Compared) test.compare(Moments.of(4, 4, 5, 7), Moments.of(1, 2, 9), 1);
    assertThat(there.difference()).isEqualTo(1.0);
    assertThat(back.t()).isEqualTo(-there.t());
    assertThat(back.pValueTwoSided()).isEqualTo(there.pValueTwoSided());
    assertThat(back.interval().upper()).isEqualTo(-there.interval().lower());
  }

  @Test
  void withoutUnitsOrVarianceThereIsNoTest() {
    WelchTest test = new WelchTest(0.05);
    Moments two = Moments.of(1, 2);
    NotDefined tooFew = new NotDefined(Reason.TOO_FEW_UNITS);
    assertThat(test.compare(Moments.NONE, two, 1)).isEqualTo(tooFew);
    assertThat(test.compare(two, Moments.of(1), 1)).isEqualTo(tooFew);
    assertThat(test.compare(Moments.of(0, 0), Moments.of(0, 0), 1))
        .isEqualTo(new NotDefined(Reason.NO_VARIANCE));
    assertThat(test.compare(Moments.of(1, 1), Moments.of(2, 2), 1))
        .isEqualTo(new NotDefined(Reason.NO_VARIANCE));
  }

  @Test
  void oneArmMayBeConstant() {
    Moments noOne = Moments.of(0, 0, 0, 0);
    var result = (WelchTest.Compared) new WelchTest(0.05).compare(noOne, Moments.of(1, 2, 3), 1);
    assertThat(result.df()).isEqualTo(2.0);
    assertThat(result.lift()).isEqualTo(new NotDefined(Reason.CONTROL_IS_ZERO));
  }

  @Test
  void refusesALevelThatIsNone() {
    for (double wrong : new double[] {0.0, 1.0, Double.NaN}) {
      assertThatThrownBy(() -> new WelchTest(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static Moments micros(double... values) {
    return Moments.of(DoubleStream.of(values).mapToLong(y -> Math.round(y * 1e6)).toArray());
  }

  private static ArmSummary arm(Random random, double spread) {
    long n = 2 + (long) Math.pow(10, 6 * random.nextDouble());
    double variance = Math.pow(10, 4 * random.nextDouble() - 2);
    double error = Math.sqrt(spread + 2.0 * variance / n);
    return new ArmSummary(n, 5.0 + error * random.nextGaussian(), variance);
  }
}
