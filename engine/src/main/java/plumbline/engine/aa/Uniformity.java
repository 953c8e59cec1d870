package plumbline.engine.aa;

import org.apache.commons.math3.distribution.UniformRealDistribution;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;

/**
 * Whether p-values are spread evenly from 0 to 1, by Kolmogorov and Smirnov's test.
 *
 * @param statistic the largest distance of the distribution functions
 */
public record Uniformity(double statistic, double pValue) {

  static Uniformity of(double... pValues) {
    var even = new UniformRealDistribution(null, 0.0, 1.0);
    var test = new KolmogorovSmirnovTest(null);
    return new Uniformity(
        test.kolmogorovSmirnovStatistic(even, pValues), test.kolmogorovSmirnovTest(even, pValues));
  }
}
