package plumbline.engine.planning;

/** What is expected of a metric in control, before there are data. */
public sealed interface Baseline {
  /** Control's expected value: a share, or in the metric's unit. */
  double value();

  /** The variance over units of an arm whose mean is {@code mean}. */
  double variance(double mean);

  /** The comparison of two arms by this metric. */
  default ComparisonPlan comparison(Significance significance) {
    return switch (this) {
      case Rate(var rate) -> new ProportionPlan(rate, significance);
      case Mean(var _, var deviation) -> new MeanPlan(deviation, significance);
      case Ratio ratio -> new MeanPlan(ratio.standardDeviation(), significance);
    };
  }

  /**
   * A share of units (PROPORTION).
   *
   * @param value above 0 and below 1
   */
  record Rate(double value) implements Baseline {
    /** Refuses what is no rate. */
    public Rate {
      Require.that(value > 0.0 && value < 1.0, "baseline", "above 0 and below 1", value);
    }

    @Override
    public double variance(double mean) {
      double rate = Math.clamp(mean, 0.0, 1.0);
      return rate * (1.0 - rate);
    }
  }

  /**
   * A mean over units; the treatment is taken to vary as much as control. A ratio whose standard
   * deviation by the delta method is known is one too.
   *
   * @param value finite
   * @param standardDeviation over units, above 0
   */
  record Mean(double value, double standardDeviation) implements Baseline {
    /** Refuses what is no mean. */
    public Mean {
      Require.that(Double.isFinite(value), "baseline", "finite", value);
      Require.positive("standardDeviation", standardDeviation);
    }

    @Override
    public double variance(double mean) {
      return standardDeviation * standardDeviation;
    }
  }

  /**
   * A ratio of two sums over units, such as clicks over views. What one unit contributes to its
   * error is {@code (y - R·x) / mean of x} (the delta method; Deng, Knoblich, Lu 2018, KDD,
   * 233-242), so that with R the ratio of the means
   *
   * <pre>sd² = (sd_y² - 2·R·ρ·sd_y·sd_x + R²·sd_x²) / (mean of x)²</pre>
   *
   * @param numerator y, per unit
   * @param denominator x, per unit, with a mean above 0
   * @param correlation ρ of y and x over units, from -1 to 1
   */
  record Ratio(Mean numerator, Mean denominator, double correlation) implements Baseline {
    /** Refuses what is no ratio, and one that does not vary. */
    public Ratio {
      Require.positive("denominator", denominator.value());
      Require.that(
          correlation >= -1.0 && correlation <= 1.0, "correlation", "from -1 to 1", correlation);
      Require.positive("standardDeviation", deviation(numerator, denominator, correlation));
    }

    @Override
    public double value() {
      return numerator.value() / denominator.value();
    }

    @Override
    public double variance(double mean) {
      return standardDeviation() * standardDeviation();
    }

    /** Over units, in the ratio's unit. */
    public double standardDeviation() {
      return deviation(numerator, denominator, correlation);
    }

    private static double deviation(Mean y, Mean x, double correlation) {
      double scaled = y.value() / x.value() * x.standardDeviation();
      double apart = y.standardDeviation() - scaled;
      // The same as (sd_y - R·sd_x)² + 2(1-ρ)·R·sd_y·sd_x, exact where the two move as one.
      double squared = apart * apart + 2.0 * (1.0 - correlation) * scaled * y.standardDeviation();
      return Math.sqrt(Math.max(0.0, squared)) / x.value();
    }
  }
}
