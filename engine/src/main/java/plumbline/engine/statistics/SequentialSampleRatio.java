package plumbline.engine.statistics;

/**
 * Sample ratio mismatch, watched all the time: the Bayes factor of the counts under a Dirichlet
 * prior centred on the shares against the shares themselves (Lindon, Malek 2022, "Anytime-valid
 * inference for multinomial count data", NeurIPS 35). While assignment is right the factor is a
 * martingale that starts at 1, so the chance that it ever reaches 1/alpha is at most alpha (Ville
 * 1939): look as often as you like.
 *
 * <p>It depends on the current counts only, not on the order of arrival. A caller may keep the
 * smallest p-value of all looks; that one is valid too.
 */
public final class SequentialSampleRatio {
  /**
   * A prior for shares that are off by about half a percentage point, {@code sqrt(0.5·0.5/10,000)}:
   * of powers of ten the quickest for 50.25 % to 50.5 % in the place of 50 %, and at most a few
   * thousand units later than the best for coarser faults.
   */
  public static final double DEFAULT_CONCENTRATION = 10_000.0;

  private final Shares shares;
  private final double concentration;

  /** What the check can say. */
  public sealed interface Result permits Tested, NotDefined {}

  /**
   * A test.
   *
   * @param logBayesFactor natural logarithm, for a mismatch and against the shares; infinite where
   *     a variant without a share has units
   * @param pValue min(1, 1 / Bayes factor): at most alpha, at any time, with a chance of at most
   *     alpha where nothing is wrong
   */
  public record Tested(double logBayesFactor, double pValue) implements Result {}

  private SequentialSampleRatio(Shares shares, double concentration) {
    this.shares = shares;
    this.concentration = concentration;
  }

  /**
   * A test against the expected shares with the default concentration.
   *
   * @throws IllegalArgumentException unless all are at least 0 and they sum to 1
   */
  public static SequentialSampleRatio of(double... shares) {
    return new SequentialSampleRatio(new Shares(shares), DEFAULT_CONCENTRATION);
  }

  /**
   * The same with another prior, which must be chosen before the data.
   *
   * @param concentration how many units the prior is worth, from 0.01 to 1e9: the more, the smaller
   *     the mismatches that are expected
   */
  public SequentialSampleRatio withConcentration(double concentration) {
    if (!(concentration >= 0.01 && concentration <= 1e9)) {
      throw new IllegalArgumentException("concentration is from 0.01 to 1e9, not " + concentration);
    }
    return new SequentialSampleRatio(shares, concentration);
  }

  /**
   * Tests observed units, one count per share.
   *
   * @return not defined without any unit, or when fewer than two variants have a share
   * @throws IllegalArgumentException for another number of counts, or a negative one
   */
  public Result test(long... observed) {
    double total = shares.total(observed);
    if (total == 0.0) {
      return new NotDefined(NotDefined.Reason.TOO_FEW_UNITS);
    }
    if (shares.areContradictedBy(observed)) {
      return new Tested(Double.POSITIVE_INFINITY, 0.0);
    }
    if (shares.possible() < 2) {
      return new NotDefined(NotDefined.Reason.TOO_FEW_VARIANTS);
    }
    double logBayesFactor = logBayesFactor(total, observed);
    return new Tested(logBayesFactor, Math.min(1.0, Math.exp(-logBayesFactor)));
  }

  /**
   * With a_i = concentration·share_i + x_i and N their sum, the ratio of multivariate beta
   * functions over Π share_i^x_i. Of every log Γ only its remainder from z·log z - z is used: the
   * rest, which grows with the counts and would cancel, is the divergence Σ
   * a_i·log(a_i/(N·share_i)).
   */
  private double logBayesFactor(double total, long... observed) {
    double all = concentration + total;
    double sum = LogGamma.remainder(concentration) - LogGamma.remainder(all);
    for (int i = 0; i < observed.length; i++) {
      double share = shares.of(i);
      if (share > 0.0) {
        double prior = concentration * share;
        double off = (observed[i] - share * total) / (all * share);
        double divergence = (1.0 + off) * Math.log1p(off) - off;
        sum += all * share * divergence;
        sum += LogGamma.remainder(prior + observed[i]) - LogGamma.remainder(prior);
      }
    }
    return sum;
  }
}
