package plumbline.engine.calibration;

import java.util.SplittableRandom;
import plumbline.engine.statistics.Moments;

/** How one unit's value comes about, in thousandths of the metric's unit. */
interface Units {
  /** What a stored unit is worth. */
  double SCALE = 1e-3;

  long draw(SplittableRandom random);

  default Moments sum(SplittableRandom random, int n) {
    Sums sums = new Sums(1);
    for (int i = 0; i < n; i++) {
      sums.add(draw(random));
    }
    return sums.moments();
  }

  /** The rest are zero. */
  default Units share(double nonZero) {
    return random -> random.nextDouble() < nonZero ? draw(random) : 0;
  }

  static Units normal(double mean, double sd) {
    return random -> Math.round((mean + sd * random.nextGaussian()) / SCALE);
  }

  /** With the mean exp(sigma²/2). */
  static Units lognormal(double sigma) {
    return random -> Math.round(Math.exp(sigma * random.nextGaussian()) / SCALE);
  }

  /** Events of units that differ in how active they are: Poisson of a gamma, negative binomial. */
  static Units counts(double mean, double shape) {
    return random -> 1_000 * Draws.poisson(random, mean / shape * Draws.gamma(random, shape));
  }
}
