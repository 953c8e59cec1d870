package plumbline.engine.sequential;

import java.util.Arrays;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import plumbline.engine.statistics.Normal;

/**
 * Boundaries of a given shape, whose constant makes the error over all looks alpha. The looks must
 * be as planned; {@link GroupSequentialDesign} also has an answer where they are not.
 */
public enum ClassicalBoundary {
  /** The same z at every look (Pocock 1977, Biometrika 64, 191-199). */
  POCOCK(0.0),
  /**
   * z falls with the root of the information (O'Brien and Fleming 1979, Biometrics 35, 549-556).
   */
  OBRIEN_FLEMING(-0.5);

  private static final double ACCURACY = 1e-12;
  private static final int MAX_EVALUATIONS = 200;

  private final double exponent;

  ClassicalBoundary(double exponent) {
    this.exponent = exponent;
  }

  /**
   * The boundaries; none is above z = 8.
   *
   * @param alpha over all looks and both sides if there are two, from 1e-12 to 0.5 (excluded)
   * @param sides 1 or 2
   * @param fractions of the planned information, rising by more than a millionth; the last is 1
   */
  public Boundaries boundaries(double alpha, int sides, double... fractions) {
    var level = new GroupSequentialDesign(new Spending.OBrienFleming(), alpha, sides);
    GroupSequentialDesign.requirePlanned(fractions);
    // One look spends all of alpha at the first number, and several at most that at the other.
    double low = Normal.upperQuantile(level.perSide(alpha)) - 0.01;
    double high = Normal.upperQuantile(level.perSide(alpha) / fractions.length) + 0.01;
    UnivariateFunction excess =
        constant -> Math.log(at(constant, Boundaries.MAX_Z, sides, fractions).alpha() / alpha);
    double constant = new BrentSolver(ACCURACY).solve(MAX_EVALUATIONS, excess, low, high);
    return at(constant, GroupSequentialDesign.MAX_Z, sides, fractions);
  }

  /** The boundaries of looks at equal distances. */
  public Boundaries equalLooks(double alpha, int sides, int looks) {
    return boundaries(alpha, sides, GroupSequentialDesign.equalFractions(looks));
  }

  private Boundaries at(double constant, double cap, int sides, double... fractions) {
    double[] z =
        Arrays.stream(fractions)
            .map(t -> Math.min(cap, constant * Math.pow(t, exponent)))
            .toArray();
    return Boundaries.of(sides, fractions, z);
  }
}
