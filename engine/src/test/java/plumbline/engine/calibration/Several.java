package plumbline.engine.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.Correction;
import plumbline.engine.statistics.Dunnett;
import plumbline.engine.statistics.Estimate;
import plumbline.engine.statistics.Moments;
import plumbline.engine.statistics.Multiplicity;
import plumbline.engine.statistics.WelchTest;

/** A control and its treatments; the units are normal, so that their sums are drawn themselves. */
record Several(List<Moments> arms) {
  static final Several NOTHING =
      new Several(List.of(Moments.NONE, Moments.NONE, Moments.NONE, Moments.NONE));

  static Several draw(SplittableRandom random, double... effects) {
    List<Moments> arms = new ArrayList<>();
    arms.add(Draws.normal(random, MultiplicityScenarios.UNITS, 5, 1));
    for (double effect : effects) {
      arms.add(Draws.normal(random, MultiplicityScenarios.UNITS, 5 + effect, 1));
    }
    return new Several(arms);
  }

  Several plus(SplittableRandom random, int units) {
    return new Several(
        arms.stream().map(arm -> arm.plus(Draws.normal(random, units, 5, 1))).toList());
  }

  ArmSummary control() {
    return Arms.summary(arms.getFirst());
  }

  ArmSummary arm(int treatment) {
    return Arms.summary(arms.get(treatment + 1));
  }

  /** Of every correction, and Dunnett's last. */
  double[] outcomes(Function<double[], Number> ofAdjusted) {
    double[] p = pValues();
    Stream<Multiplicity> all = Stream.concat(Stream.of(Correction.values()), Stream.of(dunnett()));
    return all.mapToDouble(way -> ofAdjusted.apply(way.adjust(p)).doubleValue()).toArray();
  }

  Dunnett dunnett() {
    return Dunnett.of(
        control().estimate(),
        treatments().mapToObj(i -> arm(i).estimate()).toArray(Estimate[]::new));
  }

  /** Whether every treatment's interval at its own level holds its effect. */
  boolean covers(Multiplicity way, double... effects) {
    double[] levels = way.levels(MultiplicityScenarios.ALPHA, pValues());
    return treatments().allMatch(i -> welch(i, levels[i]).interval().contains(effects[i]));
  }

  private IntStream treatments() {
    return IntStream.range(0, arms.size() - 1);
  }

  private double[] pValues() {
    return treatments()
        .mapToDouble(i -> welch(i, MultiplicityScenarios.ALPHA).pValueTwoSided())
        .toArray();
  }

  private WelchTest.Compared welch(int treatment, double level) {
    return (WelchTest.Compared) new WelchTest(level).compare(control(), arm(treatment));
  }
}
