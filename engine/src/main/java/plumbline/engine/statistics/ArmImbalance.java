package plumbline.engine.statistics;

/**
 * Whether something happens to one arm's units more often than to another's: Pearson's chi-square
 * test of a table with two rows. What happens independently of the treatment, as a crossover or an
 * exclusion must, happens to the same share of every arm.
 */
public final class ArmImbalance {
  /** Below so many expected units in a cell the approximation is not relied upon (Cochran 1954). */
  private static final double LEAST_EXPECTED = 5.0;

  /** What the check can say. */
  public sealed interface Result permits Tested, Untested {}

  /**
   * A test.
   *
   * @param statistic Σ(observed - expected)²/expected over all cells
   * @param df arms with units, less one
   */
  public record Tested(double statistic, int df, double pValue) implements Result {}

  /** Fewer than two arms have units, or it happens to too few, or to nearly all. */
  public record Untested() implements Result {}

  private ArmImbalance() {}

  /**
   * Tests the arms.
   *
   * @param happened units that it happened to, one count per arm
   * @param units all of the arm's, in the same order
   * @throws IllegalArgumentException for arrays of two lengths, or a count out of 0 to the units
   */
  public static Result test(long[] happened, long[] units) {
    if (happened.length != units.length) {
      throw new IllegalArgumentException(
          "one count per arm, not %d for %d arms".formatted(happened.length, units.length));
    }
    double hits = 0.0;
    double all = 0.0;
    int arms = 0;
    for (int i = 0; i < units.length; i++) {
      if (happened[i] < 0 || happened[i] > units[i]) {
        throw new IllegalArgumentException(
            "a count is from 0 to the arm's %d units, not %d".formatted(units[i], happened[i]));
      }
      hits += happened[i];
      all += units[i];
      arms += units[i] > 0 ? 1 : 0;
    }
    return arms < 2 || isFew(hits, all, units)
        ? new Untested()
        : tested(happened, units, hits / all, arms - 1);
  }

  private static boolean isFew(double hits, double all, long[] units) {
    double rarer = Math.min(hits, all - hits) / all;
    for (long arm : units) {
      if (arm > 0 && rarer * arm < LEAST_EXPECTED) {
        return true;
      }
    }
    return false;
  }

  private static Tested tested(long[] happened, long[] units, double share, int df) {
    double statistic = 0.0;
    for (int i = 0; i < units.length; i++) {
      if (units[i] > 0) {
        double off = happened[i] - share * units[i];
        statistic += off * off / (units[i] * share * (1.0 - share));
      }
    }
    return new Tested(statistic, df, ChiSquare.upperTail(statistic, df));
  }
}
