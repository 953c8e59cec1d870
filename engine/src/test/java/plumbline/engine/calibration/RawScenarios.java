package plumbline.engine.calibration;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import plumbline.engine.calibration.Scenario.Rounds;
import plumbline.engine.statistics.ArmResult;
import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.MannWhitney;
import plumbline.engine.statistics.Normal;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.RawQuantile;
import plumbline.engine.statistics.SampleQuantile;
import plumbline.engine.statistics.WelchTest;
import plumbline.engine.statistics.Winsorisation;

/** What needs raw values: ranks, caps, and the quantiles of small data. */
final class RawScenarios {
  private static final Rounds USUAL = new Rounds(500, 20_000);
  private static final Rounds SMALL = new Rounds(5_000, 200_000);

  private static final Method<Arms<double[]>> WINSORISED =
      new Method<>("Winsorised at the 99th percentile, Welch's t", RawScenarios::winsorised);
  private static final Method<Arms<double[]>> RANKS =
      new Method<>("Mann-Whitney U", RawScenarios::ranks);

  private RawScenarios() {}

  static List<Scenario> all() {
    Units revenue = Units.lognormal(1.5).share(0.2);
    return List.of(
        noEffect(
            WINSORISED,
            "80 % zeros, else lognormal (sigma 1.5), 1,000 units an arm",
            USUAL,
            revenue,
            1_000,
            1_000,
            Held.between(0.04, 0.055)),
        noEffect(
            WINSORISED,
            "skewness 30, 90/10 split of 10,000",
            new Rounds(50, 4_000),
            Units.lognormal(SkewnessScenarios.SIGMA),
            9_000,
            1_000,
            Held.between(0.04, 0.06)),
        noEffect(
            RANKS,
            "normal, 10 and 15 units",
            SMALL,
            Units.normal(10, 3),
            10,
            15,
            Held.between(0.04, 0.05)),
        noEffect(
            RANKS,
            "80 % zeros, else lognormal: ties",
            USUAL,
            revenue,
            300,
            300,
            Held.between(0.045, 0.055)),
        Scenario.ofPower(
            RANKS,
            "normal, half a standard deviation more, 64 units an arm",
            new Rounds(2_000, 100_000),
            Held.between(0.77, 0.79),
            random ->
                new Arms<>(
                    values(random, Units.normal(10, 1), 64),
                    values(random, Units.normal(10.5, 1), 64))),
        capped(),
        exactInterval(),
        rawQuantile("values of their own, 200 of them", 200, 1, 0),
        rawQuantile("100 units with 5 values each, alike", 100, 5, 0.8));
  }

  private static Scenario noEffect(
      Method<Arms<double[]>> method,
      String setting,
      Rounds rounds,
      Units units,
      int control,
      int treatment,
      Held held) {
    return Scenario.ofNoEffect(
        method,
        setting,
        rounds,
        held,
        random -> new Arms<>(values(random, units, control), values(random, units, treatment)));
  }

  /** The truth is what the cap that the data gave leaves of the two distributions. */
  private static Scenario capped() {
    Units revenue = Units.lognormal(1.5);
    return new Scenario(
        WINSORISED.name(),
        "lognormal (sigma 1.5) against 20 % more, 1,000 units an arm",
        USUAL,
        List.of(
            Figure.rate("power", Held.TO_NOTHING),
            Figure.rate("power without a cap", Held.TO_NOTHING),
            Figure.rate("coverage", Held.between(0.94, 0.96))),
        random -> {
          double[] control = values(random, revenue, 1_000);
          double[] treatment =
              DoubleStream.of(values(random, revenue, 1_000)).map(y -> 1.2 * y).toArray();
          double cap = Winsorisation.at(0.99).cap(control, treatment).orElseThrow();
          Answer answer = winsorised(new Arms<>(control, treatment));
          double truth = 1.2 * cappedMean(cap / 1.2) - cappedMean(cap);
          return Scenario.outcomes(
              answer.rejects(),
              welch(ArmSummary.of(control), ArmSummary.of(treatment)).rejects(),
              answer.covers(truth));
        });
  }

  /** E min(Y, cap) of the lognormal Y. */
  private static double cappedMean(double cap) {
    double z = Math.log(cap) / 1.5;
    return Math.exp(0.5 * 1.5 * 1.5) * Normal.upperTail(1.5 - z) + cap * Normal.upperTail(z);
  }

  private static Scenario exactInterval() {
    return Scenario.ofCoverage(
        new Method<SampleQuantile>(
            "Quantile of raw values, exact interval",
            values -> values.exactInterval(0.9, 0.05).map(Answer::of).orElse(Answer.NONE)),
        "the 90th percentile of 60 exponential values",
        SMALL,
        Math.log(10),
        Held.between(0.95, 0.98),
        Held.TO_NOTHING,
        random ->
            new SampleQuantile(
                IntStream.range(0, 60).mapToDouble(_ -> random.nextExponential()).toArray()));
  }

  /** The median, truly 10. */
  private static Scenario rawQuantile(String setting, int units, int values, double between) {
    Method<List<double[]>> method =
        new Method<>("Quantile of raw values, clustered", RawScenarios::median);
    Function<SplittableRandom, List<double[]>> data =
        random ->
            IntStream.range(0, units)
                .mapToObj(_ ->
                    values(random, Units.normal(10 + between * random.nextGaussian(), 1), values))
                .toList();
    return Scenario.ofCoverage(
        method, setting, new Rounds(1_000, 40_000), 10, Held.between(0.93, 0.96), Held.to(0), data);
  }

  private static Answer median(List<double[]> units) {
    return switch (RawQuantile.clustered(units, 0.5)) {
      case NotDefined _ -> Answer.NONE;
      case RawQuantile.Estimated it ->
          Answer.of(MeanScenarios.normalInterval(it.summary().estimate()));
    };
  }

  private static double[] values(SplittableRandom random, Units units, int n) {
    return IntStream.range(0, n).mapToDouble(_ -> Units.SCALE * units.draw(random)).toArray();
  }

  private static Answer winsorised(Arms<double[]> arms) {
    double cap = Winsorisation.at(0.99).cap(arms.control(), arms.treatment()).orElseThrow();
    return welch(capped(arms.control(), cap), capped(arms.treatment(), cap));
  }

  private static Answer welch(ArmResult control, ArmResult treatment) {
    if (!(control instanceof ArmSummary from) || !(treatment instanceof ArmSummary to)) {
      return Answer.NONE;
    }
    return switch (new WelchTest(0.05).compare(from, to)) {
      case NotDefined _ -> Answer.NONE;
      case WelchTest.Compared c -> Answer.of(c.pValueTwoSided() < 0.05, c.interval());
    };
  }

  private static ArmResult capped(double[] values, double cap) {
    return ArmSummary.of(Winsorisation.within(Double.NEGATIVE_INFINITY, cap, values));
  }

  private static Answer ranks(Arms<double[]> arms) {
    return switch (MannWhitney.compare(arms.control(), arms.treatment())) {
      case NotDefined _ -> Answer.NONE;
      case MannWhitney.Compared c ->
          Answer.of(c.pValueTwoSidedExact().orElse(c.pValueTwoSidedCorrected()) < 0.05);
    };
  }
}
