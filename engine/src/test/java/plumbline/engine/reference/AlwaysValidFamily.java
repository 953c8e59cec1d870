package plumbline.engine.reference;

import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.AsymptoticSequence;
import plumbline.engine.statistics.Estimate;
import plumbline.engine.statistics.Interval;
import plumbline.engine.statistics.NormalMixture;

/** Always-valid inference, against closed forms, drconfseq, gbstats and confseq. */
final class AlwaysValidFamily {
  private AlwaysValidFamily() {}

  static void check(ReferenceCase c) {
    switch (c.text("kind")) {
      case "msprt" -> ratioTest(c);
      case "msprt_running" -> runningRatioTest(c);
      case "asymp_cs" -> confidenceSequence(c);
      case "gbstats_sequential" -> comparison(c);
      case "confseq_normal_mixture" -> intrinsicTime(c);
      case String other -> c.skip(other + ": unknown kind");
    }
  }

  private static void ratioTest(ReferenceCase c) {
    double error = error(c, c.number("n_per_arm"));
    NormalMixture mixture = new NormalMixture(c.number("tau2") / (error * error));
    double difference = c.number("mean_difference");
    c.check("Lambda", Math.exp(mixture.logLikelihoodRatio(difference / error)));
    c.check("p_always_valid", mixture.pValueTwoSided(difference / error));
    c.check("ci", around(difference, mixture.multiplier(c.number("alpha")) * error));
  }

  private static void runningRatioTest(ReferenceCase c) {
    double[] differences = c.numbers("mean_difference");
    double[] units = c.numbers("n_per_arm");
    double[] smallest = new double[units.length];
    double before = 1.0;
    for (int i = 0; i < units.length; i++) {
      double error = error(c, units[i]);
      NormalMixture mixture = new NormalMixture(c.number("tau2") / (error * error));
      before = Math.min(before, mixture.pValueTwoSided(differences[i] / error));
      smallest[i] = before;
    }
    c.check("p_always_valid", smallest);
  }

  private static double error(ReferenceCase c, double unitsPerArm) {
    return Math.sqrt(2.0 * c.number("sigma2") / unitsPerArm);
  }

  private static void confidenceSequence(ReferenceCase c) {
    double alpha = c.number("alpha");
    double rhoSquared = NormalMixture.narrowestRatio(alpha) / c.number("t_opt");
    c.check("rho2", rhoSquared);
    double[] units = c.numbers("t");
    double[] half = new double[units.length];
    for (int i = 0; i < units.length; i++) {
      double error = c.number("sd") / Math.sqrt(units[i]);
      half[i] = new NormalMixture(units[i] * rhoSquared).multiplier(alpha) * error;
    }
    c.check("half_width", half);
  }

  private static void comparison(ReferenceCase c) {
    ArmSummary control = WelchFamily.arm(c, "control");
    ArmSummary treatment = WelchFamily.arm(c, "treatment");
    var sequence = new AsymptoticSequence(c.number("alpha"), c.whole("tuning"));
    var look = (AsymptoticSequence.Compared) sequence.compare(control, treatment);
    double rho = Math.sqrt(sequence.rhoSquared());
    c.check("absolute.estimate", look.difference());
    c.check("absolute.se", look.standardError());
    c.check("absolute.ci", look.interval());
    c.check("absolute.p", look.pValueAlwaysValid());
    c.check("absolute.rho", rho);
    Estimate lift = linearDelta(control.estimate(), treatment.estimate());
    double error = Math.sqrt(lift.variance());
    var mixture = sequence.at(control.n() + treatment.n());
    c.check("relative.estimate", lift.value());
    c.check("relative.se", error);
    c.check("relative.ci", around(lift.value(), mixture.multiplier(sequence.alpha()) * error));
    c.check("relative.p", mixture.pValueTwoSided(lift.value() / error));
    c.check("relative.rho", rho);
  }

  /** The lift and its variance by the linear delta method, which results do not use. */
  private static Estimate linearDelta(Estimate control, Estimate treatment) {
    double ratio = treatment.value() / control.value();
    double variance = treatment.variance() + ratio * ratio * control.variance();
    return new Estimate(ratio - 1.0, variance / (control.value() * control.value()));
  }

  private static void intrinsicTime(ReferenceCase c) {
    double alpha = c.number("alpha");
    double root = Math.sqrt(c.number("v"));
    double z = c.number("s") / root;
    NormalMixture both = mixture(c, c.number("alpha_opt"));
    c.check("log_mixture", both.logLikelihoodRatio(z));
    c.check("bound", both.multiplier(alpha) * root);
    NormalMixture one = mixture(c, 2.0 * c.number("alpha_opt"));
    c.check("log_mixture_one_sided", one.logLikelihoodRatioOneSided(z));
    c.check("bound_one_sided", one.multiplierOneSided(alpha) * root);
  }

  private static NormalMixture mixture(ReferenceCase c, double alphaTwoSided) {
    double rho = c.number("v_opt") / NormalMixture.tunedRatio(alphaTwoSided);
    return new NormalMixture(c.number("v") / rho);
  }

  private static Interval around(double centre, double half) {
    return new Interval(centre - half, centre + half);
  }
}
