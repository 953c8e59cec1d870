package plumbline.engine.calibration;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import plumbline.engine.calibration.Scenario.Rounds;
import plumbline.engine.statistics.Moments;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.PostStratification;
import plumbline.engine.statistics.WelchTest;

/** Units of strata that differ; which stratum a unit is in is chance. */
final class StrataScenarios {
  private static final Rounds CHEAP = new Rounds(2_000, 100_000);
  private static final double[] SHARES = {0.6, 0.3, 0.1};
  private static final double[] MEANS = {10, 14, 25};

  private StrataScenarios() {}

  static List<Scenario> all() {
    Method<Arms<Map<String, Moments>>> method =
        new Method<>("Post-stratification", StrataScenarios::answer);
    return List.of(
        Scenario.ofNoEffect(
            method,
            "3 strata, 500 units an arm",
            CHEAP,
            Held.between(0.045, 0.055),
            random -> arms(random, 500, 500, 0)),
        Scenario.ofNoEffect(
            method,
            "3 strata, 30 and 90 units",
            CHEAP,
            Held.between(0.04, 0.07),
            random -> arms(random, 30, 90, 0)),
        Scenario.ofEffect(
            method,
            "3 strata, 500 units an arm, an effect of 0.5",
            CHEAP,
            0.5,
            Held.TO_NOTHING,
            Held.between(0.945, 0.955),
            random -> arms(random, 500, 500, 0.5)));
  }

  private static Arms<Map<String, Moments>> arms(
      SplittableRandom random, int control, int treatment, double effect) {
    return new Arms<>(sum(random, control, 0), sum(random, treatment, effect));
  }

  /** Normal within a stratum, so that its sums are drawn themselves. */
  private static Map<String, Moments> sum(SplittableRandom random, int units, double effect) {
    long[] counts = SplitScenarios.counts(random, units, SHARES);
    Map<String, Moments> strata = new TreeMap<>();
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        strata.put("stratum " + i, Draws.normal(random, counts[i], MEANS[i] + effect, 3));
      }
    }
    return strata;
  }

  private static Answer answer(Arms<Map<String, Moments>> arms) {
    return switch (PostStratification.of(arms.control(), arms.treatment(), Units.SCALE)) {
      case NotDefined _ -> Answer.NONE;
      case PostStratification.Stratified it ->
          switch (new WelchTest(0.05).compare(it.control(), it.treatment())) {
            case NotDefined _ -> Answer.NONE;
            case WelchTest.Compared c -> Answer.of(c.pValueTwoSided() < 0.05, c.interval());
          };
    };
  }
}
