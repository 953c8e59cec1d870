package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Tails as logarithms and their inverses. Expected values: mpmath 1.3.0 with 40 digits or more, the
 * density integrated over its own variable.
 */
class LogTailsTest {
  private static final double[] PROBABILITIES = {1e-200, 1e-9, 0.01, 0.3, 0.5, 0.8, 0.999};

  @ParameterizedTest
  @CsvSource({
    "1e-9, -7.9788456112117524e-10",
    "0.3, -0.26895563760890536",
    "1, -1.1478744644493182",
    "-1.8, -2.6330266158186484",
    "10, -52.538137969952525",
    "38, -725.86406883826018",
    "50, -1254.13821395886",
    "10000, -50000009.436131725",
    "1e100, -5.0e199"
  })
  void normal(double z, double log) {
    assertThat(Normal.logTwoSided(z)).isCloseTo(log, relative(log, 1e-13));
    if (z > 0) {
      assertThat(Normal.logUpperTail(z)).isCloseTo(log - Math.log(2), relative(log, 1e-13));
    }
  }

  @Test
  void normalBelowZeroIsNearlyAll() {
    // scipy 1.17.1 norm.logsf(-10)
    assertThat(Normal.logUpperTail(-10)).isCloseTo(-7.61985302416047e-24, relative(7.6e-24, 1e-12));
    assertThat(Normal.logUpperTail(0.0)).isCloseTo(-Math.log(2), within(1e-15));
    assertThat(Normal.logUpperTail(-0.5)).isCloseTo(Math.log(0.6914624612740131), within(1e-15));
  }

  @ParameterizedTest
  @CsvSource({
    "1e-9, 5, -7.5921337993319134e-10",
    "0.5, 3, -0.42855775537192233",
    "-1, 2, -0.86121150251649055",
    "1.5, 0.1, -0.22230142624880679",
    "40, 20, -45.675000040456454",
    "60, 1e4, -1541.590194834515",
    "100, 498866.7828, -4955.3673486797433",
    "1000, 1e6, -346580.377254264",
    "300, 1e9, -45003.904661432178",
    "1e20, 0.01, -0.4904335161486011",
    "1e160, 3, -1104.4499740175374",
    "1e200, 0.5, -230.70260824961615"
  })
  void student(double t, double df, double log) {
    assertThat(StudentT.logTwoSided(t, df)).isCloseTo(log, relative(log, 1e-12));
    assertThat(StudentT.twoSided(t, df)).isCloseTo(Math.exp(log), relative(Math.exp(log), 1e-9));
  }

