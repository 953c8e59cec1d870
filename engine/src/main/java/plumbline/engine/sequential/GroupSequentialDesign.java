package plumbline.engine.sequential;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A test with a few looks, whose boundaries follow from how alpha is spent. With two sides each has
 * half of alpha: spending a two-sided alpha on both, or taking what is spent for the nominal level
 * of a look, is a different test with a larger error.
 *
 * <p>No boundary is above z = 8. Where the spending is smaller than what that spends, which is
 * 6e-16 on one side, the look spends this little more, the boundary's {@code alphaSpent} says so,
 * and the looks after it have that much less.
 *
 * @param alpha over all looks and both sides if there are two, from 1e-12 to 0.5 (excluded)
 * @param sides 1 or 2
 */
public record GroupSequentialDesign(Spending spending, double alpha, int sides) {
  static final double MAX_Z = 8.0;
  static final double SMALLEST_ALPHA = 1e-12;

  /** Refuses a level that is none. */
  public GroupSequentialDesign {
    if (!(alpha >= SMALLEST_ALPHA && alpha < 0.5)) {
      throw new IllegalArgumentException("alpha is from 1e-12 to below 0.5, not " + alpha);
    }
    Boundaries.requireSides(sides);
  }

  /**
   * The design that experiments are planned and judged by: two-sided, spending like O'Brien and
   * Fleming.
   *
   * @param alpha over all looks and both sides, from 1e-12 to 0.5 (excluded)
   */
  public static GroupSequentialDesign usual(double alpha) {
    return new GroupSequentialDesign(new Spending.OBrienFleming(), alpha, 2);
  }

  /**
   * The boundaries if the looks are as planned.
   *
   * @param fractions of the planned information, rising by more than a millionth; the last is 1
   */
  public Boundaries boundaries(double... fractions) {
    requirePlanned(fractions);
    return spend(alpha, fractions, true);
  }

  /**
   * The boundaries of looks at equal distances.
   *
   * @param looks at least 1, at most 1,000
   */
  public Boundaries equalLooks(int looks) {
    return boundaries(equalFractions(looks));
  }

  static void requirePlanned(double... fractions) {
    Boundaries.requireFractions(fractions);
    if (fractions[fractions.length - 1] != 1.0) {
      throw new IllegalArgumentException("fractions end with 1, not " + Arrays.toString(fractions));
    }
  }

  /** 1/k, 2/k, ... 1. */
  static double[] equalFractions(int looks) {
    return IntStream.rangeClosed(1, looks).mapToDouble(look -> (double) look / looks).toArray();
  }

  /** What is spent on one side. */
  double perSide(double level) {
    return level / sides;
  }

  /**
   * The boundaries of realised looks, at any level.
   *
   * @param level in the place of alpha
   * @param last whether the last of them is the test's last, and spends all that is left
   */
  Boundaries spend(double level, double[] fractions, boolean last) {
    List<Boundary> looks = new ArrayList<>();
    IncrementRecursion look = IncrementRecursion.start(fractions, 0.0);
    double spent = 0.0;
    for (int i = 0; i < fractions.length; i++) {
      boolean ends = i + 1 == fractions.length;
      double due =
          ends && last
              ? perSide(level)
              : spending.spent(perSide(level), Math.min(1.0, fractions[i]));
      double z = look.boundary(due - spent, MAX_Z);
      spent += look.above(z);
      looks.add(new Boundary(fractions[i], z, sides * spent));
      if (!ends) {
        look = look.next(sides == 2 ? -z : Double.NEGATIVE_INFINITY, z);
      }
    }
    return new Boundaries(sides, looks);
  }
}
