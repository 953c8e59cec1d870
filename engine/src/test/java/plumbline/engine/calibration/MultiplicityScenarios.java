package plumbline.engine.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import plumbline.engine.calibration.Scenario.Rounds;
import plumbline.engine.statistics.AsymptoticSequence;
import plumbline.engine.statistics.Correction;
import plumbline.engine.statistics.Dunnett;
import plumbline.engine.statistics.Estimate;
import plumbline.engine.statistics.Normal;

/** Several treatments against one control, and several metrics. */
final class MultiplicityScenarios {
  private static final Rounds ROUNDS = new Rounds(300, 40_000);
  static final double ALPHA = 0.05;
  static final int UNITS = 1_000;

  private MultiplicityScenarios() {}

  static List<Scenario> all() {
    return List.of(noEffect(), twoOfFour(), intervals(), discoveries(), alwaysValid());
  }

  /** Three treatments: what each correction errs at, where all of its errors are errors. */
  private static Scenario noEffect() {
    Estimate any = new Estimate(0, 1);
    Dunnett exact = Dunnett.of(any, any, any, any);
    Held uncorrected = Held.to(exact.largestTail(Normal.twoSidedQuantile(ALPHA)));
    Held bonferroni = Held.to(exact.largestTail(Normal.twoSidedQuantile(ALPHA / 3)));
    List<Figure> figures = new ArrayList<>();
    for (Correction correction : Correction.values()) {
      figures.add(
          Figure.rate(
              "any error, " + name(correction),
              switch (correction) {
                case NONE -> uncorrected;
                case BONFERRONI, HOLM -> bonferroni;
                case HOCHBERG, HOMMEL, BENJAMINI_HOCHBERG, BENJAMINI_YEKUTIELI ->
                    Held.atMost(ALPHA);
              }));
    }
    figures.add(Figure.rate("any error, Dunnett", Held.to(ALPHA)));
    return new Scenario(
        "Several comparisons",
        "3 treatments that do nothing, 1,000 units an arm",
        ROUNDS,
        figures,
        random -> {
          Several several = Several.draw(random, 0, 0, 0);
          return several.outcomes(adjusted -> smallest(adjusted) < ALPHA ? 1 : 0);
        });
  }

  private static Scenario twoOfFour() {
    List<Figure> figures = new ArrayList<>();
    names()
        .forEach(name -> {
          boolean controlled = !name.equals(name(Correction.NONE)) && !name.startsWith("Benjamini");
          figures.add(
              Figure.rate("any error, " + name, controlled ? Held.atMost(ALPHA) : Held.TO_NOTHING));
          figures.add(Figure.mean("found, " + name, Held.TO_NOTHING));
        });
    return new Scenario(
        "Several comparisons",
        "4 treatments, 2 of them with an effect of 3 standard errors",
        ROUNDS,
        figures,
        random -> {
          double effect = 3 * Math.sqrt(2.0 / UNITS);
          Several several = Several.draw(random, 0, 0, effect, effect);
          double[] errors = several.outcomes(p -> Math.min(p[0], p[1]) < ALPHA ? 1 : 0);
          double[] found =
              several.outcomes(p -> 0.5 * ((p[2] < ALPHA ? 1 : 0) + (p[3] < ALPHA ? 1 : 0)));
          return IntStream.range(0, 2 * errors.length)
              .mapToDouble(i -> i % 2 == 0 ? errors[i / 2] : found[i / 2])
              .toArray();
        });
  }

  /** Intervals that are to hold all at once. */
  private static Scenario intervals() {
    double effect = 3 * Math.sqrt(2.0 / UNITS);
    return new Scenario(
        "Several comparisons",
        "3 treatments, one with an effect of 3 standard errors: all intervals hold at once",
        ROUNDS,
        List.of(
            Figure.rate("uncorrected", Held.TO_NOTHING),
            Figure.rate("Bonferroni", Held.atLeast(1 - ALPHA)),
            Figure.rate("Dunnett", Held.to(1 - ALPHA))),
        random -> {
          Several several = Several.draw(random, 0, 0, effect);
          return Scenario.outcomes(
              several.covers(Correction.NONE, 0, 0, effect),
              several.covers(Correction.BONFERRONI, 0, 0, effect),
              several.covers(several.dunnett(), 0, 0, effect));
        });
  }

