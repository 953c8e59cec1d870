package plumbline.engine.reference;

import plumbline.engine.statistics.BetaDistribution;
import plumbline.engine.statistics.Binomial;
import plumbline.engine.statistics.ChiSquare;
import plumbline.engine.statistics.FDistribution;
import plumbline.engine.statistics.NoncentralT;
import plumbline.engine.statistics.Normal;
import plumbline.engine.statistics.StudentT;

/** Distributions far into their tails, against R. */
final class DistributionFamily {
  private DistributionFamily() {}

  static void check(ReferenceCase c) {
    double x = c.number("x");
    switch (c.text("d")) {
      case "norm_sf" -> c.check("value", Normal.upperTail(x));
      case "norm_logsf" -> c.check("value", Normal.logUpperTail(x));
      case "norm_isf" -> c.check("value", Normal.upperQuantile(x));
      case "norm_q" -> c.check("value", -Normal.upperQuantile(x));
      case "t_sf" -> c.check("value", StudentT.upperTail(x, c.number("df")));
      case "t_q" -> c.check("value", -StudentT.upperQuantile(x, c.number("df")));
      case "chisq_sf" -> c.check("value", ChiSquare.upperTail(x, c.number("df")));
      case "chisq_q" -> c.check("value", ChiSquare.lowerQuantile(x, c.number("df")));
      case "beta_cdf" ->
          c.check("value", BetaDistribution.lowerTail(x, c.number("a"), c.number("b")));
      case "beta_q" ->
          c.check("value", BetaDistribution.lowerQuantile(x, c.number("a"), c.number("b")));
      case "f_sf" -> c.check("value", FDistribution.upperTail(x, c.number("df1"), c.number("df2")));
      case "binom_cdf" ->
          c.check("value", Binomial.atMost(c.whole("x"), c.whole("n"), c.number("p")));
      case "nct_sf" -> c.check("value", NoncentralT.upperTail(x, c.number("df"), c.number("ncp")));
      case String other -> c.skip(other);
    }
  }
}
