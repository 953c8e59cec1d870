package plumbline.engine.statistics;

/**
 * How a value y and its covariate x vary in one sample: exact, in stored units, over n - 1.
 *
 * @param n units, at least 2
 */
record Covariation(
    long n,
    Fraction meanY,
    Fraction meanX,
    Fraction varianceY,
    Fraction varianceX,
    Fraction covariance) {

  /** The sample's y as it is. */
  ArmSummary plain(Fraction scale) {
    return summary(meanY, varianceY, scale);
  }

  /** The sample's y - theta·(x - centre). */
  ArmSummary adjusted(Fraction theta, Fraction centre, Fraction scale) {
    Fraction mean = meanY.minus(theta.times(meanX.minus(centre)));
    Fraction less = covariance.plus(covariance).minus(theta.times(varianceX));
    return summary(mean, varianceY.minus(theta.times(less)), scale);
  }

  private ArmSummary summary(Fraction mean, Fraction variance, Fraction scale) {
    return new ArmSummary(
        n, mean.times(scale).toDouble(), variance.times(scale).times(scale).toDouble());
  }
}
