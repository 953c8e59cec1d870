package plumbline.tracking;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.Moments;
import plumbline.proto.tracking.v1.MetricStatistics;

/** An arm's sums of one metric, and what textbooks make of them. What is not sent is 0 here. */
record LogSums(
    long n,
    BigInteger y,
    BigInteger y2,
    BigInteger x,
    BigInteger x2,
    BigInteger xy,
    BigInteger d,
    BigInteger d2,
    BigInteger yd) {

  static LogSums of(MetricStatistics sent) {
    return new LogSums(
        sent.getUnits(),
        number(sent.getSumY()),
        number(sent.getSumY2()),
        number(sent.getSumX()),
        number(sent.getSumX2()),
        number(sent.getSumXy()),
        number(sent.getSumD()),
        number(sent.getSumD2()),
        number(sent.getSumYd()));
  }

  private static BigInteger number(String sent) {
    return sent.isEmpty() ? BigInteger.ZERO : new BigInteger(sent);
  }

  LogSums plus(LogSums other) {
    return new LogSums(
        n + other.n,
        y.add(other.y),
        y2.add(other.y2),
        x.add(other.x),
        x2.add(other.x2),
        xy.add(other.xy),
        d.add(other.d),
        d2.add(other.d2),
        yd.add(other.yd));
  }

  /**
   * Of the metric itself.
   *
   * @param unit what a summed unit is worth, such as 1e-6
   */
  ArmSummary y(double unit) {
    return new Moments(n, y, y2).summary(unit).orElseThrow();
  }

  /** Of its covariate. */
  ArmSummary x(double unit) {
    return new Moments(n, x, x2).summary(unit).orElseThrow();
  }

  /** Of y - theta x. */
  ArmSummary adjusted(double theta, double unit) {
    var variance = y(1).variance() - 2 * theta * covarianceOfXy() + theta * theta * x(1).variance();
    return new ArmSummary(n, (y(1).mean() - theta * x(1).mean()) * unit, variance * unit * unit);
  }

  double covarianceOfXy() {
    return covariance(xy, x, y);
  }

  /** Sum of y over sum of d. */
  double ratio() {
    return y.doubleValue() / d.doubleValue();
  }

  /** By the delta method. */
  double varianceOfRatio() {
    var below = new Moments(n, d, d2).summary(1).orElseThrow();
    var of = ratio();
    var unit = y(1).variance() - 2 * of * covariance(yd, y, d) + of * of * below.variance();
    return unit / (below.mean() * below.mean()) / n;
  }

  /** Over n - 1, subtracted as integers. */
  private double covariance(BigInteger products, BigInteger one, BigInteger other) {
    var count = BigInteger.valueOf(n);
    var spread = count.multiply(products).subtract(one.multiply(other));
    var divisor = count.multiply(count.subtract(BigInteger.ONE));
    return new BigDecimal(spread)
        .divide(new BigDecimal(divisor), MathContext.DECIMAL128)
        .doubleValue();
  }
}
