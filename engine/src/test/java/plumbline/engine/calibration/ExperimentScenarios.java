package plumbline.engine.calibration;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import plumbline.engine.analysis.Arm;
import plumbline.engine.analysis.Design;
import plumbline.engine.analysis.ExperimentAnalysis;
import plumbline.engine.analysis.Finding;
import plumbline.engine.analysis.Measured;
import plumbline.engine.analysis.Measured.Family;
import plumbline.engine.analysis.Metric;
import plumbline.engine.analysis.MetricAnalysis;
import plumbline.engine.analysis.MetricAnalysis.Treated;
import plumbline.engine.calibration.Scenario.Rounds;
import plumbline.engine.fold.FoldMetric;
import plumbline.engine.fold.MetricSums;
import plumbline.engine.fold.Term;
import plumbline.engine.statistics.Correction;
import plumbline.engine.statistics.Moments;

/**
 * Whole experiments, as results analyse them: two treatments, a primary share, and a share and a
 * count as secondary metrics, which are claims only where the primary is shown.
 */
final class ExperimentScenarios {
  private static final double ALPHA = 0.05;
  private static final int UNITS = 2_000;
  private static final Metric PRIMARY = share("primary");
  private static final Metric SECONDARY = share("secondary");
  private static final Metric COUNT =
      Metric.counted("count", FoldMetric.Kind.COUNT, Metric.Better.HIGHER);

  private ExperimentScenarios() {}

  static List<Scenario> all() {
    return List.of(
        scenario("no effect on anything", 0.1),
        scenario("the primary metric's effect is shown, the others have none", 0.2));
  }

  private static Scenario scenario(String setting, double treated) {
    return new Scenario(
        "Whole experiments, 2 treatments and 3 metrics",
        setting + ", 2,000 units an arm",
        new Rounds(100, 20_000),
        List.of(
            Figure.rate("any false claim, Dunnett", Held.atMost(0.053)),
            Figure.rate("any false claim, Holm", Held.atMost(0.053)),
            Figure.rate("any p-value and interval disagree", Held.to(0))),
        random -> {
          List<Measured> metrics = draw(random, treated);
          List<MetricAnalysis> dunnett = analyse(metrics, Optional.empty());
          List<MetricAnalysis> holm = analyse(metrics, Optional.of(Correction.HOLM));
          boolean real = treated != 0.1;
          return Scenario.outcomes(
              claims(dunnett, real),
              claims(holm, real),
              Stream.of(dunnett, holm)
                  .flatMap(List::stream)
                  .flatMap(metric -> metric.treatments().stream())
                  .anyMatch(ExperimentScenarios::contradictsItself));
        });
  }

  private static List<MetricAnalysis> analyse(
      List<Measured> metrics, Optional<Correction> correction) {
    return new ExperimentAnalysis(ALPHA, correction, false).analyse(metrics);
  }

  /** Whether anything is claimed that is not so. */
  private static boolean claims(List<MetricAnalysis> results, boolean primaryIsReal) {
    return results.stream()
        .filter(metric -> !(primaryIsReal && metric.metric().equals(PRIMARY)))
        .flatMap(metric -> metric.treatments().stream())
        .anyMatch(it ->
            it.confirmatory()
                && it.corrected() instanceof Finding.Compared found
                && found.isSignificant());
  }

  private static boolean contradictsItself(Treated treated) {
    return treated.corrected() instanceof Finding.Compared found
        && found.isSignificant() == found.interval().contains(0);
  }

  private static List<Measured> draw(SplittableRandom random, double treated) {
    return List.of(
        measured(
            PRIMARY,
            Family.PRIMARY,
            share(random, "control", 0.1),
            share(random, "one", treated),
            share(random, "two", treated)),
        measured(
            SECONDARY,
            Family.SECONDARY,
            share(random, "control", 0.3),
            share(random, "one", 0.3),
            share(random, "two", 0.3)),
        measured(
            COUNT,
            Family.SECONDARY,
            counts(random, "control"),
            counts(random, "one"),
            counts(random, "two")));
  }

  private static Measured measured(Metric metric, Family family, Arm control, Arm... treatments) {
    return Measured.of(metric, family, control, List.of(treatments), new Design.FixedHorizon());
  }

  private static Metric share(String key) {
    return Metric.counted(key, FoldMetric.Kind.PROPORTION, Metric.Better.HIGHER);
  }

  private static Arm share(SplittableRandom random, String variant, double rate) {
    Moments share = Draws.share(random, UNITS, rate);
    return arm(variant, share.sumY(), share.sumY(), share.sumY());
  }

  /** Negative binomial, 2 on average. */
  private static Arm counts(SplittableRandom random, String variant) {
    long[] sums = new long[3];
    for (int unit = 0; unit < UNITS; unit++) {
      long y = Draws.poisson(random, 2 * Draws.gamma(random, 1));
      sums[0] += y;
      sums[1] += y * y;
      sums[2] += y * y * y;
    }
    return arm(
        variant,
        BigInteger.valueOf(sums[0]),
        BigInteger.valueOf(sums[1]),
        BigInteger.valueOf(sums[2]));
  }

  private static Arm arm(String variant, BigInteger... sums) {
    return new Arm(
        variant, UNITS, new MetricSums(List.of(Term.Y), List.of(sums)), Optional.empty());
  }
}
