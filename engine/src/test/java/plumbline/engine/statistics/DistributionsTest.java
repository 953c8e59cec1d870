package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributionsTest {
  private static final double[] TAILS = {0.999, 0.5, 0.2, 0.05, 0.01, 1e-3, 1e-8, 1e-20, 1e-100};

  /** t, df, P(|T| &gt; t). mpmath 1.3.0, 60 digits, the density integrated. */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0.01, 1000, 0.9920232819321873
          1.5, 1000, 0.1339300388220862
          2, 1000, 0.04577034649325164
          5, 1000, 6.76725636464863e-7
          10, 1000, 1.667070295860007e-22
          25, 1000, 1.520354138331703e-107
          37, 1000, 1.730078880990058e-189
          0.01, 99999, 0.9920213073190226
          1.5, 99999, 0.1336175595544007
          2, 99999, 0.04550296348450247
          5, 99999, 5.742701775410716e-7
          10, 99999, 1.563301928102139e-23
          25, 99999, 1.621792312380933e-137
          37, 99999, 1.197518004377186e-297
          0.01, 100001, 0.9920213073186237
          1.5, 100001, 0.1336175594912611
          2, 100001, 0.04550296343051099
          5, 100001, 5.742701581874566e-7
          10, 100001, 1.563301131947374e-23
          25, 100001, 1.621760798523528e-137
          37, 100001, 1.197407647961684e-297
          0.01, 1e6, 0.9920212893655477
          1.5, 1e6, 0.1336147182367928
          2, 1e6, 0.04550053385131921
          5, 1e6, 5.733997870890742e-7
          10, 1e6, 1.527861076817825e-23
          25, 1e6, 6.742358167593682e-138
          37, 1e6, 1.82997308619461e-299
          0.01, 1e8, 0.9920212873906849
          1.5, 1e8, 0.1336144056947075
          2, 1e8, 0.04550026659590675
          5, 1e8, 5.733041101267286e-7
          10, 1e8, 1.524009463024784e-23
          25, 1e8, 6.119385522593002e-138
          37, 1e8, 1.150499977691393e-299
          0.01, 1e10, 0.9920212873709363
          1.5, 1e10, 0.133614402569286
          2, 1e10, 0.0455002639233539
          5, 1e10, 5.733031534220647e-7
          10, 1e10, 1.523970993409383e-23
          25, 1e10, 6.113453305101674e-138
          37, 1e10, 1.14516797733575e-299
          """)
  void studentTailsHoldWhereTheDegreesAreMany(double t, double df, double expected) {
    assertThat(StudentT.twoSided(t, df)).isCloseTo(expected, relative(expected, 1e-10));
  }

  @Test
  void theTwoWaysToAStudentTailMeet() {
    for (double t : new double[] {0.01, 0.5, 1.7, 1.8, 3, 8, 20, 36}) {
      double below = StudentT.twoSided(t, 100_000.0);
      double above = StudentT.twoSided(t, Math.nextUp(100_000.0));
      assertThat(above).as("t=" + t).isCloseTo(below, relative(below, 1e-10));
    }
  }

  @Test
  void quantilesInvertTails() {
    for (double tail : TAILS) {
      double z = Normal.twoSidedQuantile(tail);
      assertThat(Normal.twoSided(z)).isCloseTo(tail, relative(tail, 1e-11));
      for (double df : new double[] {1, 2.5, 30, 1_000, 99_999, 100_001, 1e7, 1e10}) {
        double t = StudentT.twoSidedQuantile(tail, df);
        assertThat(StudentT.twoSided(t, df)).as("df " + df).isCloseTo(tail, relative(tail, 1e-11));
        assertThat(t).as("heavier than normal, df " + df).isGreaterThan(z * (1 - 1e-9));
      }
    }
  }

  @Test
  void quantilesReachAsFarAsDoublesDo() {
    double z = Normal.twoSidedQuantile(1e-299);
    assertThat(Normal.twoSided(z)).isCloseTo(1e-299, relative(1e-299, 1e-11));
    double t = StudentT.twoSidedQuantile(1e-40, 0.5);
    assertThat(StudentT.twoSided(t, 0.5)).isCloseTo(1e-40, relative(1e-40, 1e-11));
    assertThatThrownBy(() -> StudentT.twoSidedQuantile(1e-290, 0.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("out of range");
  }

  @Test
  void endsAreExact() {
    assertThat(Normal.twoSided(0.0)).isEqualTo(1.0);
    assertThat(Normal.twoSided(Double.POSITIVE_INFINITY)).isZero();
    assertThat(Normal.upperTail(Double.NEGATIVE_INFINITY)).isEqualTo(1.0);
    assertThat(Normal.twoSidedQuantile(1.0)).isZero();
    assertThat(StudentT.twoSided(0.0, 5.0)).isEqualTo(1.0);
    assertThat(StudentT.twoSided(0.0, 1e6)).isEqualTo(1.0, within(1e-15));
    assertThat(StudentT.upperTail(-2.0, 5.0) + StudentT.upperTail(2.0, 5.0)).isEqualTo(1.0);
    assertThat(ChiSquare.upperTail(0.0, 3.0)).isEqualTo(1.0);
    assertThat(ChiSquare.upperTail(Double.POSITIVE_INFINITY, 3.0)).isZero();
  }

  @Test
  void refusesWhatHasNoAnswer() {
    for (double wrong : new double[] {0.0, -0.1, 1.1, 1e-301, Double.NaN}) {
      assertThatThrownBy(() -> Normal.twoSidedQuantile(wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> StudentT.twoSided(1.0, 0.0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ChiSquare.upperTail(-1.0, 2.0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Offset<Double> relative(double value, double tolerance) {
    return within(Math.abs(value) * tolerance);
  }
}
