package plumbline.engine.fold;

import java.math.BigInteger;

/**
 * Sums over the analysed units for one metric: of y, of its square and of its cube. Addition is
 * associative and commutative, {@link #ZERO} is its identity, and what was added can be taken away.
 */
public record MetricSums(BigInteger y, BigInteger y2, BigInteger y3) {
  public static final MetricSums ZERO =
      new MetricSums(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

  /** One unit's. */
  static MetricSums of(BigInteger y) {
    var square = y.multiply(y);
    return new MetricSums(y, square, square.multiply(y));
  }

  public MetricSums plus(MetricSums other) {
    return new MetricSums(y.add(other.y), y2.add(other.y2), y3.add(other.y3));
  }

  public MetricSums minus(MetricSums other) {
    return new MetricSums(y.subtract(other.y), y2.subtract(other.y2), y3.subtract(other.y3));
  }
}
