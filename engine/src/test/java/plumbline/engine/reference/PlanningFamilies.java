package plumbline.engine.reference;

import static plumbline.engine.planning.Direction.INCREASE;
import static plumbline.engine.planning.Significance.oneSided;
import static plumbline.engine.planning.Significance.twoSided;

import plumbline.engine.planning.ComparisonPlan;
import plumbline.engine.planning.MeanPlan;
import plumbline.engine.planning.Power;
import plumbline.engine.planning.ProportionPlan;
import plumbline.engine.planning.SampleSize;
import plumbline.engine.planning.Significance;
import plumbline.engine.planning.Split;
import plumbline.engine.planning.TTestPlan;
import plumbline.engine.planning.Traffic;

/** Every planning formula against R, rpact, scipy and statsmodels. */
final class PlanningFamilies {
  private PlanningFamilies() {}

  static void proportions(ReferenceCase c) {
    SampleSize size = proportion(c).unitsFor(lift(c), c.number("power"), 1.0);
    c.check("n_raw", size.control());
    c.check("n_per_variant", size.treatmentUnits());
  }

  static void means(ReferenceCase c) {
    double alpha = c.number("alpha");
    var level = c.number("sides") == 1.0 ? oneSided(alpha) : twoSided(alpha);
    check(c, "n_normal", new MeanPlan(c.number("sd"), level));
    check(c, "n_t", new TTestPlan(c.number("sd"), level));
  }

  static void inverse(ReferenceCase c) {
    switch (c.text("kind")) {
      case "mde_proportion" -> smallestRate(c);
      case "power_proportion" -> powerOfProportions(c);
      case "mde_mean" -> smallestMean(c);
      case "power_mean" -> powerOfMeans(c);
      case "duration" -> duration(c);
      case String other -> c.skip(other + ": unknown kind");
    }
  }

  static void unequal(ReferenceCase c) {
    switch (c.text("kind")) {
      case "proportion_unequal" ->
          checkArms(c, proportion(c).unitsFor(lift(c), power(c), ratio(c)));
      case "mean_unequal" -> checkArms(c, mean(c).unitsFor(c.number("delta"), power(c), ratio(c)));
      case "proportion_bonferroni" -> bonferroni(c);
      case "non_inferiority_mean" -> nonInferiority(c);
      case String other -> c.skip(other + ": unknown kind");
    }
  }

  private static void check(ReferenceCase c, String name, ComparisonPlan plan) {
    SampleSize size = plan.unitsFor(c.number("delta"), c.number("power"), 1.0);
    c.check(name + "_raw", size.control());
    c.check(name, size.controlUnits());
  }

  private static void smallestRate(ReferenceCase c) {
    double baseline = c.number("baseline");
    double found = proportion(c).smallestDifference(units(c), power(c), INCREASE).getAsDouble();
    c.check("mde_relative", found / baseline);
    c.check("p2", baseline + found);
  }

  private static void powerOfProportions(ReferenceCase c) {
    Power power = proportion(c).power(lift(c), units(c));
    c.check("power", power.detected());
    c.check("power_both_tails", power.rejected());
  }

  private static void smallestMean(ReferenceCase c) {
    var exact = new TTestPlan(c.number("sd"), twoSided(c.number("alpha")));
    c.check("delta_t", exact.smallestDifference(units(c), power(c), INCREASE).getAsDouble());
    c.check("delta_normal", mean(c).smallestDifference(units(c), power(c), INCREASE).getAsDouble());
  }

  private static void powerOfMeans(ReferenceCase c) {
    var exact = new TTestPlan(c.number("sd"), twoSided(c.number("alpha")));
    c.check("power_t_both_tails", exact.power(c.number("delta"), units(c)).rejected());
  }

  private static void duration(ReferenceCase c) {
    long units = (long) (c.number("n_per_variant") * c.number("variants"));
    var time = new Traffic(c.number("daily_users"), c.number("traffic_share")).timeFor(units);
    c.check("days", time.days());
    c.check("weeks_rounded_up_days", time.daysInWholeWeeks());
  }

  private static void checkArms(ReferenceCase c, SampleSize size) {
    c.check("n_control_raw", size.control());
    c.check("n_treatment_raw", size.treatment());
    c.check("n_control", size.controlUnits());
    c.check("n_treatment", size.treatmentUnits());
  }

  private static void bonferroni(ReferenceCase c) {
    int treatments = (int) c.number("treatments");
    Significance one = twoSided(c.number("alpha")).dividedBy(treatments);
    c.check("alpha_per_comparison", one.alpha());
    c.check("n_raw", proportion(c).at(one).unitsFor(lift(c), power(c), 1.0).control());
    var units = Split.even(treatments + 1).unitsFor(proportion(c), lift(c), power(c));
    c.check("n_per_variant", units.control());
    c.check("n_total", units.total());
  }

  private static void nonInferiority(ReferenceCase c) {
    var plan = new MeanPlan(c.number("sd"), oneSided(c.number("alpha_one_sided")));
    double margin = c.number("margin_absolute");
    double difference = c.number("true_difference");
    checkArms(c, plan.unitsForNonInferiority(margin, difference, power(c), ratio(c)));
  }

  private static ProportionPlan proportion(ReferenceCase c) {
    return new ProportionPlan(c.number("baseline"), twoSided(c.number("alpha")));
  }

  private static MeanPlan mean(ReferenceCase c) {
    return new MeanPlan(c.number("sd"), twoSided(c.number("alpha")));
  }

  private static double lift(ReferenceCase c) {
    return c.number("baseline") * c.number("mde_relative");
  }

  private static double power(ReferenceCase c) {
    return c.number("power");
  }

  private static double ratio(ReferenceCase c) {
    return c.number("ratio_treatment_to_control");
  }

  private static SampleSize units(ReferenceCase c) {
    return SampleSize.even(c.number("n_per_variant"));
  }
}
