package plumbline.engine.planning;

/**
 * What is known of a unit from before its exposure (CUPED: Deng, Xu, Kohavi, Walker 2013, WSDM,
 * 123-132). It leaves {@code 1 - ρ²} of the variance, and so as large a part of the units.
 *
 * @param correlation ρ of the covariate with the metric over units, by its size, from 0 to below 1
 */
public record Covariate(double correlation) {
  /** Nothing is known. */
  public static final Covariate NONE = new Covariate(0.0);

  /** Refuses what is no correlation, and one that would leave nothing to find out. */
  public Covariate {
    Require.that(
        correlation >= 0.0 && correlation < 1.0,
        "correlation",
        "from 0 to below 1, its sign does not matter",
        correlation);
  }

  /** The part of the variance that remains, and of the units that are needed. */
  public double varianceFactor() {
    return (1.0 - correlation) * (1.0 + correlation);
  }
}
