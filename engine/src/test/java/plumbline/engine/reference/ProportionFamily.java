package plumbline.engine.reference;

import plumbline.engine.statistics.Proportion;
import plumbline.engine.statistics.ProportionTest;

/** Two proportions, against statsmodels and R. */
final class ProportionFamily {
  private ProportionFamily() {}

  static void check(ReferenceCase c) {
    Proportion control = new Proportion(c.whole("x1"), c.whole("n1"));
    Proportion treatment = new Proportion(c.whole("x2"), c.whole("n2"));
    double alpha = c.number("alpha");
    var result = (ProportionTest.Compared) new ProportionTest(alpha).compare(control, treatment);
    c.check("p1", result.rateControl());
    c.check("p2", result.rateTreatment());
    c.check("difference", result.difference());
    c.check("ci_newcombe", result.interval());
    c.check("z_pooled", result.pooled().orElseThrow().z());
    c.check("p_pooled", result.pooled().orElseThrow().pValueTwoSided());
  }
}
