package plumbline.engine.statistics;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** The quantiles of raw values. */
public final class SampleQuantile {
  /** Positions nearer than so many roundings to a whole rank are that rank. */
  private static final double FUZZ = 4.0;

  private final double[] sorted;

  /** Which value a share falls on: the types of Hyndman and Fan (1996), as R numbers them. */
  public enum Type {
    /** Type 1, the inverse of the empirical distribution function: one of the values. */
    INVERSE_OF_DISTRIBUTION(0.0),
    /** Type 6, Weibull's: position (n + 1)·share. */
    WEIBULL(0.0),
    /** Type 7, linear between the lowest and the highest value; R's and numpy's, and ours. */
    LINEAR(1.0),
    /** Type 8: about median-unbiased, whatever the distribution. */
    MEDIAN_UNBIASED(1.0 / 3.0);

    /** Hyndman and Fan's a, which is their b too. */
    private final double a;

    Type(double a) {
      this.a = a;
    }

    private double position(double share, long n) {
      return this == INVERSE_OF_DISTRIBUTION ? share * n : a + share * (n + 1.0 - 2.0 * a);
    }
  }

  /**
   * Of these values, in any order.
   *
   * @throws IllegalArgumentException for a value that is not finite
   */
  public SampleQuantile(double... values) {
    if (!DoubleStream.of(values).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("values are finite");
    }
    sorted = values.clone();
    Arrays.sort(sorted);
  }

  /** How many values there are. */
  public int n() {
    return sorted.length;
  }

  /**
   * The quantile by type 7.
   *
   * @param nu above 0 and below 1
   * @return in the values' unit; empty without a value
   */
  public OptionalDouble at(double nu) {
    return at(nu, Type.LINEAR);
  }

  /**
   * The quantile.
   *
   * @param nu above 0 and below 1
   * @return in the values' unit; empty without a value
   */
  public OptionalDouble at(double nu, Type type) {
    HistogramQuantile.require(nu);
    if (sorted.length == 0) {
      return OptionalDouble.empty();
    }
    double position = type.position(nu, sorted.length);
    double rounding = FUZZ * Math.ulp(position);
    double whole = Math.floor(position + rounding);
    double rest = position - whole <= rounding ? 0.0 : position - whole;
    if (type == Type.INVERSE_OF_DISTRIBUTION && rest > 0.0) {
      rest = 1.0;
    }
    double lower = ranked((long) whole);
    return OptionalDouble.of(lower + rest * (ranked((long) whole + 1) - lower));
  }

  /**
   * An interval of the true quantile between two of the values that holds for any distribution,
   * where each value is a unit of its own. Empty where there are too few values for one.
   *
   * @param nu above 0 and below 1
   * @param alpha two-sided
   */
  public Optional<Interval> exactInterval(double nu, double alpha) {
    return QuantileRanks.of(sorted.length, nu, alpha)
        .map(ranks -> new Interval(ranked(ranks.lower()), ranked(ranks.upper())));
  }

  /** The value of a rank from 1 on, of the nearest where there is none. */
  private double ranked(long rank) {
    return sorted[(int) Math.clamp(rank, 1, sorted.length) - 1];
  }
}
