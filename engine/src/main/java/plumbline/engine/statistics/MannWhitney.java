package plumbline.engine.statistics;

import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * The Mann-Whitney U test (1947, Annals of Mathematical Statistics 18, 50-60), Wilcoxon's of the
 * sum of ranks: whether a unit of the treatment tends to have the larger value. It is not a test of
 * means, and says nothing of a total such as revenue.
 */
public final class MannWhitney {
  /** From here on the normal approximation needs no check; as in R. */
  private static final int MANY = 50;

  private MannWhitney() {}

  /** What can be said. */
  public sealed interface Result permits Compared, NotDefined {}

  /**
   * A comparison.
   *
   * @param uTreatment of how many pairs the treatment's value is the larger one, a tie being half
   * @param superiority that over the number of pairs: 0.5 where neither tends to be larger
   * @param z the normal approximation, with its variance corrected for ties
   * @param pValueTwoSided of z
   * @param pValueTwoSidedCorrected of z with U half a pair nearer to the middle, as R has it
   * @param pValueTwoSidedExact where there is no tie and each arm has fewer than 50 units
   */
  public record Compared(
      double uTreatment,
      double superiority,
      double z,
      double pValueTwoSided,
      double pValueTwoSidedCorrected,
      OptionalDouble pValueTwoSidedExact)
      implements Result {}

  /** Compares raw values, one per unit; not defined without one, or where all are the same. */
  public static Result compare(double[] control, double[] treatment) {
    if (control.length == 0 || treatment.length == 0) {
      return new NotDefined(NotDefined.Reason.TOO_FEW_UNITS);
    }
    double[] all =
        sorted(DoubleStream.concat(DoubleStream.of(control), DoubleStream.of(treatment)));
    if (all[0] == all[all.length - 1]) {
      return new NotDefined(NotDefined.Reason.NO_VARIANCE);
    }
    return compare(sorted(DoubleStream.of(control)), sorted(DoubleStream.of(treatment)), ties(all));
  }

  private static Compared compare(double[] control, double[] treatment, double ties) {
    double pairs = (double) control.length * treatment.length;
    double n = (double) control.length + treatment.length;
    double error = Math.sqrt(pairs / 12.0 * (n + 1.0 - ties / (n * (n - 1.0))));
    double u = larger(control, treatment);
    double away = u - 0.5 * pairs;
    return new Compared(
        u,
        u / pairs,
        away / error,
        Normal.twoSided(away / error),
        Normal.twoSided(Math.max(0.0, Math.abs(away) - 0.5) / error),
        ties == 0.0 && Math.max(control.length, treatment.length) < MANY
            ? OptionalDouble.of(exact(control.length, treatment.length, u))
            : OptionalDouble.empty());
  }

  private static double larger(double[] control, double[] treatment) {
    double pairs = 0.0;
    int below = 0;
    int upTo = 0;
    for (double value : treatment) {
      while (below < control.length && control[below] < value) {
        below++;
      }
      while (upTo < control.length && control[upTo] <= value) {
        upTo++;
      }
      pairs += 0.5 * (below + upTo);
    }
    return pairs;
  }

  /** Σ(t³ - t) over the numbers t of values that are the same. */
  private static double ties(double[] sorted) {
    double sum = 0.0;
    int from = 0;
    for (int i = 1; i <= sorted.length; i++) {
      if (i == sorted.length || sorted[i] != sorted[from]) {
        double same = i - from;
        sum += same * same * same - same;
        from = i;
      }
    }
    return sum;
  }

  /**
   * Twice the smaller tail of U, all orders of the units being equally likely. In how many of them
   * U is u: the last unit is a control, or a treatment that is larger than every control.
   */
  private static double exact(int controls, int treatments, double u) {
    int pairs = controls * treatments;
    double[][] orders = new double[controls + 1][pairs + 1];
    for (double[] withoutTreatment : orders) {
      withoutTreatment[0] = 1.0;
    }
    for (int treatment = 0; treatment < treatments; treatment++) {
      for (int c = 0; c <= controls; c++) {
        for (int at = pairs; at >= 0; at--) {
          double last = at < c ? 0.0 : orders[c][at - c];
          orders[c][at] = last + (c == 0 ? 0.0 : orders[c - 1][at]);
        }
      }
    }
    int smaller = (int) Math.min(u, pairs - u);
    double tail = DoubleStream.of(orders[controls]).limit(smaller + 1L).sum();
    return Math.min(1.0, 2.0 * tail / DoubleStream.of(orders[controls]).sum());
  }

  private static double[] sorted(DoubleStream values) {
    double[] sorted = values.sorted().toArray();
    // The largest is where what is no number would be.
    if (Double.isNaN(sorted[sorted.length - 1])) {
      throw new IllegalArgumentException("values are numbers, not NaN");
    }
    return sorted;
  }
}
