package plumbline.engine.aa;

import plumbline.engine.statistics.Binomial;

/**
 * How often a difference was found that is not there.
 *
 * @param rejections splits in which it was
 * @param splits in which halves could be compared
 * @param pValue exact binomial, of a rate that is alpha, or of one that is at most alpha
 * @param twoSided whether a rate below alpha is wrong too
 */
public record Rate(long rejections, long splits, double pValue, boolean twoSided) {

  /** Of a test that is to reject in exactly the share alpha. */
  static Rate exactly(long rejections, long splits, double alpha) {
    var tail =
        Math.min(
            Binomial.atLeast(rejections, splits, alpha),
            Binomial.atMost(rejections, splits, alpha));
    return new Rate(rejections, splits, Math.min(1.0, 2.0 * tail), true);
  }

  /** Of a test that is to reject in a share of alpha at most. */
  static Rate atMost(long rejections, long splits, double alpha) {
    return new Rate(rejections, splits, Binomial.atLeast(rejections, splits, alpha), false);
  }

  /** Rejections over splits; 0 without any. */
  public double rate() {
    return splits == 0 ? 0.0 : rejections / (double) splits;
  }
}
