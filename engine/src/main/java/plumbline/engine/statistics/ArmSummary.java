package plumbline.engine.statistics;

import java.util.stream.DoubleStream;

/**
 * One arm as a test of means sees it.
 *
 * @param n units, at least 2
 * @param mean in the metric's unit
 * @param variance sample variance over n - 1, in the metric's unit squared
 */
public record ArmSummary(long n, double mean, double variance) implements ArmResult {
  /** Refuses what no sample can have. */
  public ArmSummary {
    if (n < 2 || !Double.isFinite(mean) || !(variance >= 0.0 && Double.isFinite(variance))) {
      throw new IllegalArgumentException(
          "no arm has n=%d, mean=%s, variance=%s".formatted(n, mean, variance));
    }
  }

  /** Of raw values, one per unit, finite; not defined below two units. */
  public static ArmResult of(double... values) {
    if (values.length < 2) {
      return new NotDefined(NotDefined.Reason.TOO_FEW_UNITS);
    }
    // The sums of a stream are compensated, and the second pass subtracts the mean first.
    double mean = DoubleStream.of(values).sum() / values.length;
    double squares = DoubleStream.of(values).map(y -> (y - mean) * (y - mean)).sum();
    return new ArmSummary(values.length, mean, squares / (values.length - 1));
  }

  /** The mean and how well it is known. */
  public Estimate estimate() {
    return new Estimate(mean, variance / n);
  }
}
