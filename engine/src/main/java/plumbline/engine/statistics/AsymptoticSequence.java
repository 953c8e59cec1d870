package plumbline.engine.statistics;

/**
 * An asymptotic confidence sequence of the difference of two means (Waudby-Smith et al. 2024): the
 * intervals of all looks together hold the true difference with probability 1 - alpha, however
 * often anybody looks and whenever they stop. Half an interval is {@code
 * se·√((Nρ²+1)/(Nρ²)·log((Nρ²+1)/α²))} with {@code ρ² = (-2 log α + log(1 - 2 log α))/N_planned},
 * so it is narrowest, compared with a single test's, near the planned units.
 *
 * <p>One multiplier serves the interval of the difference, the p-value and Fieller's relative
 * interval, which is the difference {@code m_T - (1+r)·m_C} inverted over r; so they never
 * contradict each other. It is for units whose measurement is complete, each counted once.
 *
 * @param alpha two-sided, from 1e-100 to 1 (excluded)
 * @param plannedUnits of both compared arms together, at least 1; frozen before the first look
 */
public record AsymptoticSequence(double alpha, long plannedUnits) {
  /** What a look can say. */
  public sealed interface Result permits Compared, NotDefined {}

  /**
   * A look. Effects are treatment minus control, in the metric's unit.
   *
   * @param standardError of the difference
   * @param critical what the difference, in standard errors, has to exceed: {@link #multiplier}
   * @param pValueAlwaysValid two-sided, of this look; ever below alpha with probability alpha at
   *     most
   * @param interval of the difference, at 1 - alpha over all looks
   * @param lift relative to the control, at 1 - alpha over all looks
   */
  public record Compared(
      double meanControl,
      double meanTreatment,
      double difference,
      double standardError,
      double critical,
      double pValueAlwaysValid,
      Interval interval,
      RelativeLift lift)
      implements Result {}

  /** Refuses what cannot be planned. */
  public AsymptoticSequence {
    Alpha.require(alpha);
    if (plannedUnits < 1) {
      throw new IllegalArgumentException("plannedUnits is at least 1, not " + plannedUnits);
    }
  }

  /** The variance of the effects that the sequence looks for, over the variance of a unit. */
  public double rhoSquared() {
    return NormalMixture.tunedRatio(alpha) / plannedUnits;
  }

  /** Compares two summaries at any time; not defined when neither arm varies. */
  public Result compare(ArmSummary control, ArmSummary treatment) {
    Estimate from = control.estimate();
    Estimate to = treatment.estimate();
    double error = Math.sqrt(from.variance() + to.variance());
    if (error == 0.0) {
      return new NotDefined(NotDefined.Reason.NO_VARIANCE);
    }
    NormalMixture mixture = at(Math.addExact(control.n(), treatment.n()));
    double critical = mixture.multiplier(alpha);
    double difference = to.value() - from.value();
    return new Compared(
        from.value(),
        to.value(),
        difference,
        error,
        critical,
        mixture.pValueTwoSided(difference / error),
        Interval.around(difference, critical * error),
        RelativeLift.fieller(from, to, critical));
  }

  /**
   * The mixture at some number of units: for an estimate that no two means make.
   *
   * @param units of both arms together, at least 1
   */
  public NormalMixture at(long units) {
    if (units < 1) {
      throw new IllegalArgumentException("units is at least 1, not " + units);
    }
    return new NormalMixture(units * rhoSquared());
  }

  /**
   * Half an interval in standard errors, to be held against the normal quantile of a single test.
   *
   * @param units of both arms together, at least 1
   */
  public double multiplier(long units) {
    return at(units).multiplier(alpha);
  }

  /**
   * How many times as many units as a single z test the plan needs, to find the same effect with
   * the same power. It counts the last look only, at the planned units: an earlier one may find the
   * effect too, so the power is at least this.
   *
   * @param alpha two-sided, from 1e-100 to 1 (excluded)
   * @param power from 0.5 to 1 (excluded)
   */
  public static double inflation(double alpha, double power) {
    return inflation(alpha, 1, power);
  }

  /**
   * The same where several comparisons share alpha: each is at alpha over their number, by a
   * sequence that is tuned for alpha. At the planned units the difference has to exceed the
   * multiplier c where a single test has its quantile z; an effect D is found with the power where
   * {@code D = (c + z(power))·se}, and se² goes with 1/N, so the units go with the square.
   *
   * @param alpha two-sided, over all comparisons, from 1e-100 to 1 (excluded)
   * @param comparisons at least 1
   * @param power from 0.5 to 1 (excluded), of each
   */
  public static double inflation(double alpha, int comparisons, double power) {
    if (!(power >= 0.5 && power < 1.0)) {
      throw new IllegalArgumentException("power is from 0.5 to below 1, not " + power);
    }
    if (comparisons < 1) {
      throw new IllegalArgumentException("comparisons is at least 1, not " + comparisons);
    }
    double level = alpha / comparisons;
    double atLast = new NormalMixture(NormalMixture.tunedRatio(alpha)).multiplier(level);
    double reserve = Normal.upperQuantile(1.0 - power);
    double root = (atLast + reserve) / (Normal.twoSidedQuantile(level) + reserve);
    return root * root;
  }
}
