package plumbline.engine.sequential;

import plumbline.engine.statistics.Normal;

/**
 * What a z statistic has to pass at one look.
 *
 * @param fraction the information of the look over the planned one
 * @param z the boundary; with two sides the lower one is -z
 * @param alphaSpent the chance, if there is no effect, of having passed here or at an earlier look,
 *     over both sides if there are two
 */
public record Boundary(double fraction, double z, double alphaSpent) {
  /** The p-value, one-sided, that a statistic on the boundary would have without other looks. */
  public double nominalPValuePerSide() {
    return Normal.upperTail(z);
  }
}
