package plumbline.engine.statistics;

import org.apache.commons.math3.analysis.solvers.BrentSolver;

/**
 * The mixture of normal effects (Robbins 1970, Annals of Mathematical Statistics 41, 1397-1409)
 * behind every always-valid method here. While data accumulate, the average likelihood of effects
 * from N(0, τ²) over that of no effect exceeds 1/alpha, ever, with probability at most alpha if
 * there is none (Ville's inequality). So a p-value, and an interval of the effects that are not
 * rejected, may be looked at all the time.
 *
 * <p>With V the squared standard error of the estimate, everything depends on τ²/V and on z, the
 * estimate over its standard error:
 *
 * <ul>
 *   <li>mSPRT (Johari, Koomen, Pekelis, Walsh 2022, Operations Research 70, 1806-1821): τ²/V with a
 *       τ² of its own, in the metric's unit squared;
 *   <li>asymptotic confidence sequence (Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas 2024, Annals
 *       of Statistics 52, 2613-2640) of N units: Nρ², as {@link AsymptoticSequence} does it;
 *   <li>a sum S with the intrinsic time v (Howard, Ramdas, McAuliffe, Sekhon 2021, Annals of
 *       Statistics 49, 1055-1080): v/ρ, with z = S/√v.
 * </ul>
 *
 * <p>τ², or ρ, is fixed before the first look: chosen afterwards it makes all of this untrue.
 *
 * @param ratio τ²/V, above 0 and finite; it grows with the units
 */
public record NormalMixture(double ratio) {
  private static final double ACCURACY = 1e-13;
  private static final int MAX_STEPS = 200;

  /** From here on a tail of the normal distribution is near the end of the range of a double. */
  private static final double FAR = 36.0;

  /** Refuses a ratio that is none. */
  public NormalMixture {
    if (!(ratio > 0.0 && Double.isFinite(ratio))) {
      throw new IllegalArgumentException("ratio is above 0 and finite, not " + ratio);
    }
  }

  /**
   * The ratio at which the interval is narrowest, nearly: {@code -2 log α + log(1 - 2 log α)}. It
   * makes ρ² when it is divided by the units for which the interval is to be narrow.
   *
   * @param alpha two-sided, from 1e-100 to 1 (excluded); twice a one-sided level
   */
  public static double tunedRatio(double alpha) {
    Alpha.require(alpha);
    double twice = -2.0 * Math.log(alpha);
    return twice + Math.log1p(twice);
  }

  /**
   * The ratio at which the interval is narrowest: the solution of {@code x - log(1 + x) = -2 log
   * α}, which is {@code -W(-α²/e) - 1} in the lower branch of Lambert's W.
   *
   * @param alpha two-sided, from 1e-100 to 1 (excluded)
   */
  public static double narrowestRatio(double alpha) {
    double twice = -2.0 * Math.log(alpha);
    double x = tunedRatio(alpha);
    for (int i = 0; i < MAX_STEPS; i++) {
      // Newton's method on a convex function, from below: the first step passes the solution.
      double step = (x - Math.log1p(x) - twice) * (1.0 + x) / x;
      x -= step;
      if (Math.abs(step) <= ACCURACY * x) {
        break;
      }
    }
    return x;
  }

  /** The logarithm of the averaged likelihood ratio, both directions averaged. */
  public double logLikelihoodRatio(double z) {
    return 0.5 * (shrink() * z * z - Math.log1p(ratio));
  }

  /** The same for effects above 0 only, half-normal. */
  public double logLikelihoodRatioOneSided(double z) {
    double x = z * Math.sqrt(shrink());
    return Math.log(2.0) - 0.5 * Math.log1p(ratio) + logScaledLowerTail(x);
  }

  /** The always-valid p-value of one look: 1 over the likelihood ratio, at most 1. */
  public double pValueTwoSided(double z) {
    return Math.exp(-Math.max(0.0, logLikelihoodRatio(z)));
  }

  /**
   * The half-width of the interval in standard errors: {@code √((1+1/ratio)·log((1+ratio)/α²))}. z
   * exceeds it exactly when the p-value is below alpha.
   *
   * @param alpha two-sided, from 1e-100 to 1 (excluded)
   */
  public double multiplier(double alpha) {
    Alpha.require(alpha);
    return Math.sqrt((Math.log1p(ratio) - 2.0 * Math.log(alpha)) / shrink());
  }

  /**
   * How far below the estimate a bound from below lies, in standard errors.
   *
   * @param alpha one-sided, from 1e-100 to 1 (excluded)
   */
  public double multiplierOneSided(double alpha) {
    double log = -Math.log(alpha);
    // With z above 0 the half-normal mixture has the larger likelihood ratio.
    return new BrentSolver(ACCURACY, ACCURACY)
        .solve(MAX_STEPS, z -> logLikelihoodRatioOneSided(z) - log, 0.0, multiplier(alpha));
  }

  /**
   * The level at which a single one-sided z test has the critical value {@link
   * #multiplierOneSided}: what a bound that is looked at all the time takes in the place of alpha.
   *
   * @param alpha one-sided, from 1e-100 to 1 (excluded)
   */
  public double levelOneSided(double alpha) {
    return Normal.upperTail(multiplierOneSided(alpha));
  }

  /** ratio/(1 + ratio), which does not overflow. */
  private double shrink() {
    return 1.0 / (1.0 + 1.0 / ratio);
  }

  /** x²/2 + log P(Z &lt; x), which is small where both are large: a series there. */
  private static double logScaledLowerTail(double x) {
    if (x > -FAR) {
      return 0.5 * x * x + Math.log(Normal.upperTail(-x));
    }
    double inverse = 1.0 / (x * x);
    double series = 1.0 - inverse * (1.0 - 3.0 * inverse * (1.0 - 5.0 * inverse));
    return Math.log(series / (-x * Math.sqrt(2.0 * Math.PI)));
  }
}
