package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalMixtureTest {
  /** mpmath 1.3.0, 30 digits: the likelihood ratio averaged by quadrature over N(0, ratio·V). */
  @ParameterizedTest
  @CsvSource({
    "8, 3, 2.9013877113318903, 3.5921932849784797",
    "0.001, -2, 0.0014982518314602314, -0.05022025587353184",
    "500, 4.5, 6.996487368619244, 7.689631078950165",
    "2, -40, 532.7840271889993, -4.262179709868012",
    "2, -60, 1199.4506938556659, -4.667125738675439"
  })
  void averagesTheLikelihoodRatio(double ratio, double z, double both, double above) {
    var mixture = new NormalMixture(ratio);
    assertThat(mixture.logLikelihoodRatio(z)).isCloseTo(both, within(1e-13 * Math.abs(both)));
    assertThat(mixture.logLikelihoodRatioOneSided(z))
        .isCloseTo(above, within(1e-9 * Math.abs(above)));
  }

  /** The series takes over without a step. */
  @Test
  void theFarTailIsContinuous() {
    var mixture = new NormalMixture(1e12);
    double near = mixture.logLikelihoodRatioOneSided(-36 + 1e-6);
    assertThat(mixture.logLikelihoodRatioOneSided(-36 - 1e-6)).isCloseTo(near, within(1e-7));
    assertThat(mixture.logLikelihoodRatioOneSided(-1e100)).isFinite();
  }

  /** drconfseq's best_rho2_exact is this over t; here scipy-free: mpmath 1.3.0 lambertw. */
  @ParameterizedTest
  @CsvSource({
    "0.05, 8.21196806206825420700",
    "0.01, 11.7563712224954194297",
    "1e-50, 235.725410161924121802",
    "0.9, 0.796638387835265621553"
  })
  void narrowestRatio(double alpha, double ratio) {
    assertThat(NormalMixture.narrowestRatio(alpha)).isCloseTo(ratio, within(1e-12 * ratio));
  }

  @Test
  void narrowestIsNarrowest() {
    double best = NormalMixture.narrowestRatio(0.05);
    double width = new NormalMixture(best).multiplier(0.05);
    // For a time that is given: a ratio of r at it has r/t as rho², and 1/V = t.
    assertThat(new NormalMixture(0.99 * best).multiplier(0.05)).isGreaterThan(width);
    assertThat(new NormalMixture(1.01 * best).multiplier(0.05)).isGreaterThan(width);
    double tuned = NormalMixture.tunedRatio(0.05);
    assertThat(tuned).isCloseTo(7.936154601737566, within(1e-14));
    assertThat(new NormalMixture(tuned).multiplier(0.05)).isBetween(width, 1.001 * width);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-12, 0.3, 7.9, 1e9, 1e300})
  void pIsAlphaAtTheEndOfTheInterval(double ratio) {
    var mixture = new NormalMixture(ratio);
    for (double alpha : new double[] {1e-100, 1e-9, 0.05, 0.7}) {
      double end = mixture.multiplier(alpha);
      assertThat(end).isFinite().isGreaterThan(Normal.twoSidedQuantile(alpha));
      assertThat(mixture.pValueTwoSided(end)).isCloseTo(alpha, within(1e-11 * alpha));
      assertThat(mixture.pValueTwoSided(-end)).isEqualTo(mixture.pValueTwoSided(end));
    }
    assertThat(mixture.pValueTwoSided(0.0)).isEqualTo(1.0);
  }

  /** mpmath 1.3.0, 30 digits, findroot. */
  @Test
  void oneSideIsCloserThanTwo() {
    assertThat(new NormalMixture(8).multiplierOneSided(0.05))
        .isCloseTo(2.76819559101735506, within(1e-11));
    assertThat(new NormalMixture(8).multiplier(0.05)).isCloseTo(3.03517302060355804, within(1e-14));
    assertThat(new NormalMixture(0.01).multiplierOneSided(0.025))
        .isCloseTo(24.6491408104668011, within(1e-10));
    var huge = new NormalMixture(1e300);
    double end = huge.multiplierOneSided(1e-100);
    assertThat(huge.logLikelihoodRatioOneSided(end)).isCloseTo(100 * Math.log(10), within(1e-9));
  }

  @Test
  void neverOverflows() {
    var mixture = new NormalMixture(Double.MAX_VALUE);
    assertThat(mixture.pValueTwoSided(1e6)).isZero();
    assertThat(mixture.pValueTwoSided(1.0)).isEqualTo(1.0);
    assertThat(mixture.multiplier(0.05)).isCloseTo(26.75, within(0.01));
  }

  @Test
  void refusesWhatIsNone() {
    for (double ratio : new double[] {0.0, -1.0, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new NormalMixture(ratio))
          .withMessageContaining("ratio is above 0 and finite");
    }
    var mixture = new NormalMixture(1);
    for (double alpha : new double[] {0.0, 1.0, -1.0, Double.NaN}) {
      assertThatIllegalArgumentException().isThrownBy(() -> mixture.multiplier(alpha));
      assertThatIllegalArgumentException().isThrownBy(() -> mixture.multiplierOneSided(alpha));
      assertThatIllegalArgumentException().isThrownBy(() -> NormalMixture.tunedRatio(alpha));
      assertThatIllegalArgumentException().isThrownBy(() -> NormalMixture.narrowestRatio(alpha));
    }
  }

  @Test
  void theOneSidedLevelIsTheTailBeyondItsMultiplier() {
    var mixture = new NormalMixture(8.0);

    assertThat(Normal.upperQuantile(mixture.levelOneSided(0.05)))
        .isCloseTo(mixture.multiplierOneSided(0.05), org.assertj.core.api.Assertions.within(1e-9));
    assertThat(mixture.levelOneSided(0.05)).isLessThan(0.05);
  }
}
