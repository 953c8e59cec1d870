package plumbline.engine.statistics;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * Large raw values cut down to a quantile of all arms' values together, before a test of means. The
 * cap has to come from the arms as one sample: one for each arm would compare two different things,
 * and find differences where there are none.
 *
 * @param percentile which quantile is the cap, above 0 and below 1: 0.99
 * @param type of that quantile
 * @param ignoreZeros whether the quantile is that of the values other than 0
 */
public record Winsorisation(double percentile, SampleQuantile.Type type, boolean ignoreZeros) {
  /** Refuses what is no quantile. */
  public Winsorisation {
    HistogramQuantile.require(percentile);
  }

  /** At a quantile by type 7 of all values, zeros too. */
  public static Winsorisation at(double percentile) {
    return new Winsorisation(percentile, SampleQuantile.Type.LINEAR, false);
  }

  /** The cap, in the values' unit; empty without a value that counts. */
  public OptionalDouble cap(double[]... arms) {
    DoubleStream pooled = Arrays.stream(arms).flatMapToDouble(DoubleStream::of);
    return new SampleQuantile(pooled.filter(value -> !ignoreZeros || value != 0.0).toArray())
        .at(percentile, type);
  }

  /**
   * The values, those beyond an end moved to it: for {@link ArmSummary#of}.
   *
   * @param floor negative infinity, if there is none
   * @param cap not below the floor
   */
  public static double[] within(double floor, double cap, double... values) {
    return DoubleStream.of(values).map(value -> Math.clamp(value, floor, cap)).toArray();
  }
}
