package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProportionBoundsTest {
  private static final Percentage TIGHT = withPercentage(1e-7);

  // scipy 1.17.1 beta.ppf(a, x, n - x + 1) and beta.isf(a, x + 1, n - x), rel 1e-9; for 1e9 units,
  // where scipy is off by 3e-9, mpmath 1.3.0 with 40 digits
  @ParameterizedTest
  @CsvSource({
    "3, 1000, 0.025, 0.000619099931649571, 0.0087420232384783",
    "0, 500, 0.025, 0, 0.00735061005190779",
    "5, 1000000, 0.0125, 1.35360820586388e-06, 1.27651594869631e-05",
    "5, 1000000000, 0.025, 1.6234863920475393e-09, 1.1668332040418513e-08",
    "500, 500, 0.025, 0.992649389948092, 1",
    "97, 12000, 0.005, 0.00613157133147526, 0.0104353946020645"
  })
  void theExactBoundsAreClopperAndPearsons(
      long x, long n, double level, double lower, double upper) {
    assertThat(new Proportion(x, n).clopperPearsonLower(level)).isCloseTo(lower, TIGHT);
    assertThat(new Proportion(x, n).clopperPearsonUpper(level)).isCloseTo(upper, TIGHT);
  }

  /** At the bound the tail has the level: that is what a bound is. */
  @Test
  void anExactBoundIsWhereTheTailHasTheLevel() {
    for (long n = 1; n <= 12; n++) {
      for (long x = 0; x <= n; x++) {
        Proportion arm = new Proportion(x, n);
        for (double level : new double[] {1e-5, 0.025, 0.4}) {
          if (x > 0) {
            assertThat(Binomial.atLeast(x, n, arm.clopperPearsonLower(level)))
                .isCloseTo(level, TIGHT);
          }
          if (x < n) {
            assertThat(Binomial.atMost(x, n, arm.clopperPearsonUpper(level)))
                .isCloseTo(level, TIGHT);
          }
        }
      }
    }
  }

  @Test
  void wilsonStaysInRangeAndHasWidthAtTheEnds() {
    assertThat(new Proportion(0, 50).wilson(0.05).lower()).isZero();
    // R 4.2.2 prop.test(0, 50, correct = FALSE), prop.test(50, 50, correct = FALSE)
    assertThat(new Proportion(0, 50).wilson(0.05).upper()).isCloseTo(0.0713475991333587, TIGHT);
    assertThat(new Proportion(50, 50).wilson(0.05).lower()).isCloseTo(0.928652400866641, TIGHT);
    for (int n = 1; n <= 1_000; n++) {
      assertThat(new Proportion(n, n).wilson(0.05).upper()).as("n %d", n).isEqualTo(1.0);
    }
  }

  @Test
  void refusesWhatCannotBe() {
    for (double wrong : new double[] {0.0, 1.0, -0.1, Double.NaN}) {
      Proportion arm = new Proportion(1, 2);
      assertThatThrownBy(() -> arm.clopperPearsonLower(wrong))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> arm.clopperPearsonUpper(wrong))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> arm.wilson(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new Proportion(3, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Proportion(-1, 2)).isInstanceOf(IllegalArgumentException.class);
  }
}