  @ParameterizedTest
  @CsvSource({
    "3.84, 1, -2.9948622271800274",
    "1e-30, 0.01, -1.229362493556341",
    "0.5, 0.2, -2.259135295207632",
    "2000, 1, -1004.0267419589519",
    "300, 19, -119.04101606720015",
    "250, 20, -94.272936851763506",
    "250, 21, -92.993300427417519",
    "1100, 1000, -4.2257473789266177",
    "1004000, 1e6, -6.0478113304958756",
    "2000200000, 2e9, -7.1524338508226477"
  })
  void chiSquare(double x, double df, double log) {
    assertThat(ChiSquare.logUpperTail(x, df)).isCloseTo(log, relative(log, 1e-12));
    assertThat(ChiSquare.upperTail(x, df)).isCloseTo(Math.exp(log), relative(Math.exp(log), 1e-10));
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 2, 20, -0.45370511658143782",
    "1e-8, 3, 5, -51.706694200367683",
    "1e-200, 1.5, 4, -688.8941562702959",
    "0.4, 500, 500, -23.197291456569376",
    "0.0309, 3001, 97001, -0.05171732860138843",
    "0.0499, 5e7, 9.5e8, -108.99475213562789",
    "0.49995, 5e8, 5e8, -7.1527596591457352",
    "1e-9, 6, 1e9, -7.4283201308076155",
    "0.3, 9.5, 9.5, -3.3188339352175512",
    "0.3, 10, 10, -3.4248747856512061",
    "0.3, 10.5, 9.9, -3.7849280140109031"
  })
  void beta(double x, double a, double b, double log) {
    double tail = BetaDistribution.lowerTail(x, a, b);
    assertThat(tail).isCloseTo(Math.exp(log), relative(Math.exp(log), 1e-10));
    assertThat(BetaDistribution.upperTail(x, a, b))
        .isCloseTo(-Math.expm1(log), relative(Math.expm1(log), 1e-10));
    // Mirrored, so that the small side is the other one.
    assertThat(BetaDistribution.logLowerTail(1 - x, x, b, a))
        .isCloseTo(Math.log(-Math.expm1(log)), within(1e-10));
  }

  @Test
  void fIsAPowerForTwoDegreesAndStudentsSquareForOne() {
    for (double df : new double[] {0.5, 7, 300, 1e5, 1e8}) {
      for (double f : new double[] {0, 1e-6, 0.9, 4.2, 60, 600}) {
        double power = Math.exp(-0.5 * df * Math.log1p(2 * f / df));
        assertThat(FDistribution.upperTail(f, 2, df)).isCloseTo(power, relative(power, 1e-10));
        double student = StudentT.twoSided(Math.sqrt(f), df);
        assertThat(FDistribution.upperTail(f, 1, df)).isCloseTo(student, relative(student, 1e-9));
      }
    }
    assertThat(FDistribution.upperTail(Double.POSITIVE_INFINITY, 3, 4)).isZero();
    assertThatThrownBy(() -> FDistribution.upperTail(-1, 3, 4))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void quantilesInvertTails() {
    for (double p : PROBABILITIES) {
      for (double df : new double[] {0.6, 1, 4, 19.9, 20, 1e3, 1e8}) {
        double upper = ChiSquare.upperQuantile(p, df);
        assertThat(ChiSquare.upperTail(upper, df)).as("df %s", df).isCloseTo(p, relative(p, 1e-9));
        if (p > 1e-100) {
          double lower = ChiSquare.lowerQuantile(p, df);
          assertThat(1 - ChiSquare.upperTail(lower, df)).isCloseTo(p, within(1e-10));
        }
      }
      for (double a : new double[] {0.7, 3, 40, 1e6}) {
        double low = BetaDistribution.lowerQuantile(p, a, 5);
        assertThat(BetaDistribution.lowerTail(low, a, 5)).isCloseTo(p, relative(p, 1e-8));
        double high = BetaDistribution.upperQuantile(p, 5, a);
        assertThat(BetaDistribution.upperTail(high, 5, a)).isCloseTo(p, within(1e-8));
      }
    }
  }

  @Test
  void quantilesNearTheMedianKeepTheirDigits() {
    // A centre c lies within c·sqrt(pi/2), for one degree within tan(c·pi/2).
    assertThat(Normal.twoSidedQuantile(1 - 0x1p-40))
        .isCloseTo(0x1p-40 * Math.sqrt(Math.PI / 2), relative(1.14e-12, 1e-12));
    assertThat(StudentT.twoSidedQuantile(1 - 0x1p-40, 1))
        .isCloseTo(0x1p-41 * Math.PI, relative(1.43e-12, 1e-12));
    for (double tail : new double[] {0.5000001, 0.7, 0.9}) {
      double z = Normal.twoSidedQuantile(tail);
      assertThat(Normal.twoSided(z)).isCloseTo(tail, within(1e-15));
      double t = StudentT.twoSidedQuantile(tail, 3.3);
      assertThat(StudentT.twoSided(t, 3.3)).isCloseTo(tail, within(1e-14));
    }
  }

  /** For two degrees chi-square is -2·log of the tail; Beta(1, 3) is 1 - its cube root. */
  @Test
  void quantilesFarAboveTheMedianKeepTheirDigits() {
    assertThat(ChiSquare.lowerQuantile(1 - 0x1p-40, 2))
        .isCloseTo(80 * Math.log(2), relative(55, 1e-13));
    assertThat(ChiSquare.upperQuantile(1 - 0x1p-40, 2)).isCloseTo(0x1p-39, relative(2e-12, 1e-11));
    assertThat(1 - BetaDistribution.lowerQuantile(1 - 0x1p-39, 1, 3))
        .isCloseTo(0x1p-13, relative(1.2e-4, 1e-11));
    assertThat(BetaDistribution.upperQuantile(1 - 0x1p-39, 3, 1))
        .isCloseTo(0x1p-13, relative(1.2e-4, 1e-11));
  }

  @Test
  void studentsUpperQuantileHasBothSides() {
    // R 4.2.2 qt(0.975, 10), qt(0.9995, 3.3)
    assertThat(StudentT.upperQuantile(0.025, 10)).isCloseTo(2.22813885198627, within(1e-13));
    assertThat(StudentT.upperQuantile(0.975, 10)).isCloseTo(-2.22813885198627, within(1e-13));
    assertThat(StudentT.upperQuantile(5e-4, 3.3)).isCloseTo(11.1066951899335, within(1e-12));
    assertThat(StudentT.upperQuantile(0.5, 3.3)).isZero();
  }

  /** On the way there Newton's method passes where the tail is below what a double holds. */
  @Test
  void studentsQuantileReachesAsFarAsItsTail() {
    for (double df : new double[] {8, 30, 100, 400, 1e3, 1e4, 1e6}) {
      double t = StudentT.upperQuantile(1e-299, df);
      assertThat(StudentT.logTwoSided(t, df))
          .as("%s", df)
          .isCloseTo(Math.log(2e-299), within(1e-9));
    }
  }

  /** The density there is below what a double holds. */
  @Test
  void studentsQuantileReachesWhereTheDensityDoesNot() {
    double t = StudentT.upperQuantile(1e-290, 5);
    // The tail is a power of t by then: mpmath 1.3.0, 40 digits
    assertThat(t).isCloseTo(1.5683925590993378e+58, relative(1.5683925590993378e+58, 1e-12));
  }

  @Test
  void stirlingLacksWhatFactorialsShow() {
    double formula = 9.5 * Math.log(10) - 10 + 0.5 * Math.log(2 * Math.PI);
    assertThat(Stirling.error(10)).isCloseTo(Math.log(362_880) - formula, within(3e-14));
    assertThat(Stirling.error(1e9)).isCloseTo(1 / 12e9, within(1e-26));
  }

  @Test
  void endsAreExact() {
    assertThat(Normal.logTwoSided(0.0)).isZero();
    assertThat(Normal.logTwoSided(Double.NEGATIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(StudentT.logTwoSided(0.0, 7)).isZero();
    assertThat(StudentT.logTwoSided(Double.POSITIVE_INFINITY, 7))
        .isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(BetaDistribution.lowerTail(0.0, 2, 3)).isZero();
    assertThat(BetaDistribution.lowerTail(1.0, 2, 3)).isEqualTo(1.0);
    assertThat(BetaDistribution.upperTail(0.0, 2, 3)).isEqualTo(1.0);
  }

  @Test
  void refusesWhatHasNoAnswer() {
    for (double wrong : new double[] {0.0, 1.0, -0.1, Double.NaN}) {
      assertThatThrownBy(() -> ChiSquare.lowerQuantile(wrong, 3))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> ChiSquare.upperQuantile(wrong, 3))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> BetaDistribution.lowerQuantile(wrong, 3, 4))
          .isInstanceOf(IllegalArgumentException.class);
    }
    for (double wrong : new double[] {0.0, -1.0, Double.NaN}) {
      assertThatThrownBy(() -> ChiSquare.upperTail(1, wrong))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> BetaDistribution.lowerTail(0.5, wrong, 1))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> BetaDistribution.upperTail(0.5, wrong, 1))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> StudentT.logTwoSided(1, wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> BetaDistribution.lowerTail(1.1, 2, 3))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> BetaDistribution.lowerTail(-0.1, 2, 3))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Normal.twoSided(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Offset<Double> relative(double value, double tolerance) {
    return within(Math.abs(value) * tolerance);
  }
}
