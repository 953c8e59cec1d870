package plumbline.engine.statistics;

import java.math.BigInteger;
import plumbline.engine.fold.MetricSums;
import plumbline.engine.fold.Term;

/**
 * Exact sufficient statistics of one metric and its covariate in one arm. Of a unit, y is its value
 * and x its covariate, which nothing of the experiment can have changed; both are whole numbers of
 * the same stored unit, and a unit without a past has x = 0.
 */
public record CupedMoments(
    long n,
    BigInteger sumY,
    BigInteger sumX,
    BigInteger sumY2,
    BigInteger sumX2,
    BigInteger sumXy) {
  /** No units: the identity of {@link #plus}. */
  public static final CupedMoments NONE =
      new CupedMoments(
          0, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

  /**
   * Refuses sums that no {@code n} pairs of numbers can have.
   *
   * @throws IllegalArgumentException where {@link Moments} does, for y or for x, and where the
   *     correlation would be beyond 1
   */
  public CupedMoments {
    Moments y = new Moments(n, sumY, sumY2);
    Moments x = new Moments(n, sumX, sumX2);
    BigInteger together = spread(n, sumXy, sumX, sumY);
    BigInteger bound = spread(n, y.sumY2(), sumY, sumY).multiply(spread(n, x.sumY2(), sumX, sumX));
    if (together.pow(2).compareTo(bound) > 0 || n == 0 && sumXy.signum() != 0) {
      throw new IllegalArgumentException(
          "no %d pairs with sums %s and %s have %s as the sum of their products"
              .formatted(n, sumY, sumX, sumXy));
    }
  }

  /**
   * An arm's folded sums of a metric with a covariate.
   *
   * @param units analysed units of the arm
   */
  public static CupedMoments of(long units, MetricSums sums) {
    return new CupedMoments(
        units,
        sums.sum(Term.Y),
        sums.sum(Term.X),
        sums.product(Term.Y, Term.Y),
        sums.product(Term.X, Term.X),
        sums.product(Term.X, Term.Y));
  }

  /** The moments of one unit. */
  public static CupedMoments ofUnit(long y, long x) {
    BigInteger value = BigInteger.valueOf(y);
    BigInteger covariate = BigInteger.valueOf(x);
    return new CupedMoments(
        1, value, covariate, value.pow(2), covariate.pow(2), value.multiply(covariate));
  }

  /** The moments of both sets of units together: associative and commutative. */
  public CupedMoments plus(CupedMoments other) {
    return new CupedMoments(
        Math.addExact(n, other.n),
        sumY.add(other.sumY),
        sumX.add(other.sumX),
        sumY2.add(other.sumY2),
        sumX2.add(other.sumX2),
        sumXy.add(other.sumXy));
  }

  /** Of the metric itself. */
  public Moments y() {
    return new Moments(n, sumY, sumY2);
  }

  /** Of its covariate: a difference between arms is chance, or a covariate that is none. */
  public Moments x() {
    return new Moments(n, sumX, sumX2);
  }

  /** Needs two units. */
  Covariation covariation() {
    BigInteger units = BigInteger.valueOf(n);
    BigInteger pairs = units.multiply(BigInteger.valueOf(n - 1));
    return new Covariation(
        n,
        new Fraction(sumY, units),
        new Fraction(sumX, units),
        new Fraction(spread(n, sumY2, sumY, sumY), pairs),
        new Fraction(spread(n, sumX2, sumX, sumX), pairs),
        new Fraction(spread(n, sumXy, sumX, sumY), pairs));
  }

  /** n·Σab − Σa·Σb, which is n(n−1) times the sample covariance. */
  private static BigInteger spread(long n, BigInteger product, BigInteger one, BigInteger other) {
    return BigInteger.valueOf(n).multiply(product).subtract(one.multiply(other));
  }
}
