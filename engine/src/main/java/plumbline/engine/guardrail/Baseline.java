package plumbline.engine.guardrail;

/** What is expected of a metric in control. */
public sealed interface Baseline {
  /** Control's expected value: a share, or in the metric's unit. */
  double value();

  /** The variance over units of an arm whose mean is {@code mean}. */
  double variance(double mean);

  /**
   * A share of units (PROPORTION).
   *
   * @param value above 0 and below 1
   */
  record Rate(double value) implements Baseline {
    /** Refuses what is no rate. */
    public Rate {
      if (!(value > 0.0 && value < 1.0)) {
        throw new IllegalArgumentException("baseline is above 0 and below 1, not " + value);
      }
    }

    @Override
    public double variance(double mean) {
      double rate = Math.clamp(mean, 0.0, 1.0);
      return rate * (1.0 - rate);
    }
  }

  /**
   * A mean over units, or a ratio with its standard deviation by the delta method; the treatment is
   * taken to vary as much as control.
   *
   * @param value finite
   * @param standardDeviation over units, above 0
   */
  record Mean(double value, double standardDeviation) implements Baseline {
    /** Refuses what is no mean. */
    public Mean {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("baseline is finite, not " + value);
      }
      if (!(standardDeviation > 0.0 && Double.isFinite(standardDeviation))) {
        throw new IllegalArgumentException(
            "standardDeviation is above 0 and finite, not " + standardDeviation);
      }
    }

    @Override
    public double variance(double mean) {
      return standardDeviation * standardDeviation;
    }
  }
}