  /** Independent metrics: the share of false ones among all that are called. */
  private static Scenario discoveries() {
    return new Scenario(
        "Several comparisons",
        "20 independent metrics, 10 of them with an effect of 3 standard errors",
        ROUNDS,
        List.of(
            Figure.mean("false share of discoveries, Benjamini-Hochberg", Held.to(0.5 * ALPHA)),
            Figure.mean("false share of discoveries, Benjamini-Yekutieli", Held.atMost(ALPHA)),
            Figure.mean("found, Benjamini-Hochberg", Held.TO_NOTHING),
            Figure.mean("found, Benjamini-Yekutieli", Held.TO_NOTHING)),
        random -> {
          // A z statistic is normal: that is all that a p-value takes from an experiment.
          double[] p =
              IntStream.range(0, 20)
                  .mapToDouble(i -> Normal.twoSided(random.nextGaussian() + (i < 10 ? 0 : 3)))
                  .toArray();
          double[] hochberg = Correction.BENJAMINI_HOCHBERG.adjust(p);
          double[] yekutieli = Correction.BENJAMINI_YEKUTIELI.adjust(p);
          return new double[] {
            falseShare(hochberg), falseShare(yekutieli), found(hochberg), found(yekutieli)
          };
        });
  }

  private static double found(double... adjusted) {
    return IntStream.range(10, 20).filter(i -> adjusted[i] < ALPHA).count() / 10.0;
  }

  private static double falseShare(double... adjusted) {
    long all = IntStream.range(0, 20).filter(i -> adjusted[i] < ALPHA).count();
    long wrong = IntStream.range(0, 10).filter(i -> adjusted[i] < ALPHA).count();
    return all == 0 ? 0 : (double) wrong / all;
  }

  /** Whoever watches may stop at any look: Holm on the smallest always-valid p-values so far. */
  private static Scenario alwaysValid() {
    AsymptoticSequence sequence = new AsymptoticSequence(ALPHA, 2_000);
    return new Scenario(
        "Several comparisons",
        "3 treatments that do nothing, always valid, 40 looks",
        new Rounds(200, 10_000),
        List.of(
            Figure.rate("any error at any look, none", Held.TO_NOTHING),
            Figure.rate("any error at any look, Holm", Held.atMost(ALPHA))),
        random -> {
          Several sums = Several.NOTHING;
          double[] smallest = {1, 1, 1};
          for (int look = 0; look < 40; look++) {
            sums = sums.plus(random, 25);
            for (int i = 0; i < 3; i++) {
              var now = (AsymptoticSequence.Compared) sequence.compare(sums.control(), sums.arm(i));
              smallest[i] = Math.min(smallest[i], now.pValueAlwaysValid());
            }
          }
          return Scenario.outcomes(
              smallest(smallest) < ALPHA, smallest(Correction.HOLM.adjust(smallest)) < ALPHA);
        });
  }

  private static double smallest(double... values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).min().orElseThrow();
  }

  private static Stream<String> names() {
    return Stream.concat(
        Stream.of(Correction.values()).map(MultiplicityScenarios::name), Stream.of("Dunnett"));
  }

  private static String name(Correction correction) {
    return switch (correction) {
      case NONE -> "uncorrected";
      case BONFERRONI -> "Bonferroni";
      case HOLM -> "Holm";
      case HOCHBERG -> "Hochberg";
      case HOMMEL -> "Hommel";
      case BENJAMINI_HOCHBERG -> "Benjamini-Hochberg";
      case BENJAMINI_YEKUTIELI -> "Benjamini-Yekutieli";
    };
  }
}
