package plumbline.engine.calibration;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import plumbline.engine.calibration.RatioScenarios.Clicks;
import plumbline.engine.calibration.Targets.Rate;
import plumbline.engine.sequential.GroupSequentialDesign;
import plumbline.engine.sequential.Spending;
import plumbline.engine.statistics.Cuped;
import plumbline.engine.statistics.Moments;
import plumbline.engine.statistics.Normal;
import plumbline.engine.statistics.NormalMixture;
import plumbline.engine.statistics.RatioMoments;

/** Those of {@link Targets} that need units or looks of their own kind. */
public final class UnitTargets {
  private UnitTargets() {}

  /**
   * A variance reduction that was seen.
   *
   * @param value 1 - Var(CUPED)/Var(plain) over experiments
   * @param error its Monte-Carlo standard error
   */
  public record Reduction(double value, double error) {}

  /** Bivariate normal units, 2,000 in an arm: how much less the adjusted difference varies. */
  public static Reduction cuped(double correlation) {
    int rounds = 4_000;
    double[][] outcomes =
        Targets.RUNNER.outcomes("CUPED", random -> differences(random, correlation, 2_000), rounds);
    double left = variance(Runner.column(outcomes, 1)) / variance(Runner.column(outcomes, 0));
    // Both differences are normal and correlate by c with c² = left, or by what theta's own error
    // leaves of that; so log(left) has the variance 4(1 - c²)/n.
    double apart = Math.max(1.0 - left, 1e-3);
    return new Reduction(1.0 - left, left * 2.0 * Math.sqrt(apart / rounds));
  }

  /** Plain, and adjusted. */
  private static double[] differences(SplittableRandom random, double correlation, int units) {
    Sums[] arms = {new Sums(2), new Sums(2)};
    for (Sums arm : arms) {
      for (int i = 0; i < units; i++) {
        double x = random.nextGaussian();
        double rest = Math.sqrt(1.0 - correlation * correlation) * random.nextGaussian();
        arm.add(Math.round((correlation * x + rest) / Units.SCALE), Math.round(x / Units.SCALE));
      }
    }
    var it = (Cuped.Adjusted) Cuped.adjust(arms[0].cuped(), arms[1].cuped(), Units.SCALE);
    return new double[] {
      it.plainTreatment().mean() - it.plainControl().mean(),
      it.treatment().mean() - it.control().mean()
    };
  }

  private static double variance(double... values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Arrays.stream(values).map(it -> (it - mean) * (it - mean)).sum() / (values.length - 1);
  }

  /** A ratio without an effect: events taken for units, and units as they are. */
  public static List<Rate> ratio(double a, double b) {
    Clicks clicks = new Clicks(RatioScenarios::few, a, b);
    int rounds = 6_000;
    double[][] outcomes =
        Targets.RUNNER.outcomes(
            "ratio",
            random -> {
              Arms<RatioMoments> arms = clicks.arms(random, clicks, 1_000, 1_000);
              return Scenario.outcomes(
                  RatioScenarios.EVENT_LEVEL.answer(arms).rejects(),
                  RatioScenarios.DELTA.answer(arms).rejects());
            },
            rounds);
    return IntStream.range(0, 2)
        .mapToObj(i -> Arrays.stream(Runner.column(outcomes, i)).average().orElseThrow())
        .map(value -> new Rate(value, rounds))
        .toList();
  }

  /** O'Brien and Fleming's type of boundaries, two-sided at 0.05. */
  public static Rate groupSequential(double alpha, double... information) {
    var design = new GroupSequentialDesign(new Spending.OBrienFleming(), alpha, 2);
    double[] z =
        design.boundaries(information).looks().stream().mapToDouble(it -> it.z()).toArray();
    return passing(information, z);
  }

  /** The fault: what is spent until a look, taken for the look's own level. */
  public static Rate cumulativeAsNominal(double alpha, double... information) {
    Spending spending = new Spending.OBrienFleming();
    double[] z =
        Arrays.stream(information)
            .map(t -> Normal.upperQuantile(spending.spent(0.5 * alpha, t)))
            .toArray();
    return passing(information, z);
  }

  private static Rate passing(double[] information, double... z) {
    long units = 10_000;
    return Targets.rate(
        "group sequential",
        10_000,
        random -> {
          Arms<Moments> sums = Arms.NOBODY;
          for (int i = 0; i < z.length; i++) {
            long more = Math.round(units * information[i]) - sums.control().n();
            sums =
                Arms.plus(
                    sums, Draws.normal(random, more, 10, 3), Draws.normal(random, more, 10, 3));
            if (Math.abs(Arms.look(sums).z()) > z[i]) {
              return true;
            }
          }
          return false;
        });
  }

  /** mSPRT after every pair of normal units whose variance is known. */
  public static Rate mixture(int pairs, double tau2, double sigma2, double alpha) {
    double sd = Math.sqrt(2.0 * sigma2);
    return Targets.rate(
        "mSPRT",
        600,
        random -> {
          double sum = 0.0;
          for (int n = 1; n <= pairs; n++) {
            sum += sd * random.nextGaussian();
            double z = sum / (sd * Math.sqrt(n));
            NormalMixture mixture = new NormalMixture(tau2 * n / (2.0 * sigma2));
            if (mixture.pValueTwoSided(z) <= alpha) {
              return true;
            }
          }
          return false;
        });
  }
}
