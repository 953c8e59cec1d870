package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FisherExactTest {
  // Python 3.11 fractions; the large ones mpmath 1.3.0, 40 digits
  @ParameterizedTest
  @CsvSource({
    "0, 5, 5, 5, 0.007936507936507936",
    "3, 10, 9, 10, 0.019766611097880447",
    "10, 50, 0, 50, 0.0011868393451716574",
    "17, 100, 4, 300, 4.6426889804458276e-08",
    "500000, 1000000000, 502500, 1000000000, 0.01254225053187703",
    "5, 1000000000, 12, 1000000000, 0.14346313306604",
    "20, 990000, 1, 10000, 0.1902738494050815",
    "0, 1000000000, 40, 10000000, 6.716012705519233e-81",
    "500000000, 1000000000, 500050000, 1000000000, 0.02535024761294842",
    "10000, 1000000, 14000, 1000000, 2.290322205456021e-149"
  })
  void isExactForAnyCounts(long x1, long n1, long x2, long n2, double p) {
    assertThat(fisher(x1, n1, x2, n2)).isCloseTo(p, withPercentage(1e-8));
    assertThat(fisher(x2, n2, x1, n1)).isCloseTo(p, withPercentage(1e-8));
    assertThat(fisher(n1 - x1, n1, n2 - x2, n2)).isCloseTo(p, withPercentage(1e-8));
  }

  /** Every table of up to nine units per arm, against whole numbers. */
  @Test
  void smallTablesAreCounted() {
    for (int n1 = 1; n1 <= 9; n1++) {
      for (int n2 = 1; n2 <= 9; n2++) {
        for (int x = 0; x < (n1 + 1) * (n2 + 1); x++) {
          long x1 = x / (n2 + 1);
          long x2 = x % (n2 + 1);
          assertThat(fisher(x1, n1, x2, n2))
              .as("%d/%d against %d/%d", x1, n1, x2, n2)
              .isCloseTo(counted(x1, n1, x2, n2), withPercentage(1e-9));
        }
      }
    }
  }

  @Test
  void nothingVaryingIsNoEvidence() {
    assertThat(fisher(0, 40, 0, 60)).isEqualTo(1.0);
    assertThat(fisher(40, 40, 60, 60)).isEqualTo(1.0);
    assertThat(fisher(0, 1, 1, 1)).isEqualTo(1.0);
  }

  private static double counted(long x1, long n1, long x2, long n2) {
    long all = x1 + x2;
    BigInteger observed = ways(n2, x2).multiply(ways(n1, x1));
    BigInteger sum = BigInteger.ZERO;
    for (long k = Math.max(0, all - n1); k <= Math.min(all, n2); k++) {
      BigInteger ways = ways(n2, k).multiply(ways(n1, all - k));
      sum = ways.compareTo(observed) <= 0 ? sum.add(ways) : sum;
    }
    return new BigDecimal(sum)
        .divide(new BigDecimal(ways(n1 + n2, all)), MathContext.DECIMAL64)
        .doubleValue();
  }

  private static BigInteger ways(long n, long k) {
    BigInteger ways = BigInteger.ONE;
    for (long i = 1; i <= k; i++) {
      ways = ways.multiply(BigInteger.valueOf(n - k + i)).divide(BigInteger.valueOf(i));
    }
    return ways;
  }

  private static double fisher(long x1, long n1, long x2, long n2) {
    return FisherExact.pValueTwoSided(
        new TwoProportions(new Proportion(x1, n1), new Proportion(x2, n2)));
  }
}
