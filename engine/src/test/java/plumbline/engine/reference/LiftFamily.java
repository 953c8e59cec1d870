package plumbline.engine.reference;

import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.Interval;
import plumbline.engine.statistics.Normal;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.RelativeLift;
import plumbline.engine.statistics.RelativeLift.Bounded;
import plumbline.engine.statistics.RelativeLift.Shape;
import plumbline.engine.statistics.RelativeLift.Unbounded;
import plumbline.engine.statistics.WelchTest;

/** Relative lifts, against gbstats and tea-tasting. */
final class LiftFamily {
  private LiftFamily() {}

  static void check(ReferenceCase c) {
    ArmSummary control = WelchFamily.arm(c, "control");
    ArmSummary treatment = WelchFamily.arm(c, "treatment");
    double alpha = c.number("alpha");
    double z = Normal.twoSidedQuantile(alpha);
    check(c, RelativeLift.fieller(control.estimate(), treatment.estimate(), z));
    var welch = (WelchTest.Compared) new WelchTest(alpha).compare(control, treatment);
    c.check("p_absolute_welch", welch.pValueTwoSided());
  }

  private static void check(ReferenceCase c, RelativeLift lift) {
    switch (lift) {
      case Bounded(double estimate, Interval interval) -> {
        c.check("lift", estimate);
        c.check("fieller.type", "interval");
        c.check("fieller.ci", interval);
      }
      case Unbounded(Shape shape) -> {
        c.check("fieller.type", shape == Shape.COMPLEMENT ? "complement" : "whole_line");
        c.withhold("lift");
        if (shape == Shape.WHOLE_LINE) {
          c.checkNotDefined("fieller.ci");
        } else {
          c.withhold("fieller.ci");
        }
      }
      case NotDefined _ -> c.checkNotDefined("lift");
    }
  }
}
