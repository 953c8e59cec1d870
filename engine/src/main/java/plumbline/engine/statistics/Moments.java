package plumbline.engine.statistics;

import static java.math.MathContext.DECIMAL128;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.LongStream;

/**
 * Exact sufficient statistics of one metric in one arm: the number of units, Σy and Σy², y being a
 * whole number of the stored unit (micro-units for a value, 1 for a count). Sums are integers, so
 * the result does not depend on the order in which they were added up.
 *
 * <p>A {@code scale} says what one stored unit is worth in the metric's own unit, such as 1e-6. It
 * is taken as the decimal that it prints as.
 */
public record Moments(long n, BigInteger sumY, BigInteger sumY2) {
  /** No units: the identity of {@link #plus}. */
  public static final Moments NONE = new Moments(0, BigInteger.ZERO, BigInteger.ZERO);

  /**
   * Refuses sums that no {@code n} numbers can have, which is how lost or doubled data shows.
   *
   * @throws IllegalArgumentException if n is negative or n·Σy² is below (Σy)²
   */
  public Moments {
    boolean empty = n == 0 && sumY.signum() == 0 && sumY2.signum() == 0;
    if (!empty && (n < 1 || spread(n, sumY, sumY2).signum() < 0)) {
      throw new IllegalArgumentException(
          "no %d units sum to %s and their squares to %s".formatted(n, sumY, sumY2));
    }
  }

  /** The moments of the given values, one per unit. */
  public static Moments of(long... values) {
    return LongStream.of(values).mapToObj(Moments::ofOne).reduce(NONE, Moments::plus);
  }

  /** The moments of both sets of units together: associative and commutative. */
  public Moments plus(Moments other) {
    return new Moments(Math.addExact(n, other.n), sumY.add(other.sumY), sumY2.add(other.sumY2));
  }

  /** The mean in the metric's unit; empty without units. */
  public OptionalDouble mean(double scale) {
    return n < 1
        ? OptionalDouble.empty()
        : OptionalDouble.of(divide(sumY, decimal(scale), BigInteger.valueOf(n)));
  }

  /** The sample variance, over n - 1, in the metric's unit squared; empty below two units. */
  public OptionalDouble variance(double scale) {
    if (n < 2) {
      return OptionalDouble.empty();
    }
    // Subtracted as integers and divided once: no cancellation, however large the mean.
    BigInteger divisor = BigInteger.valueOf(n).multiply(BigInteger.valueOf(n - 1));
    return OptionalDouble.of(divide(spread(n, sumY, sumY2), decimal(scale).pow(2), divisor));
  }

  /** What a test needs, in the metric's unit; empty below two units. */
  public Optional<ArmSummary> summary(double scale) {
    return n < 2
        ? Optional.empty()
        : Optional.of(new ArmSummary(n, mean(scale).getAsDouble(), variance(scale).getAsDouble()));
  }

  /** At least so many units are not zero: (Σy)² is at most their number times Σy². */
  public double carriers() {
    return sumY2.signum() == 0
        ? 0.0
        : new BigDecimal(sumY.pow(2))
            .divide(new BigDecimal(sumY2), MathContext.DECIMAL64)
            .doubleValue();
  }

  private static Moments ofOne(long value) {
    BigInteger y = BigInteger.valueOf(value);
    return new Moments(1, y, y.multiply(y));
  }

  /** n·Σy² − (Σy)², which is n(n−1) times the sample variance. */
  BigInteger spread() {
    return spread(n, sumY, sumY2);
  }

  private static BigInteger spread(long n, BigInteger sumY, BigInteger sumY2) {
    return BigInteger.valueOf(n).multiply(sumY2).subtract(sumY.multiply(sumY));
  }

  static BigDecimal decimal(double scale) {
    if (!(scale > 0.0 && scale < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("a scale is above 0 and finite, not " + scale);
    }
    return BigDecimal.valueOf(scale);
  }

  private static double divide(BigInteger numerator, BigDecimal scale, BigInteger divisor) {
    BigDecimal scaled = new BigDecimal(numerator).multiply(scale);
    return scaled.divide(new BigDecimal(divisor), DECIMAL128).doubleValue();
  }
}
