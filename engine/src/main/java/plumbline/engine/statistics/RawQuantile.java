package plumbline.engine.statistics;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A quantile (type 7) of one arm's raw values, and how well it is known: for small data, and as a
 * check of {@link HistogramQuantile}. The density comes from the distance between the two order
 * statistics that bound the quantile at 95 %, as in GrowthBook.
 */
public final class RawQuantile {
  /** The two-sided tail of the bounds; it is no level of any test. */
  private static final double BOUNDS_TAIL = 0.05;

  private RawQuantile() {}

  /** What can be said of a quantile. */
  public sealed interface Result permits Estimated, NotDefined {}

  /**
   * A quantile.
   *
   * @param standardError in the values' unit, above 0
   * @param bounds the quantiles at the shares {@code nu ± z·sqrt(nu(1-nu)/values)}, z of 95 %
   * @param units what was randomised, at least 2
   */
  public record Estimated(
      double value, double standardError, Interval bounds, long values, long units)
      implements Result {
    /** The quantile as a test of means sees it. */
    public ArmSummary summary() {
      return new ArmSummary(units, value, standardError * standardError * units);
    }
  }

  /**
   * Of values that are each a unit of its own. Not defined where there are too few for both bounds
   * ({@code n <= z²·max(nu/(1-nu), (1-nu)/nu)}), and where these are the same.
   *
   * @param nu which quantile, above 0 and below 1
   */
  public static Result independent(double[] values, double nu) {
    HistogramQuantile.require(nu);
    return isTooFew(values.length, nu)
        ? new NotDefined(NotDefined.Reason.TOO_FEW_VALUES)
        : independent(new SampleQuantile(values), nu);
  }

  /**
   * Of values that belong to units, whose own values are alike: the variance of independent ones
   * times that of the share of values at or below the quantile, a ratio over units, over the
   * binomial one (Deng, Knoblich, Lu 2018, KDD, 233-242). Not defined as for independent values,
   * and where all units are alike.
   *
   * @param units each one's values; of no length, if it has none
   * @param nu which quantile, above 0 and below 1
   */
  public static Result clustered(List<double[]> units, double nu) {
    double[] values = units.stream().flatMapToDouble(DoubleStream::of).toArray();
    return switch (independent(values, nu)) {
      case NotDefined none -> none;
      case Estimated alone -> {
        RatioMoments upTo =
            units.stream()
                .map(unit -> share(unit, alone.value()))
                .reduce(RatioMoments.NONE, RatioMoments::plus);
        yield switch (upTo.summary(1.0, 1.0)) {
          case NotDefined none -> none;
          case ArmSummary share -> clustered(alone, share, nu);
        };
      }
    };
  }

  /**
   * Of bounds that another system computed, where each value is a unit of its own.
   *
   * @param value the quantile
   * @param bounds as in {@link Estimated}
   * @param values how many there are
   * @param nu which quantile, above 0 and below 1
   */
  public static Result ofBounds(double value, Interval bounds, long values, double nu) {
    HistogramQuantile.require(nu);
    if (isTooFew(values, nu)) {
      return new NotDefined(NotDefined.Reason.TOO_FEW_VALUES);
    }
    double width = bounds.upper() - bounds.lower();
    if (width == 0.0) {
      return new NotDefined(NotDefined.Reason.NO_VARIANCE);
    }
    double one = width / (2.0 * Normal.twoSidedQuantile(BOUNDS_TAIL));
    // The sample's variance of a value is one²·(n - 1), as GrowthBook has it.
    double error = one * Math.sqrt((values - 1.0) / values);
    return new Estimated(value, error, bounds, values, values);
  }

  private static Result independent(SampleQuantile values, double nu) {
    double reach = Normal.twoSidedQuantile(BOUNDS_TAIL) * Math.sqrt(nu * (1.0 - nu) / values.n());
    Interval bounds =
        new Interval(values.at(nu - reach).getAsDouble(), values.at(nu + reach).getAsDouble());
    return ofBounds(values.at(nu).getAsDouble(), bounds, values.n(), nu);
  }

  private static Result clustered(Estimated alone, ArmSummary share, double nu) {
    if (share.variance() == 0.0) {
      return new NotDefined(NotDefined.Reason.NO_VARIANCE);
    }
    double binomial = nu * (1.0 - nu) / alone.values();
    double error = alone.standardError() * Math.sqrt(share.estimate().variance() / binomial);
    return new Estimated(alone.value(), error, alone.bounds(), alone.values(), share.n());
  }

  private static RatioMoments share(double[] unit, double quantile) {
    long upTo = DoubleStream.of(unit).filter(value -> value <= quantile).count();
    return RatioMoments.ofOne(upTo, unit.length);
  }

  private static boolean isTooFew(long values, double nu) {
    double odds = nu / (1.0 - nu);
    double z = Normal.twoSidedQuantile(BOUNDS_TAIL);
    return values <= z * z * Math.max(odds, 1.0 / odds);
  }
}
