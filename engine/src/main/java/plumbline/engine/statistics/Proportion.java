package plumbline.engine.statistics;

/**
 * Counted successes among units.
 *
 * @param successes 0 to n
 * @param n units, 0 or more
 */
public record Proportion(long successes, long n) {
  /** Refuses counts that cannot be. */
  public Proportion {
    if (successes < 0 || successes > n) {
      throw new IllegalArgumentException(successes + " successes of " + n + " units");
    }
  }

  /** Successes over units; needs a unit. */
  double rate() {
    return (double) successes / n;
  }

  /** The rate and its variance p(1-p)/n, the plain one that lift is computed with. */
  Estimate estimate() {
    return new Estimate(rate(), rate() * ((double) (n - successes) / n) / n);
  }

  Proportion plus(Proportion other) {
    return new Proportion(Math.addExact(successes, other.successes), Math.addExact(n, other.n));
  }

  /**
   * Wilson's score interval (1927), without continuity correction: the rates p with {@code (rate -
   * p)² <= z²·p(1-p)/n}. It stays in [0, 1] and has width also at 0 and at n successes.
   */
  Interval wilson(double z) {
    double q = z * z / n;
    double spread = Math.sqrt(q * (q + 4.0 * rate() * (n - successes) / n));
    double larger = 2.0 * rate() + q + spread;
    // The lower end by the product of the roots: exactly 0 at 0 successes, no cancellation.
    double lower = 2.0 * rate() * rate() / larger;
    return new Interval(lower, Math.min(1.0, larger / (2.0 * (1.0 + q))));
  }
}
