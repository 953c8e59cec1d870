package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import plumbline.engine.statistics.NotDefined.Reason;
import plumbline.engine.statistics.SampleRatio.Tested;

class SampleRatioTest {
  @Test
  void aVariantWithoutAShareMayNotHaveUnits() {
    // (30 - 40)²/40 + (50 - 40)²/40
    assertThat(SampleRatio.of(0.5, 0.0, 0.5).test(30, 0, 50))
        .isInstanceOfSatisfying(
            Tested.class,
            tested -> {
              assertThat(tested.statistic()).isEqualTo(5.0);
              assertThat(tested.df()).isEqualTo(1);
            });
    assertThat(SampleRatio.of(0.5, 0.0, 0.5).test(30, 1, 50))
        .isEqualTo(new Tested(Double.POSITIVE_INFINITY, 1, 0.0));
    assertThat(SampleRatio.of(1.0, 0.0).test(30, 1))
        .isEqualTo(new Tested(Double.POSITIVE_INFINITY, 0, 0.0));
  }

  /** (10^6)²/(5·10^11)·2 = 4, whose tail is erfc(sqrt(2)); scipy 1.17.1 chi2.sf(4, 1). */
  @Test
  void countsOfATrillionAreExact() {
    assertThat(SampleRatio.of(0.5, 0.5).test(500_001_000_000L, 499_999_000_000L))
        .isInstanceOfSatisfying(
            Tested.class,
            tested -> {
              assertThat(tested.statistic()).isEqualTo(4.0);
              assertThat(tested.pValue()).isCloseTo(0.04550026389635842, within(1e-15));
            });
    double third = 1.0 / 3;
    long each = 1_000_000_000_000L;
    assertThat(SampleRatio.of(third, third, third).test(each, each, each))
        .isInstanceOfSatisfying(
            Tested.class, tested -> assertThat(tested.pValue()).isGreaterThan(0.999999));
  }

  @Test
  void thereMustBeSomethingToCompare() {
    assertThat(SampleRatio.of(0.5, 0.5).test(0, 0)).isEqualTo(new NotDefined(Reason.TOO_FEW_UNITS));
    assertThat(SampleRatio.of(1.0).test(10)).isEqualTo(new NotDefined(Reason.TOO_FEW_VARIANTS));
  }

  @Test
  void refusesWhatDoesNotFit() {
    for (double[] wrong : new double[][] {{}, {0.5, 0.6}, {1.5, -0.5}, {Double.NaN, 1.0}}) {
      assertThatThrownBy(() -> SampleRatio.of(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
    SampleRatio even = SampleRatio.of(0.5, 0.5);
    assertThatThrownBy(() -> even.test(1, 2, 3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> even.test(1, -2)).isInstanceOf(IllegalArgumentException.class);
  }
}
