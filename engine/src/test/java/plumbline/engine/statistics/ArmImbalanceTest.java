package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import plumbline.engine.statistics.ArmImbalance.Tested;
import plumbline.engine.statistics.ArmImbalance.Untested;

class ArmImbalanceTest {
  // Python 3.11: x = sum((h - s*n)**2 / (n*s*(1-s))); df 1: erfc(sqrt(x/2)), df 2: exp(-x/2)
  @Test
  void sharesThatDifferAreFound() {
    var two = tested(new long[] {50, 120}, new long[] {5_000, 5_000});
    assertThat(two.statistic()).isCloseTo(29.32200347076776, within(1e-10));
    assertThat(two.df()).isEqualTo(1);
    assertThat(two.pValue()).isCloseTo(6.129571281496138e-08, within(1e-18));
    var three = tested(new long[] {50, 120, 70}, new long[] {5_000, 5_000, 4_000});
    assertThat(three.statistic()).isCloseTo(29.124273255813947, within(1e-10));
    assertThat(three.df()).isEqualTo(2);
    assertThat(three.pValue()).isCloseTo(4.7396297604726575e-07, within(1e-17));
  }

  @Test
  void equalSharesOfUnequalArmsAreNoDifference() {
    var equal = tested(new long[] {10, 30}, new long[] {1_000, 3_000});
    assertThat(equal.statistic()).isZero();
    assertThat(equal.pValue()).isEqualTo(1.0);
  }

  @Test
  void tooFewAreNotTested() {
    assertThat(ArmImbalance.test(new long[] {0, 9}, new long[] {1_000, 1_000}))
        .isEqualTo(new Untested());
    assertThat(ArmImbalance.test(new long[] {1_000, 991}, new long[] {1_000, 1_000}))
        .isEqualTo(new Untested());
    assertThat(ArmImbalance.test(new long[] {5, 5}, new long[] {1_000, 1_000}))
        .isInstanceOf(Tested.class);
    assertThat(ArmImbalance.test(new long[] {50, 0}, new long[] {1_000, 0}))
        .isEqualTo(new Untested());
    assertThat(ArmImbalance.test(new long[] {}, new long[] {})).isEqualTo(new Untested());
  }

  @Test
  void anArmWithoutUnitsSaysNothing() {
    assertThat(ArmImbalance.test(new long[] {50, 0, 120}, new long[] {5_000, 0, 5_000}))
        .isEqualTo(ArmImbalance.test(new long[] {50, 120}, new long[] {5_000, 5_000}));
  }

  @Test
  void countsThatCannotBeAreRefused() {
    for (var happened : new long[][] {{-1, 5}, {11, 5}, {1}}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ArmImbalance.test(happened, new long[] {10, 10}));
    }
  }

  private static Tested tested(long[] happened, long[] units) {
    return (Tested) ArmImbalance.test(happened, units);
  }
}
