package plumbline.engine.reference;

import plumbline.engine.statistics.ChiSquare;
import plumbline.engine.statistics.NoncentralT;
import plumbline.engine.statistics.Normal;
import plumbline.engine.statistics.StudentT;

/** Distributions far into their tails, against R. */
final class DistributionFamily {
  private DistributionFamily() {}

  static void check(ReferenceCase c) {
    double x = c.number("x");
    double df = c.has("df") ? c.number("df") : Double.NaN;
    switch (c.text("d")) {
      case "norm_sf" -> c.check("value", Normal.upperTail(x));
      case "norm_isf" -> c.check("value", Normal.upperQuantile(x));
      case "norm_q" -> c.check("value", -Normal.upperQuantile(x));
      case "t_sf" -> c.check("value", StudentT.upperTail(x, df));
      case "t_q" -> c.check("value", StudentT.twoSidedQuantile(2.0 * (1.0 - x), df));
      case "chisq_sf" -> c.check("value", ChiSquare.upperTail(x, df));
      case "nct_sf" -> c.check("value", NoncentralT.upperTail(x, df, c.number("ncp")));
      case String other -> c.skip(other);
    }
  }
}
