package plumbline.engine.calibration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import plumbline.engine.calibration.Scenario.Rounds;
import plumbline.engine.sequential.Boundaries;
import plumbline.engine.sequential.ClassicalBoundary;
import plumbline.engine.sequential.GroupSequentialDesign;
import plumbline.engine.sequential.GroupSequentialMonitor;
import plumbline.engine.sequential.Look;
import plumbline.engine.sequential.LookResult;
import plumbline.engine.sequential.Spending;
import plumbline.engine.statistics.Moments;

/**
 * Few looks, by the monitor that results use. The units are normal, so that the sums of those
 * between two looks are drawn themselves.
 */
final class GroupSequentialScenarios {
  private static final double EFFECT = 0.12;

  /** Units in an arm at each look. */
  private static final long[] AS_PLANNED = {400, 800, 1_200, 1_600, 2_000};

  private static final long[] UNEVEN_AND_SHORT = {150, 900, 1_000, 1_700};
  private static final long[] TOO_MANY = {1_000, 1_900, 2_600};

  private GroupSequentialScenarios() {}

  static List<Scenario> all() {
    Spending obf = new Spending.OBrienFleming();
    Spending pocock = new Spending.Pocock();
    return List.of(
        shapes(),
        scenario("O'Brien-Fleming type", obf, "no effect, 5 looks as planned", 0, 1, AS_PLANNED),
        scenario(
            "O'Brien-Fleming type",
            obf,
            "no effect, 4 uneven looks, ended at 85 %",
            0,
            1,
            UNEVEN_AND_SHORT),
        scenario(
            "O'Brien-Fleming type", obf, "no effect, 3 looks, the last at 130 %", 0, 1, TOO_MANY),
        scenario(
            "O'Brien-Fleming type",
            obf,
            "no effect, more variance than planned",
            0,
            1.3,
            AS_PLANNED),
        scenario(
            "O'Brien-Fleming type", obf, "an effect, 5 looks as planned", EFFECT, 1, AS_PLANNED),
        scenario("Pocock type", pocock, "no effect, 5 looks as planned", 0, 1, AS_PLANNED),
        scenario(
            "Pocock type",
            pocock,
            "no effect, 4 uneven looks, ended at 85 %",
            0,
            1,
            UNEVEN_AND_SHORT),
        scenario("Pocock type", pocock, "an effect, 5 looks as planned", EFFECT, 1, AS_PLANNED));
  }

  /** Every shape of boundaries that is offered, on the same experiments. */
  private static Scenario shapes() {
    Map<String, Boundaries> shapes = new LinkedHashMap<>();
    shapes.put("O'Brien-Fleming type", spent(new Spending.OBrienFleming()));
    shapes.put("Pocock type", spent(new Spending.Pocock()));
    shapes.put("Kim-DeMets, power 3", spent(new Spending.KimDeMets(3)));
    shapes.put("Hwang-Shih-DeCani, gamma -4", spent(new Spending.HwangShihDeCani(-4)));
    shapes.put("O'Brien-Fleming", ClassicalBoundary.OBRIEN_FLEMING.equalLooks(0.05, 2, 5));
    shapes.put("Pocock", ClassicalBoundary.POCOCK.equalLooks(0.05, 2, 5));
    return new Scenario(
        "Group sequential, all shapes of boundaries",
        "no effect, 5 looks as planned",
        new Rounds(2_000, 100_000),
        shapes.keySet().stream()
            .map(shape -> Figure.rate("false positives, " + shape, Held.to(0.05)))
            .toList(),
        random -> {
          double[] z = new double[AS_PLANNED.length];
          Arms<Moments> sums = Arms.NOBODY;
          for (int i = 0; i < z.length; i++) {
            sums = grown(random, sums, AS_PLANNED[i] - sums.control().n(), 0, 1);
            z[i] = Math.abs(Arms.look(sums).z());
          }
          return shapes.values().stream().mapToDouble(it -> isPassed(it, z) ? 1 : 0).toArray();
        });
  }

  private static Boundaries spent(Spending spending) {
    return new GroupSequentialDesign(spending, 0.05, 2).equalLooks(5);
  }

  private static boolean isPassed(Boundaries boundaries, double... z) {
    return IntStream.range(0, z.length).anyMatch(i -> z[i] > boundaries.looks().get(i).z());
  }

  private static Scenario scenario(
      String type, Spending spending, String setting, double effect, double sd, long... units) {
    GroupSequentialDesign design = new GroupSequentialDesign(spending, 0.05, 2);
    // Of 2,000 units in an arm with a standard deviation of 1.
    GroupSequentialMonitor monitor = new GroupSequentialMonitor(design, 1_000);
    Held held = effect == 0 ? Held.between(0.045, 0.055) : power(design);
    return new Scenario(
        "Group sequential, " + type,
        setting,
        new Rounds(20, 4_000),
        List.of(
            Figure.rate(effect == 0 ? "false positives" : "power", held),
            Figure.rate("all looks' intervals cover", Held.atLeast(0.95))),
        random -> {
          List<Look> looks = new ArrayList<>();
          Arms<Moments> sums = Arms.NOBODY;
          boolean rejected = false;
          boolean covered = true;
          for (int i = 0; i < units.length; i++) {
            sums = grown(random, sums, units[i] - sums.control().n(), effect, sd);
            looks.add(Arms.look(sums));
            if (at(monitor, looks, i + 1 == units.length) instanceof LookResult.Tested it) {
              rejected |= it.rejected();
              covered &= it.interval().contains(effect);
            }
          }
          return Scenario.outcomes(rejected, covered);
        });
  }

  private static Held power(GroupSequentialDesign design) {
    double power = design.equalLooks(5).power(EFFECT * Math.sqrt(1_000));
    return Held.between(power - 0.002, power + 0.002);
  }

  private static LookResult at(GroupSequentialMonitor monitor, List<Look> looks, boolean last) {
    return last ? monitor.last(looks) : monitor.interim(looks);
  }

  private static Arms<Moments> grown(
      SplittableRandom random, Arms<Moments> sums, long units, double effect, double sd) {
    return Arms.plus(
        sums, Draws.normal(random, units, 5, sd), Draws.normal(random, units, 5 + effect, sd));
  }
}
