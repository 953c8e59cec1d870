package plumbline.engine.calibration;

import java.math.BigInteger;
import java.util.SplittableRandom;
import plumbline.engine.statistics.Moments;

/** Random numbers of the distributions that the simulated units follow; all exact. */
final class Draws {
  private static final int FEW = 16;

  private Draws() {}

  /** Of scale 1 (Marsaglia and Tsang 2000, ACM TOMS 26, 363-372). */
  static double gamma(SplittableRandom random, double shape) {
    if (shape < 1.0) {
      return gamma(random, shape + 1.0) * Math.pow(1.0 - random.nextDouble(), 1.0 / shape);
    }
    double d = shape - 1.0 / 3.0;
    double c = 1.0 / Math.sqrt(9.0 * d);
    while (true) {
      double x = random.nextGaussian();
      double v = 1.0 + c * x;
      if (v > 0.0) {
        double cube = v * v * v;
        double u = 1.0 - random.nextDouble();
        if (Math.log(u) < 0.5 * x * x + d * (1.0 - cube + Math.log(cube))) {
          return d * cube;
        }
      }
    }
  }

  static double beta(SplittableRandom random, double a, double b) {
    double x = gamma(random, a);
    return x / (x + gamma(random, b));
  }

  /**
   * Halves n by an order statistic of n uniforms (Devroye 1986, chapter X.4) until few are left.
   */
  static long binomial(SplittableRandom random, long n, double p) {
    long successes = 0;
    long left = n;
    double rate = p;
    while (left >= FEW && rate > 0.0 && rate < 1.0) {
      long middle = (left + 1) / 2;
      double median = beta(random, middle, left + 1 - middle);
      if (median <= rate) {
        successes += middle;
        left -= middle;
        rate = (rate - median) / (1.0 - median);
      } else {
        left = middle - 1;
        rate /= median;
      }
    }
    for (long i = 0; i < left; i++) {
      successes += random.nextDouble() < rate ? 1 : 0;
    }
    return successes;
  }

  /** By the gamma distributed time of an event in the middle (Ahrens and Dieter 1974). */
  static long poisson(SplittableRandom random, double mean) {
    long events = 0;
    double left = mean;
    while (left > FEW) {
      long some = (long) (left * 0.875);
      double time = gamma(random, some);
      if (time > left) {
        return events + binomial(random, some - 1, left / time);
      }
      events += some;
      left -= time;
    }
    double floor = Math.exp(-left);
    double product = 1.0 - random.nextDouble();
    while (product > floor) {
      events++;
      product *= 1.0 - random.nextDouble();
    }
    return events;
  }

  /** Units that did it: a binomial count is all that a share's sums hold, so it is drawn itself. */
  static Moments share(SplittableRandom random, long n, double rate) {
    BigInteger successes = BigInteger.valueOf(binomial(random, n, rate));
    return new Moments(n, successes, successes);
  }

  /**
   * The sums of normal units in thousandths, drawn themselves: mean and sum of squares around it
   * are independent, normal and chi-square with n - 1 degrees (Cochran's theorem). That is the same
   * as to draw the units, except that the sums are rounded in place of each unit.
   */
  static Moments normal(SplittableRandom random, long n, double mean, double sd) {
    if (n < FEW) {
      return Units.normal(mean, sd).sum(random, (int) n);
    }
    double average = mean + sd / Math.sqrt(n) * random.nextGaussian();
    double around = sd * sd * 2.0 * gamma(random, 0.5 * (n - 1));
    return new Moments(
        n,
        whole(n * average / Units.SCALE),
        whole((around + n * average * average) / (Units.SCALE * Units.SCALE)));
  }

  private static BigInteger whole(double value) {
    if (!(Math.abs(value) < 9e18)) {
      throw new IllegalArgumentException("too large for a long: " + value);
    }
    return BigInteger.valueOf(Math.round(value));
  }
}
