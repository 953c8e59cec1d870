package plumbline.engine.calibration;

import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import plumbline.engine.statistics.Moments;
import plumbline.engine.statistics.Normal;

/** True error rates that others computed, as simulations with any inputs. */
public final class Targets {
  static final Runner RUNNER = new Runner(Calibration.SEED, false);

  private Targets() {}

  /**
   * A simulated rate.
   *
   * @param value seen in so many rounds
   */
  public record Rate(double value, int rounds) {}

  /** A fixed z test at equally spaced looks, stopped at the first significant one. */
  public static Rate peeking(int looks, double alpha) {
    double critical = Normal.twoSidedQuantile(alpha);
    return rate(
        "peeking",
        5_000,
        random ->
            PeekingScenarios.days(random, looks, 5_000, 0).stream()
                .anyMatch(arms -> Math.abs(Arms.look(arms).z()) > critical));
  }

  /** The exact two-sided binomial test of one half after each observation. */
  public static Rate peekingOneSample(int observations, double alpha) {
    int[] rejectedUpTo =
        IntStream.rangeClosed(0, observations).map(n -> mostInTail(n, 0.5 * alpha)).toArray();
    return rate(
        "one sample",
        20_000,
        random -> {
          int heads = 0;
          for (int n = 1; n <= observations; n++) {
            heads += random.nextBoolean() ? 1 : 0;
            if (Math.min(heads, n - heads) <= rejectedUpTo[n]) {
              return true;
            }
          }
          return false;
        });
  }

  /** The largest k with P(X &le; k) &le; tail for n tosses of a coin; -1 if there is none. */
  private static int mostInTail(int n, double tail) {
    double probability = Math.pow(0.5, n);
    double sum = 0.0;
    int k = -1;
    while (k < n && sum + probability <= tail) {
      sum += probability;
      k++;
      probability *= (n - k) / (k + 1.0);
    }
    return k;
  }

  /** Several treatments against one control, each tested at a level of its own. */
  public static Rate sharedControl(int treatments, double level) {
    double critical = Normal.twoSidedQuantile(level);
    return rate(
        "shared control",
        5_000,
        random -> {
          Moments control = Draws.normal(random, 5_000, 10, 3);
          boolean any = false;
          for (int i = 0; i < treatments; i++) {
            Moments treatment = Draws.normal(random, 5_000, 10, 3);
            any |= Math.abs(Arms.look(new Arms<>(control, treatment)).z()) > critical;
          }
          return any;
        });
  }

  /** Welch's test of revenue without an effect: so many zeros, the rest lognormal. */
  public static Rate heavyTail(int units, double sigma, double zeros, double alpha) {
    Units revenue = Units.lognormal(sigma).share(1.0 - zeros);
    return rate(
        "heavy tail",
        5_000,
        random ->
            MeanScenarios.welch(MeanScenarios.draw(random, revenue, units, units), alpha)
                .rejects());
  }

  /** The pooled z test with as many units as were planned. */
  public static Rate plannedTest(double baseline, double mdeRelative, long units, double alpha) {
    return rate(
        "planned",
        20_000,
        random ->
            ProportionScenarios.pooled(
                    ProportionScenarios.draw(
                        random, units, units, baseline, baseline * (1.0 + mdeRelative)),
                    alpha)
                .rejects());
  }

  /** The check of an even split. */
  public static Rate split(long units, double threshold) {
    return rate(
        "split",
        40_000,
        random ->
            SplitScenarios.pValue(SplitScenarios.counts(random, units, 0.5, 0.5), 0.5, 0.5)
                < threshold);
  }

  static Rate rate(String name, int rounds, Predicate<SplittableRandom> called) {
    double[][] outcomes =
        RUNNER.outcomes(name, random -> Scenario.outcomes(called.test(random)), rounds);
    double sum = 0.0;
    for (double[] outcome : outcomes) {
      sum += outcome[0];
    }
    return new Rate(sum / rounds, rounds);
  }
}
