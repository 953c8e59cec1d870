package plumbline.engine.sequential;

import java.util.Arrays;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegrator;
import org.apache.commons.math3.analysis.integration.gauss.GaussIntegratorFactory;
import plumbline.engine.statistics.Normal;

/**
 * The z statistics of looks at accumulating data, where nothing was passed before: with information
 * I, z·√I is a sum of independent normal increments, so the density of one look is an integral over
 * that of the look before (Armitage, McPherson, Rowe 1969, JRSS A 132, 235-244).
 *
 * <p>It is integrated by Gauss and Legendre's rule in panels. They are as narrow as the narrower of
 * the two increments at either side of a look asks for; so close looks cost more, and no
 * information makes the error of a boundary larger than 1e-11.
 *
 * <p>An object is one look: its predecessor's density is known, its own boundary is not yet.
 */
final class IncrementRecursion {
  /** Growth of the information from which on a look is a look of its own. */
  static final double LEAST_GROWTH = 1.0 + 1e-6;

  /** Nothing of interest lies further from the mean: less than 1e-16. */
  private static final double REACH = 8.5;

  /** Further away than this a normal density is nothing to one within. */
  private static final double KERNEL_REACH = 12.0;

  /** Width of a panel in standard deviations of the narrower increment. */
  private static final double PANEL = 4.0;

  private static final GaussIntegrator RULE = new GaussIntegratorFactory().legendre(16);

  private static final int MAX_STEPS = 200;

  /** Convergence is quadratic: after a step this small, the next would be below rounding. */
  private static final double SMALL_STEP = 1e-9;

  private static final double SMALLEST_TAIL = 1e-300;

  private final double[] information;
  private final double drift;
  private final int look;
  private final double[] shifts;
  private final double[] masses;

  /**
   * The look, and the states before it.
   *
   * @param nodes z statistics of the look before
   * @param masses their probabilities
   */
  private IncrementRecursion(
      double[] information, double drift, int look, double[] nodes, double[] masses) {
    this.information = information;
    this.drift = drift;
    this.look = look;
    this.masses = masses;
    double before = look == 0 ? 0.0 : information[look - 1];
    double increment = Math.sqrt(information[look] - before);
    shifts =
        Arrays.stream(nodes)
            .map(z -> z * (Math.sqrt(before) / increment) + drift * increment)
            .toArray();
  }

  /**
   * The first look.
   *
   * @param information of all looks, above 0, each at least {@link #LEAST_GROWTH} times the one
   *     before
   * @param drift the mean of z at information 1
   */
  static IncrementRecursion start(double[] information, double drift) {
    return new IncrementRecursion(information, drift, 0, new double[] {0.0}, new double[] {1.0});
  }

  /** P(nothing passed before, and now above z). */
  double above(double z) {
    double scaled = z * scale();
    int first = firstAbove(scaled - KERNEL_REACH);
    double sum = 0.0;
    for (int i = first; i < shifts.length; i++) {
      double tail = scaled - shifts[i];
      sum += tail < -REACH ? masses[i] : masses[i] * Normal.upperTail(tail);
    }
    return sum;
  }

  /**
   * The z that is passed, without anything before, with a probability: Newton's method on its
   * logarithm, which is concave, so that no step goes below the solution; halving where there is no
   * slope to follow.
   *
   * @param probability may be 0 or less, where earlier looks have used up more than there was
   * @param cap where the search ends; also the answer where even this is passed more often
   */
  double boundary(double probability, double cap) {
    if (!(probability > SMALLEST_TAIL)) {
      return cap;
    }
    double mean = drift * Math.sqrt(information[look]);
    // Without looks before it would be passed more often, so the boundary is at most that one.
    double high = Math.min(cap, mean + Normal.upperQuantile(probability));
    double low = mean - REACH - 1.0;
    double z = high;
    for (int i = 0; i < MAX_STEPS; i++) {
      double passed = above(z);
      if (passed > probability) {
        low = z;
      } else {
        high = z;
      }
      double next = z + Math.log(passed / probability) * passed / density(z);
      next = next <= high ? next : 0.5 * (low + high);
      double step = next - z;
      z = next;
      if (Math.abs(step) < SMALL_STEP) {
        break;
      }
    }
    return z;
  }

  /** The next look, if nothing is passed at this one. There has to be one. */
  IncrementRecursion next(double lower, double upper) {
    double mean = drift * Math.sqrt(information[look]);
    double from = Math.max(lower, mean - REACH);
    double width = Math.min(upper, mean + REACH) - from;
    int panels = width > 0.0 ? (int) Math.ceil(width / (PANEL * narrowest())) : 0;
    int points = RULE.getNumberOfPoints();
    double[] nodes = new double[panels * points];
    double[] weights = new double[nodes.length];
    double half = 0.5 * width / panels;
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = from + half * (2 * (i / points) + 1 + RULE.getPoint(i % points));
      weights[i] = half * RULE.getWeight(i % points) * density(nodes[i]);
    }
    return new IncrementRecursion(information, drift, look + 1, nodes, weights);
  }

  /** The scale on which the density of this look and what follows from it vary. */
  private double narrowest() {
    double following = Math.sqrt(information[look + 1] / information[look] - 1.0);
    return Math.min(1.0 / scale(), following);
  }

  /** Of z, where nothing was passed before. */
  private double density(double z) {
    double scaled = z * scale();
    int first = firstAbove(scaled - KERNEL_REACH);
    double sum = 0.0;
    for (int i = first; i < shifts.length && shifts[i] < scaled + KERNEL_REACH; i++) {
      double away = scaled - shifts[i];
      sum += masses[i] * Math.exp(-0.5 * away * away);
    }
    return sum * scale() / Math.sqrt(2.0 * Math.PI);
  }

  private int firstAbove(double shift) {
    int found = Arrays.binarySearch(shifts, shift);
    return found < 0 ? -found - 1 : found;
  }

  /** Of z in standard deviations of the increment. */
  private double scale() {
    double before = look == 0 ? 0.0 : information[look - 1];
    return Math.sqrt(information[look] / (information[look] - before));
  }
}
