package plumbline.engine.reference;

import java.util.Optional;
import plumbline.engine.statistics.FisherExact;
import plumbline.engine.statistics.Interval;
import plumbline.engine.statistics.MiettinenNurminen;
import plumbline.engine.statistics.Proportion;
import plumbline.engine.statistics.ProportionTest;
import plumbline.engine.statistics.ProportionTest.Method;
import plumbline.engine.statistics.TwoProportions;
import plumbline.engine.statistics.TwoProportions.ZTest;

/** Two proportions, against statsmodels and R: each estimator, and what is reported of them. */
final class ProportionFamily {
  private ProportionFamily() {}

  static void check(ReferenceCase c) {
    Proportion control = new Proportion(c.whole("x1"), c.whole("n1"));
    Proportion treatment = new Proportion(c.whole("x2"), c.whole("n2"));
    double alpha = c.number("alpha");
    correctScore(c);
    TwoProportions table = new TwoProportions(control, treatment);
    c.check("p1", control.rate());
    c.check("p2", treatment.rate());
    c.check("difference", table.difference());
    c.check("wilson_1", control.wilson(alpha));
    c.check("wilson_2", treatment.wilson(alpha));
    check(c, "pooled", table.pooled());
    check(c, "unpooled", table.unpooled());
    c.check("fisher_p", FisherExact.pValueTwoSided(table));
    c.check("ci_wald", table.wald(alpha));
    c.check("ci_newcombe", table.newcombe(alpha));
    c.check("ci_agresti_caffo", table.agrestiCaffo(alpha));
    c.check("ci_miettinen_nurminen", new MiettinenNurminen(table, alpha).difference());
    table
        .katz(alpha)
        .ifPresentOrElse(
            interval -> c.check("ci_ratio_log", interval), () -> c.checkNotDefined("ci_ratio_log"));
    reported(c, (ProportionTest.Compared) new ProportionTest(alpha).compare(control, treatment));
  }

  /**
   * Where the expected score interval is what statsmodels' fault makes of it, the definition's own
   * takes its place. Newcombe (1998, table II) published that one, too: see MiettinenNurminenTest.
   */
  private static void correctScore(ReferenceCase c) {
    ScoreInterval score = ScoreInterval.of(c);
    if (c.expects("ci_miettinen_nurminen", score.asStatsmodelsHasIt())) {
      Interval right = score.byLikelihood();
      c.correct("ci_miettinen_nurminen", right.lower(), right.upper());
    }
  }

  private static void check(ReferenceCase c, String kind, Optional<ZTest> test) {
    if (test.isPresent()) {
      c.check("z_" + kind, test.get().z());
      c.check("p_" + kind, test.get().pValueTwoSided());
    } else {
      c.checkNotDefined("z_" + kind);
      c.checkNotDefined("p_" + kind);
    }
  }

  private static void reported(ReferenceCase c, ProportionTest.Compared result) {
    Interval interval = result.interval();
    c.check(result.method() == Method.SCORE ? "ci_miettinen_nurminen" : "ci_newcombe", interval);
    if (result.method() == Method.POOLED_NEWCOMBE) {
      check(c, "pooled", result.pooled());
    }
  }
}
