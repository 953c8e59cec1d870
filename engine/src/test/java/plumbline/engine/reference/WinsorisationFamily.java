package plumbline.engine.reference;

import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.SampleQuantile.Type;
import plumbline.engine.statistics.WelchTest;
import plumbline.engine.statistics.Winsorisation;

/** Capped means, against R and numpy. */
final class WinsorisationFamily {
  private WinsorisationFamily() {}

  static void check(ReferenceCase c) {
    double percentile = c.number("percentile");
    check(c, "cap_type1", new Winsorisation(percentile, Type.INVERSE_OF_DISTRIBUTION, false));
    check(c, "cap_type6", new Winsorisation(percentile, Type.WEIBULL, false));
    check(c, "cap_type7", Winsorisation.at(percentile));
    check(c, "cap_type8", new Winsorisation(percentile, Type.MEDIAN_UNBIASED, false));
    check(c, "cap_type7_ignore_zeros", new Winsorisation(percentile, Type.LINEAR, true));
    double cap =
        Winsorisation.at(percentile)
            .cap(c.numbers("control"), c.numbers("treatment"))
            .orElseThrow();
    ArmSummary control = arm(c, "control", cap);
    ArmSummary treatment = arm(c, "treatment", cap);
    var result = (WelchTest.Compared) new WelchTest(c.number("alpha")).compare(control, treatment);
    c.check("t", result.t());
    c.check("df", result.df());
    c.check("p", result.pValueTwoSided());
    c.check("ci", result.interval());
  }

  private static ArmSummary arm(ReferenceCase c, String name, double cap) {
    var capped = Winsorisation.within(Double.NEGATIVE_INFINITY, cap, c.numbers(name));
    var arm = (ArmSummary) ArmSummary.of(capped);
    c.check("mean_" + name, arm.mean());
    c.check("var_" + name, arm.variance());
    return arm;
  }

  private static void check(ReferenceCase c, String name, Winsorisation winsorisation) {
    c.check(name, winsorisation.cap(c.numbers("control"), c.numbers("treatment")).orElseThrow());
  }
}
