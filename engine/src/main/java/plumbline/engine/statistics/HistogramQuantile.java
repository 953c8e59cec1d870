package plumbline.engine.statistics;

import java.util.OptionalDouble;
import plumbline.engine.fold.Buckets;
import plumbline.engine.fold.Histogram;

/**
 * A quantile of one arm's values, whichever unit they are of, and how well it is known. Units, not
 * values, were randomised, and one unit's values are alike: so the standard error is that of the
 * share of values at or below the quantile, a ratio over units (Deng, Knoblich, Lu 2018), divided
 * by the density of the values there.
 */
public final class HistogramQuantile {
  /** Buckets on each side of the quantile's own that the density is taken over, at least. */
  private static final int BUCKETS_EACH_SIDE = 2;

  /** The same in standard errors of the share. Few values in two buckets would say nothing. */
  private static final double ERRORS_EACH_SIDE = 2.0;

  /** How far a value may be from the middle of its bucket, as a part of it. */
  private static final double BUCKET_ERROR = 0.005;

  private HistogramQuantile() {}

  /** What can be said of a quantile. */
  public sealed interface Result permits Estimated, NotDefined {}

  /**
   * A quantile, in the metric's unit.
   *
   * @param standardError from which units happened to come; above 0
   * @param bucketError as values are known by their buckets only: to be added to the half of an
   *     interval's width; 0.5 % of the value
   */
  public record Estimated(double value, double standardError, double bucketError)
      implements Result {}

  /**
   * The quantile by R's type 7, on values that lie evenly by their logarithm inside their buckets.
   *
   * @param histogram all the arm's values
   * @param nu which quantile, above 0 and below 1
   * @param scale what a micro-unit is worth, such as 1e-6
   * @return in the metric's unit; empty without a value
   */
  public static OptionalDouble value(Histogram histogram, double nu, double scale) {
    require(nu);
    Cumulative cumulative = new Cumulative(histogram);
    return cumulative.total() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(value(cumulative, nu) * scale);
  }

  /**
   * The quantile and its errors. Not defined below two units; where all units are alike; and where
   * the values end within two standard errors of the quantile's share.
   *
   * @param histogram all the arm's values
   * @param nu which quantile, above 0 and below 1
   * @param scan the arm's units, of the same time or somewhat earlier
   * @param scale what a micro-unit is worth, such as 1e-6
   */
  public static Result estimate(Histogram histogram, double nu, QuantileScan scan, double scale) {
    require(nu);
    Cumulative cumulative = new Cumulative(histogram);
    if (scan.units() < 2) {
      return new NotDefined(NotDefined.Reason.TOO_FEW_UNITS);
    }
    if (cumulative.total() == 0 || scan.sumN().signum() == 0) {
      return new NotDefined(NotDefined.Reason.TOO_FEW_VALUES);
    }
    double shareError = Math.sqrt(scan.shareVariance(nu));
    if (shareError == 0.0) {
      return new NotDefined(NotDefined.Reason.NO_VARIANCE);
    }
    double reach = ERRORS_EACH_SIDE * shareError;
    if (nu - reach <= 0.0 || nu + reach >= 1.0) {
      return new NotDefined(NotDefined.Reason.TOO_FEW_VALUES);
    }
    double value = value(cumulative, nu) * scale;
    double standardError = shareError / density(cumulative, nu, reach) * scale;
    return new Estimated(value, standardError, BUCKET_ERROR * Math.abs(value));
  }

  private static double value(Cumulative cumulative, double nu) {
    double rank = nu * (cumulative.total() - 1);
    long lower = (long) rank;
    double value = cumulative.ranked(lower);
    return rank == lower ? value : value + (rank - lower) * (cumulative.ranked(lower + 1) - value);
  }

  /** The share of the values in a micro-unit, over the larger reach on either side. */
  private static double density(Cumulative cumulative, double nu, double reach) {
    int bucket = cumulative.bucket(cumulative.indexOf(nu));
    double from = cumulative.quantile(nu - reach);
    double to = cumulative.quantile(nu + reach);
    double shareFrom = nu - reach;
    double shareTo = nu + reach;
    int lowest = bucket - BUCKETS_EACH_SIDE;
    if (Buckets.lower(lowest) < from) {
      from = Buckets.lower(lowest);
      shareFrom = cumulative.shareUpTo(lowest - 1);
    }
    int highest = bucket + BUCKETS_EACH_SIDE;
    if (Buckets.upper(highest) > to) {
      to = Buckets.upper(highest);
      shareTo = cumulative.shareUpTo(highest);
    }
    return (shareTo - shareFrom) / (to - from);
  }

  static void require(double nu) {
    if (!(nu > 0.0 && nu < 1.0)) {
      throw new IllegalArgumentException("a quantile is above 0 and below 1, not " + nu);
    }
  }
}
