package plumbline.engine.statistics;

/**
 * Counted successes among units.
 *
 * @param successes 0 to n
 * @param n units, 0 or more; all but the counts themselves needs one
 */
public record Proportion(long successes, long n) {
  /** Refuses counts that cannot be. */
  public Proportion {
    if (successes < 0 || successes > n) {
      throw new IllegalArgumentException(successes + " successes of " + n + " units");
    }
  }

  /** Successes over units. */
  public double rate() {
    return (double) successes / n;
  }

  /**
   * Wilson's score interval (1927, JASA 22, 209-212), without continuity correction: the rates p
   * with {@code (rate - p)² <= z²·p(1-p)/n}. It stays in [0, 1] and has width also at 0 and at n
   * successes.
   *
   * @param alpha two-sided
   */
  public Interval wilson(double alpha) {
    Alpha.require(alpha);
    double z = Normal.twoSidedQuantile(alpha);
    double q = z * z / n;
    double spread = Math.sqrt(q * (q + 4.0 * rate() * failureRate()));
    double larger = 2.0 * rate() + q + spread;
    // The lower end by the product of the roots: exactly 0 at 0 successes, no cancellation.
    double lower = 2.0 * rate() * rate() / larger;
    return new Interval(lower, successes == n ? 1.0 : larger / (2.0 * (1.0 + q)));
  }

  /**
   * Clopper and Pearson's exact bound from below (1934, Biometrika 26, 404-413): the rate at which
   * so many or more have the probability {@code level}; 0 if none did it.
   *
   * @param level one-sided, between 0 and 1
   */
  public double clopperPearsonLower(double level) {
    return successes == 0
        ? 0.0
        : BetaDistribution.lowerQuantile(level, successes, n - successes + 1.0);
  }

  /**
   * Their exact bound from above: the rate at which so many or fewer have the probability {@code
   * level}; 1 if all did it.
   *
   * @param level one-sided, between 0 and 1
   */
  public double clopperPearsonUpper(double level) {
    return successes == n
        ? 1.0
        : BetaDistribution.upperQuantile(level, successes + 1.0, (double) n - successes);
  }

  /** The rate and its variance p(1-p)/n, the plain one that lift is computed with. */
  Estimate estimate() {
    return new Estimate(rate(), rate() * failureRate() / n);
  }

  /** 1 - rate, to its last digit. */
  double failureRate() {
    return (double) (n - successes) / n;
  }

  Proportion plus(Proportion other) {
    return new Proportion(Math.addExact(successes, other.successes), Math.addExact(n, other.n));
  }

  /** Success and failure exchanged. */
  Proportion failures() {
    return new Proportion(n - successes, n);
  }
}
