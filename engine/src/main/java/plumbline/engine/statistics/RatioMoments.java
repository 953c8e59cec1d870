package plumbline.engine.statistics;

import static java.math.MathContext.DECIMAL128;

import java.math.BigDecimal;
import java.math.BigInteger;
import plumbline.engine.fold.MetricSums;
import plumbline.engine.fold.Term;

/**
 * Exact sufficient statistics of a ratio of sums, Σm/Σd, in one arm. The unit is what was
 * randomised: it has m and d of its own, such as its revenue and its orders, and one unit's events
 * are never taken for several.
 *
 * @param n units, those with m = d = 0 too
 */
public record RatioMoments(
    long n,
    BigInteger sumM,
    BigInteger sumD,
    BigInteger sumM2,
    BigInteger sumD2,
    BigInteger sumMd) {
  /** No units: the identity of {@link #plus}. */
  public static final RatioMoments NONE =
      new RatioMoments(
          0, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

  /**
   * Refuses sums that no {@code n} pairs can have, which is how lost or doubled data shows.
   *
   * @throws IllegalArgumentException if n is negative, or a variance is, or m and d vary together
   *     more than each does alone
   */
  public RatioMoments {
    Moments m = new Moments(n, sumM, sumM2);
    Moments d = new Moments(n, sumD, sumD2);
    BigInteger together = BigInteger.valueOf(n).multiply(sumMd).subtract(sumM.multiply(sumD));
    if (together.pow(2).compareTo(m.spread().multiply(d.spread())) > 0
        || (n == 0 && sumMd.signum() != 0)) {
      throw new IllegalArgumentException(
          "no %d pairs that sum to %s and %s have products that sum to %s"
              .formatted(n, sumM, sumD, sumMd));
    }
  }

  /**
   * The moments of a RATIO metric's sums.
   *
   * @param n analysed units
   * @param sums with the terms Y, the numerator, and D
   */
  public static RatioMoments of(long n, MetricSums sums) {
    return new RatioMoments(
        n,
        sums.sum(Term.Y),
        sums.sum(Term.D),
        sums.product(Term.Y, Term.Y),
        sums.product(Term.D, Term.D),
        sums.product(Term.Y, Term.D));
  }

  /** The moments of one unit. */
  public static RatioMoments ofOne(long m, long d) {
    BigInteger ofM = BigInteger.valueOf(m);
    BigInteger ofD = BigInteger.valueOf(d);
    return new RatioMoments(1, ofM, ofD, ofM.multiply(ofM), ofD.multiply(ofD), ofM.multiply(ofD));
  }

  /** The moments of both sets of units together: associative and commutative. */
  public RatioMoments plus(RatioMoments other) {
    return new RatioMoments(
        Math.addExact(n, other.n),
        sumM.add(other.sumM),
        sumD.add(other.sumD),
        sumM2.add(other.sumM2),
        sumD2.add(other.sumD2),
        sumMd.add(other.sumMd));
  }

  /**
   * The ratio as a test of means sees it. The variance per unit is the delta method's over units,
   * that of {@code (m - R·d)/d̄} with R = Σm/Σd (Deng, Knoblich, Lu 2018, KDD, 233-242), so that
   * the ratio's own variance is it over n. Not defined below two units, and where Σd is zero.
   *
   * @param scaleM what one stored unit of m is worth, such as 1e-6 for micro-units
   * @param scaleD the same of d
   */
  public ArmResult summary(double scaleM, double scaleD) {
    if (n < 2) {
      return new NotDefined(NotDefined.Reason.TOO_FEW_UNITS);
    }
    if (sumD.signum() == 0) {
      return new NotDefined(NotDefined.Reason.DENOMINATOR_IS_ZERO);
    }
    BigDecimal ofM = Moments.decimal(scaleM);
    BigDecimal ofD = Moments.decimal(scaleD);
    double ratio = divide(sumM, ofM, sumD, ofD);
    // n²·squares / ((n - 1)·(Σd)⁴), in integers and divided once: never below zero.
    BigInteger numerator = BigInteger.valueOf(n).pow(2).multiply(squares());
    BigInteger divisor = BigInteger.valueOf(n - 1).multiply(sumD.pow(4));
    return new ArmSummary(n, ratio, divide(numerator, ofM.pow(2), divisor, ofD.pow(2)));
  }

  /** Σ(m·Σd - d·Σm)². */
  private BigInteger squares() {
    BigInteger cross = sumM.multiply(sumD).multiply(sumMd).shiftLeft(1);
    return sumM2.multiply(sumD.pow(2)).subtract(cross).add(sumD2.multiply(sumM.pow(2)));
  }

  private static double divide(
      BigInteger numerator, BigDecimal scale, BigInteger divisor, BigDecimal divisorScale) {
    return new BigDecimal(numerator)
        .multiply(scale)
        .divide(new BigDecimal(divisor).multiply(divisorScale), DECIMAL128)
        .doubleValue();
  }
}
