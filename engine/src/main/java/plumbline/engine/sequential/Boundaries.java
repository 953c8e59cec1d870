package plumbline.engine.sequential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import plumbline.engine.statistics.Normal;

/**
 * The boundaries of several looks at the same data, and what follows from them. The first look at
 * which z is above the boundary (with two sides: or below minus it) ends the test.
 *
 * @param sides 1 or 2
 * @param looks in order, at least one
 */
public record Boundaries(int sides, List<Boundary> looks) {
  static final int MAX_LOOKS = 1_000;

  /** Never passed, and never not passed. */
  static final double MAX_Z = 1e6;

  private static final int MAX_EVALUATIONS = 200;
  private static final double ACCURACY = 1e-10;

  /** Refuses what is no sequence of looks. */
  public Boundaries {
    requireSides(sides);
    looks = List.copyOf(looks);
    requireFractions(fractions(looks));
  }

  /**
   * What any boundaries spend: those of a naive test at every look, for example.
   *
   * @param fractions information of the looks, rising; only their ratios matter here
   * @param z as many, from -1e6 to 1e6; with two sides from 0
   */
  public static Boundaries of(int sides, double[] fractions, double[] z) {
    requireSides(sides);
    requireFractions(fractions);
    double least = sides == 2 ? 0.0 : -MAX_Z;
    if (z.length != fractions.length
        || !Arrays.stream(z).allMatch(one -> one >= least && one <= MAX_Z)) {
      throw new IllegalArgumentException(
          "z has a number from %s to 1e6 for each look, not %s"
              .formatted(least, Arrays.toString(z)));
    }
    List<Boundary> looks = new ArrayList<>();
    double[] passed = passed(sides, fractions, z, 0.0);
    double spent = 0.0;
    for (int i = 0; i < z.length; i++) {
      spent += sides * passed[i];
      looks.add(new Boundary(fractions[i], z[i], spent));
    }
    return new Boundaries(sides, looks);
  }

  /** The chance of a false result, over all looks. */
  public double alpha() {
    return looks.getLast().alphaSpent();
  }

  /**
   * The chance that z passes the upper boundary at some look, and with two sides not the lower one
   * before.
   *
   * @param drift the mean of z at information 1: the effect over its standard error there
   */
  public double power(double drift) {
    if (!Double.isFinite(drift)) {
      throw new IllegalArgumentException("drift is finite, not " + drift);
    }
    double[] z = looks.stream().mapToDouble(Boundary::z).toArray();
    return Arrays.stream(passed(sides, fractions(looks), z, drift)).sum();
  }

  /**
   * The drift that is found with the given power.
   *
   * @param power from 0.5 to 1 - 1e-9
   */
  public double drift(double power) {
    double atEnd = Math.sqrt(looks.getLast().fraction());
    // No test of the same error has the power at less, and the last look nearly has it by itself.
    double least = once(power) / atEnd;
    double enough = (looks.getLast().z() + Normal.upperQuantile(1.0 - power)) / atEnd;
    double high = 1.01 * Math.max(least, enough) + 0.1;
    while (power(high) < power) {
      // Early looks at the other side took away more than that.
      high *= 1.5;
    }
    return new BrentSolver(ACCURACY)
        .solve(MAX_EVALUATIONS, drift -> power(drift) - power, 0.999 * least, high);
  }

  /**
   * How many times as many units the last look needs as a test without earlier looks, for the same
   * effect, alpha and power.
   *
   * @param power from 0.5 to 1 - 1e-9
   */
  public double inflation(double power) {
    double root = drift(power) * Math.sqrt(looks.getLast().fraction()) / once(power);
    return root * root;
  }

  /** The mean of z that a single test at alpha finds with the given power. */
  private double once(double power) {
    if (!(power >= 0.5 && power <= 1.0 - 1e-9)) {
      throw new IllegalArgumentException("power is from 0.5 to 0.999999999, not " + power);
    }
    return Normal.upperQuantile(alpha() / sides) + Normal.upperQuantile(1.0 - power);
  }

  /** P(the upper boundary is the first that is passed, at this look), for each look. */
  private static double[] passed(int sides, double[] fractions, double[] z, double drift) {
    double[] passed = new double[z.length];
    IncrementRecursion look = IncrementRecursion.start(fractions, drift);
    for (int i = 0; i < z.length; i++) {
      passed[i] = look.above(z[i]);
      if (i + 1 < z.length) {
        look = look.next(sides == 2 ? -z[i] : Double.NEGATIVE_INFINITY, z[i]);
      }
    }
    return passed;
  }

  private static double[] fractions(List<Boundary> looks) {
    return looks.stream().mapToDouble(Boundary::fraction).toArray();
  }

  static void requireSides(int sides) {
    if (sides != 1 && sides != 2) {
      throw new IllegalArgumentException("sides is 1 or 2, not " + sides);
    }
  }

  static void requireFractions(double... fractions) {
    boolean good = fractions.length >= 1 && fractions.length <= MAX_LOOKS;
    double before = 0.0;
    for (double fraction : fractions) {
      good &= fraction > 0.0 && Double.isFinite(fraction);
      good &= fraction >= before * IncrementRecursion.LEAST_GROWTH;
      before = fraction;
    }
    if (!good) {
      throw new IllegalArgumentException(
          "fractions are 1 to 1000 numbers above 0, each above the one before by a millionth, not "
              + Arrays.toString(fractions));
    }
  }
}
