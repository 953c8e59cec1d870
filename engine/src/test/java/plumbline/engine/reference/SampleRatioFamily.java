package plumbline.engine.reference;

import java.util.stream.DoubleStream;
import plumbline.engine.statistics.NotDefined;
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
    switch (SampleRatio.of(shares).test(observed)) {
      case Tested(double statistic, int df, double pValue) -> {
        c.check("chi2", statistic);
        c.check("df", df);
        c.check("p", pValue);
      }
      case NotDefined _ -> c.checkNotDefined("p");
    }
  }
}
