package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinomialTest {
  private static final Percentage TIGHT = withPercentage(1e-7);

  // scipy 1.17.1 binom.cdf(k, n, p) and binom.sf(k - 1, n, p), rel 1e-9
  @ParameterizedTest
  @CsvSource({
    "30, 70, 0.6, 0.00277116571299643, 0.998708068889054",
    "30, 42, 0.523809523809523809, 0.996263294255382, 0.00938934606719091",
    "6, 6, 0.545454545454545454, 1, 0.026336095680589",
    "0, 0, 0.545454545454545454, 1, 1",
    "38, 78, 0.333333333333333333, 0.998286486004585, 0.00349010338771521",
    "20, 80, 0.473684210526315789, 3.32287674479915e-05, 0.999988298572489"
  })
  void theTailsAreScipys(long k, long n, double p, double atMost, double atLeast) {
    assertThat(Binomial.atMost(k, n, p)).isCloseTo(atMost, TIGHT);
    assertThat(Binomial.atLeast(k, n, p)).isCloseTo(atLeast, TIGHT);
  }

  /** A thousand million units: mpmath 1.3.0, 40 digits, terms added. */
  @ParameterizedTest
  @CsvSource({
    "5, 1000000000, 1.2e-8, 0.020341028881821546",
    "499950000, 1000000000, 0.5, 0.00078278613054190379",
    "600, 1000000000, 1e-6, 9.9891946932628049e-43"
  })
  void manyUnitsLoseNoDigits(long k, long n, double p, double atMost) {
    assertThat(Binomial.atMost(k, n, p)).isCloseTo(atMost, withPercentage(1e-8));
  }

  @Test
  void bothTailsShareTheCountItself() {
    for (long n = 0; n <= 12; n++) {
      for (double p : new double[] {0.001, 0.3, 0.5, 0.97}) {
        double sum = 0.0;
        for (long k = 0; k <= n; k++) {
          double probability = Math.exp(Binomial.logProbability(k, n, p));
          sum += probability;
          assertThat(Binomial.atMost(k, n, p)).isCloseTo(sum, withPercentage(1e-10));
          assertThat(Binomial.atLeast(k, n, p))
              .as("%d of %d at %s", k, n, p)
              .isCloseTo(1.0 - Binomial.atMost(k - 1, n, p), within(1e-13));
          assertThat(Binomial.atMost(k, n, p) + Binomial.atLeast(k, n, p) - 1.0)
              .isCloseTo(probability, within(1e-13));
        }
      }
    }
  }

  @Test
  void endsAreExact() {
    assertThat(Binomial.atMost(-1, 5, 0.5)).isZero();
    assertThat(Binomial.atMost(5, 5, 0.5)).isEqualTo(1.0);
    assertThat(Binomial.atLeast(0, 5, 0.5)).isEqualTo(1.0);
    assertThat(Binomial.atLeast(6, 5, 0.5)).isZero();
    assertThat(Binomial.atMost(2, 5, 0.0)).isEqualTo(1.0);
    assertThat(Binomial.atMost(2, 5, 1.0)).isZero();
    assertThat(Binomial.atLeast(2, 5, 0.0)).isZero();
    assertThat(Binomial.atLeast(2, 5, 1.0)).isEqualTo(1.0);
  }

  @Test
  void refusesWhatIsNoBinomial() {
    assertThatThrownBy(() -> Binomial.atMost(1, -1, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("n=-1");
    for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> Binomial.atLeast(1, 2, wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
