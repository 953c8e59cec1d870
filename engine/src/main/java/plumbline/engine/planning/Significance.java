package plumbline.engine.planning;

import plumbline.engine.statistics.Normal;
import plumbline.engine.statistics.StudentT;

/**
 * The chance of calling a difference where there is none.
 *
 * @param alpha from 1e-12 to 0.5, excluded
 * @param sides whether it is spent on both directions or on one
 */
public record Significance(double alpha, Sides sides) {
  private static final double SMALLEST = 1e-12;

  /** The directions that a test looks in. */
  public enum Sides {
    /** Only the direction that is planned for; alpha is the error there. */
    ONE(1),
    /** Both; each has half of alpha. */
    TWO(2);

    private final int count;

    Sides(int count) {
      this.count = count;
    }
  }

  /** Refuses a level that is none. */
  public Significance {
    Require.that(alpha >= SMALLEST && alpha < 0.5, "alpha", "from 1e-12 to below 0.5", alpha);
  }

  /** A two-sided level. */
  public static Significance twoSided(double alpha) {
    return new Significance(alpha, Sides.TWO);
  }

  /** A one-sided level. */
  public static Significance oneSided(double alpha) {
    return new Significance(alpha, Sides.ONE);
  }

  /**
   * Bonferroni's level of one of several comparisons: alpha / comparisons.
   *
   * @param comparisons at least 1
   */
  public Significance dividedBy(int comparisons) {
    Require.that(comparisons >= 1, "comparisons", "at least 1", comparisons);
    return new Significance(alpha / comparisons, sides);
  }

  void requireOneSided() {
    Require.that(!isTwoSided(), "significance", "one-sided", this);
  }

  void requireTwoSided() {
    Require.that(isTwoSided(), "significance", "two-sided", this);
  }

  boolean isTwoSided() {
    return sides == Sides.TWO;
  }

  /** What a z statistic has to pass. */
  double normalCritical() {
    return Normal.upperQuantile(alpha / sides.count);
  }

  /** What a t statistic has to pass. */
  double studentCritical(double df) {
    return StudentT.twoSidedQuantile(2.0 * alpha / sides.count, df);
  }
}
