package plumbline.engine.statistics;

import static java.math.MathContext.DECIMAL128;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * How lopsided one arm's units are: their third central moment over the cube of their standard
 * deviation, 0 for a symmetric distribution and 2 for an exponential one. It is at most about the
 * root of the number of units, so that of few units it says little.
 *
 * @param value without a unit, the same for any scale
 * @param unitsForNormalMean units in an arm from which on an interval at 95 % of their mean holds
 *     what it promises: 355 times the squared skewness (Kohavi, Deng, Longbotham, Xu 2014, Seven
 *     rules of thumb for web site experimenters, KDD, 1857-1866, rule 7)
 */
public record Skewness(double value, long unitsForNormalMean) {
  private static final BigInteger UNITS_PER_SQUARE = BigInteger.valueOf(355);

  /**
   * The skewness of n units; empty where they are all alike.
   *
   * @param moments of y
   * @param sumY3 Σy³
   */
  public static Optional<Skewness> of(Moments moments, BigInteger sumY3) {
    BigInteger spread = moments.spread();
    if (spread.signum() == 0) {
      return Optional.empty();
    }
    BigInteger n = BigInteger.valueOf(moments.n());
    BigInteger sum = moments.sumY();
    // n²·Σy³ - 3n·Σy·Σy² + 2(Σy)³, over the root of the cube of n·Σy² - (Σy)².
    BigInteger third =
        n.pow(2)
            .multiply(sumY3)
            .subtract(BigInteger.valueOf(3).multiply(n).multiply(sum).multiply(moments.sumY2()))
            .add(sum.pow(3).shiftLeft(1));
    BigDecimal squared = new BigDecimal(third.pow(2));
    BigDecimal cubed = new BigDecimal(spread.pow(3));
    double size = squared.divide(cubed, DECIMAL128).sqrt(DECIMAL128).doubleValue();
    BigDecimal units =
        squared.multiply(new BigDecimal(UNITS_PER_SQUARE)).divide(cubed, 0, RoundingMode.CEILING);
    return Optional.of(new Skewness(third.signum() * size, units.longValueExact()));
  }
}
