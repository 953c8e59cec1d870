package plumbline.engine.statistics;

import java.util.Arrays;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * Several treatments against one control (Dunnett 1955, JASA 50, 1096-1121; two-sided 1964,
 * Biometrics 20, 482-491), in one step: the adjusted p-value is the chance that the largest of all
 * statistics is as large, given that they share the control's estimate. Sharper than Bonferroni,
 * and its intervals hold all at once.
 *
 * <p>Two comparisons correlate by {@code l_i·l_j} with {@code l = sqrt(v_C / (v_C + v_i))}, v being
 * the variances of the arms' estimates, so arms may be of any size. It takes the estimates to be
 * normal; for means in small samples with one variance in all arms, their common degrees of freedom
 * may be given. It is for a look that is planned: not for always-valid p-values.
 */
public final class Dunnett implements Multiplicity {
  /**
   * A treatment whose variance is a smaller part of the difference's counts as if it were this one:
   * a lower correlation, so a slightly larger p-value.
   */
  private static final double SMALLEST_PART = 1e-3;

  /** Beyond it nothing of a normal tail is left that a double shows. */
  private static final double NEGLIGIBLE = 75.0;

  /** From here on normal tails are 0. */
  private static final double UNDERFLOW = 39.0;

  /** Below it, where t quantiles leave the range of a double, it is Bonferroni's. */
  private static final double SMALLEST_P = 1e-100;

  private final double[] ownDeviations;
  private final double df;

  private Dunnett(double df, double... ownDeviations) {
    if (!(df >= 1.0)) {
      throw new IllegalArgumentException("degrees of freedom are at least 1, not " + df);
    }
    if (ownDeviations.length == 0) {
      throw new IllegalArgumentException("treatments are at least one, not none");
    }
    this.df = df;
    this.ownDeviations = ownDeviations;
  }

  /**
   * With normal statistics.
   *
   * @param treatments at least one, in the order of the p-values that will be given
   */
  public static Dunnett of(Estimate control, Estimate... treatments) {
    return of(Double.POSITIVE_INFINITY, control, treatments);
  }

  /**
   * With t statistics of one pooled variance.
   *
   * @param df at least 1; infinity for normal statistics
   * @param treatments at least one, in the order of the p-values that will be given
   */
  public static Dunnett of(double df, Estimate control, Estimate... treatments) {
    return new Dunnett(
        df, Arrays.stream(treatments).mapToDouble(arm -> ownDeviation(control, arm)).toArray());
  }

  /** The part of a difference's standard error that is not shared with the other differences. */
  private static double ownDeviation(Estimate control, Estimate treatment) {
    double sum = control.variance() + treatment.variance();
    double part = sum == 0.0 ? 1.0 : treatment.variance() / sum;
    return Math.sqrt(Math.max(SMALLEST_PART, part));
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException also unless there is one p-value for each treatment
   */
  @Override
  public double[] adjust(double... pValuesTwoSided) {
    PValues.require(pValuesTwoSided);
    if (pValuesTwoSided.length != ownDeviations.length) {
      throw new IllegalArgumentException(
          "one p-value for each of %d treatments, not %d"
              .formatted(ownDeviations.length, pValuesTwoSided.length));
    }
    return Arrays.stream(pValuesTwoSided).map(this::adjustOne).toArray();
  }

  private double adjustOne(double p) {
    double bonferroni = Math.min(1.0, ownDeviations.length * p);
    return p < SMALLEST_P
        ? bonferroni
        : Math.max(p, Math.min(bonferroni, largestTail(quantile(p))));
  }

  @Override
  public double[] levels(double alpha, double... pValuesTwoSided) {
    double level = tail(criticalValue(alpha));
    return PValues.agreeing(alpha, pValuesTwoSided, adjust(pValuesTwoSided), p -> level);
  }

  /** Not shown for it: the statistics' joint distribution is that of one look. */
  @Override
  public boolean isValidUnderContinuousLooking() {
    return false;
  }

  /**
   * The c with {@code largestTail(c) = alpha}: simultaneous intervals are estimate ± c·se.
   *
   * @param alpha of all treatments together, from 1e-100 to 1 (excluded)
   */
  public double criticalValue(double alpha) {
    Alpha.require(alpha);
    double one = quantile(alpha);
    double all = quantile(alpha / ownDeviations.length);
    double target = Math.log(alpha);
    // The sign at the bounds is rounding's where they are the answer, as for one treatment.
    return new BrentSolver(1e-14, 1e-14)
        .solve(100, c -> Math.log(largestTail(c)) - target, 0.999 * one, 1.001 * all);
  }

  /**
   * The chance that the largest |statistic| is at least c where no treatment has an effect: the
   * error of the whole family.
   *
   * @param c at least 0
   */
  public double largestTail(double c) {
    if (!(c >= 0.0)) {
      throw new IllegalArgumentException("c is at least 0, not " + c);
    }
    return Double.isInfinite(df) ? normalTail(c) : ChiAverage.over(df, c, this::normalTail);
  }

  /**
   * Given the control's part y of the statistics they are independent; averaged over y by the
   * trapezoidal rule, which converges exponentially on the whole line. The integrand is even in y.
   */
  private double normalTail(double c) {
    if (c > UNDERFLOW) {
      return 0.0;
    }
    double information = 1.0;
    for (double own : ownDeviations) {
      information += (1.0 - own * own) / (own * own);
    }
    double step = 0.5 / Math.sqrt(information);
    int steps = (int) Math.ceil(Math.sqrt(c * c + NEGLIGIBLE) / step);
    double sum = 0.5 * Normal.density(0.0) * anyBeyond(c, 0.0);
    for (int i = 1; i <= steps; i++) {
      sum += Normal.density(i * step) * anyBeyond(c, i * step);
    }
    return Math.min(1.0, 2.0 * step * sum);
  }

  /** From the chances of each to be beyond, never from their complements. */
  private double anyBeyond(double c, double y) {
    double logNone = 0.0;
    for (double own : ownDeviations) {
      double shared = Math.sqrt(1.0 - own * own) * y;
      double beyond = Normal.upperTail((c - shared) / own) + Normal.upperTail((c + shared) / own);
      logNone += Math.log1p(-Math.min(1.0, beyond));
    }
    return -Math.expm1(logNone);
  }

  private double tail(double c) {
    return Double.isInfinite(df) ? Normal.twoSided(c) : StudentT.twoSided(c, df);
  }

  private double quantile(double tail) {
    return Double.isInfinite(df)
        ? Normal.twoSidedQuantile(tail)
        : StudentT.twoSidedQuantile(tail, df);
  }
}
