package plumbline.engine.reference;

import java.util.stream.DoubleStream;
import plumbline.engine.statistics.SampleRatio;
import plumbline.engine.statistics.SampleRatio.Tested;

/** Sample ratio mismatch, against R and scipy. */
final class SampleRatioFamily {
  private SampleRatioFamily() {}

  static void check(ReferenceCase c) {
    double[] weights = c.numbers("weights");
    double sum = DoubleStream.of(weights).sum();
    double[] shares = DoubleStream.of(weights).map(weight -> weight / sum).toArray();
    long[] observed = DoubleStream.of(c.numbers("observed")).mapToLong(n -> (long) n).toArray();
    Tested result = (Tested) SampleRatio.of(shares).test(observed);
    c.check("chi2", result.statistic());
    c.check("df", result.df());
    c.check("p", result.pValue());
  }
}
