package plumbline.engine.reference;

import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.LiftTest;
import plumbline.engine.statistics.LiftTest.Method;
import plumbline.engine.statistics.Limit;
import plumbline.engine.statistics.NonInferiority;
import plumbline.engine.statistics.NonInferiority.Absolute;
import plumbline.engine.statistics.NonInferiority.Better;
import plumbline.engine.statistics.NonInferiority.Compared;
import plumbline.engine.statistics.NonInferiority.Margin;
import plumbline.engine.statistics.NonInferiority.Relative;
import plumbline.engine.statistics.Normal;

/** Non-inferiority where higher is better, against scipy, gbstats and Spotify's. */
final class NonInferiorityFamily {
  private NonInferiorityFamily() {}

  static void check(ReferenceCase c) {
    ArmSummary control = WelchFamily.arm(c, "control");
    ArmSummary treatment = WelchFamily.arm(c, "treatment");
    double alpha = c.number("alpha_one_sided");
    double relative = c.number("margin_relative");
    Compared absolute =
        check(c, "absolute", new Absolute(c.number("margin_absolute")), control, treatment);
    c.check("absolute.ci_lower_difference", absolute.bound().orElseThrow());
    check(c, "relative_linear_contrast", new Relative(relative), control, treatment);
    // Spotify's: a margin that is taken as known beforehand, and the normal distribution.
    Limit fixed = new Limit(1.0, -relative * control.mean());
    double z = ((Limit.Distance) fixed.distance(control, treatment)).t();
    c.check("relative_fixed_margin_z.z", z);
    c.check("relative_fixed_margin_z.p", Normal.upperTail(z));
    c.check("relative_fixed_margin_z.non_inferior", Normal.upperTail(z) < alpha);
    // GrowthBook's: the end of the delta method's interval.
    LiftTest delta = new LiftTest(2.0 * alpha, Method.DELTA);
    double lower = ((LiftTest.Compared) delta.compare(control, treatment)).interval().lower();
    c.check("relative_gbstats.ci_lower", lower);
    c.check("relative_gbstats.non_inferior", lower > -relative);
  }

  private static Compared check(
      ReferenceCase c, String name, Margin margin, ArmSummary control, ArmSummary treatment) {
    var test = new NonInferiority(margin, Better.HIGHER, c.number("alpha_one_sided"));
    var result = (Compared) test.compare(control, treatment);
    c.check(name + ".t", result.t());
    c.check(name + ".df", result.df());
    c.check(name + ".p", result.pValueOneSided());
    c.check(name + ".non_inferior", result.nonInferior());
    return result;
  }
}
