package plumbline.engine.analysis;

import plumbline.engine.fold.FoldMetric;

/**
 * A metric as an experiment analyses it.
 *
 * @param unitOfMeasure such as {@code EUR}; {@code 1} or empty for a plain number
 * @param scale what one stored unit of its value is worth: 1e-6 for micro-units, 1 for events
 * @param denominatorScale the same of a RATIO's denominator; else 1
 * @param quantile which one, above 0 and below 1, of a QUANTILE; else 0
 */
public record Metric(
    String key,
    FoldMetric.Kind kind,
    Better better,
    String unitOfMeasure,
    double scale,
    double denominatorScale,
    double quantile) {

  private static final double MICRO = 1e-6;

  /** Which way is wanted. */
  public enum Better {
    /** More is better. */
    HIGHER(1),
    /** Less is better. */
    LOWER(-1),
    /** Neither is. */
    NEITHER(0);

    private final int sign;

    Better(int sign) {
      this.sign = sign;
    }

    /** 1 where more is better, -1 where less is, else 0. */
    public int sign() {
      return sign;
    }
  }

  /** A share of units, or events per unit. */
  public static Metric counted(String key, FoldMetric.Kind kind, Better better) {
    return new Metric(key, kind, better, "1", 1.0, 1.0, 0.0);
  }

  /** The mean per unit of a sum of values. */
  public static Metric mean(String key, Better better, String unitOfMeasure) {
    return new Metric(key, FoldMetric.Kind.MEAN, better, unitOfMeasure, MICRO, 1.0, 0.0);
  }

  /** A ratio of sums; each side adds up events or values. */
  public static Metric ratio(
      String key, Better better, String unitOfMeasure, boolean valuesAbove, boolean valuesBelow) {
    return new Metric(
        key,
        FoldMetric.Kind.RATIO,
        better,
        unitOfMeasure,
        valuesAbove ? MICRO : 1.0,
        valuesBelow ? MICRO : 1.0,
        0.0);
  }

  /** A quantile of single values. */
  public static Metric quantile(String key, Better better, String unitOfMeasure, double quantile) {
    return new Metric(key, FoldMetric.Kind.QUANTILE, better, unitOfMeasure, MICRO, 1.0, quantile);
  }

  boolean isShare() {
    return kind == FoldMetric.Kind.PROPORTION;
  }
}
