package plumbline.engine.statistics;

import java.util.List;
import java.util.Optional;

/**
 * Whether an effect grows or wears off: a line through the effects of single days, weighted by what
 * is known of each ({@code w = 1/se²}). The days have different units, so their errors are
 * independent, and that of the slope is {@code 1/√Σ w·(t - t̄)²}.
 */
public final class EffectTrend {
  private static final int FEWEST_DAYS = 3;

  private EffectTrend() {}

  /**
   * A day's effect.
   *
   * @param day any number that rises by one from day to day
   * @param difference treatment minus control
   * @param standardError of it, above 0
   */
  public record Day(long day, double difference, double standardError) {
    /** Refuses an error that is none. */
    public Day {
      if (!(standardError > 0.0 && Double.isFinite(standardError) && Double.isFinite(difference))) {
        throw new IllegalArgumentException(
            "no day has a difference of %s with a standard error of %s"
                .formatted(difference, standardError));
      }
    }
  }

  /**
   * The line.
   *
   * @param slope change of the difference in a day
   * @param standardError of the slope
   * @param pValueTwoSided of no change
   */
  public record Line(double slope, double standardError, double pValueTwoSided) {}

  /** The line through them; empty for fewer than three days. */
  public static Optional<Line> of(List<Day> days) {
    double weights = days.stream().mapToDouble(EffectTrend::weight).sum();
    double middle = days.stream().mapToDouble(it -> weight(it) * it.day).sum() / weights;
    double spread =
        days.stream().mapToDouble(it -> weight(it) * Math.pow(it.day - middle, 2)).sum();
    if (days.size() < FEWEST_DAYS || !(spread > 0.0)) {
      return Optional.empty();
    }
    double rise =
        days.stream().mapToDouble(it -> weight(it) * (it.day - middle) * it.difference).sum();
    double error = 1.0 / Math.sqrt(spread);
    double slope = rise / spread;
    return Optional.of(new Line(slope, error, Normal.twoSided(slope / error)));
  }

  private static double weight(Day day) {
    return 1.0 / (day.standardError * day.standardError);
  }
}
