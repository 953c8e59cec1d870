package plumbline.engine.reference;

import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.WelchTest;

/** A comparison of two arms by Welch's test, under the names that several families give it. */
final class WelchKeys {
  private static final double ALPHA = 0.05;

  private WelchKeys() {}

  static void check(ReferenceCase c, String prefix, ArmSummary control, ArmSummary treatment) {
    check(c, prefix, control, treatment, ALPHA);
  }

  static void check(
      ReferenceCase c, String prefix, ArmSummary control, ArmSummary treatment, double alpha) {
    var result = (WelchTest.Compared) new WelchTest(alpha).compare(control, treatment);
    c.check(prefix + ".mean_control", result.meanControl());
    c.check(prefix + ".mean_treatment", result.meanTreatment());
    c.check(prefix + ".difference", result.difference());
    c.check(prefix + ".estimate", result.difference());
    c.check(prefix + ".se", result.standardError());
    c.check(prefix + ".df", result.df());
    c.check(prefix + ".t", result.t());
    c.check(prefix + ".p", result.pValueTwoSided());
    c.check(prefix + ".ci", result.interval());
  }
}
