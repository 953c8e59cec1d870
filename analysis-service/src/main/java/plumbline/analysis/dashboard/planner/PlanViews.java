package plumbline.analysis.dashboard.planner;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import plumbline.analysis.dashboard.planner.PlanView.Tile;
import plumbline.analysis.dashboard.planner.PlanView.Watch;
import plumbline.analysis.page.Chart;
import plumbline.engine.analysis.Figures;
import plumbline.proto.analysis.v1.PlanExperimentRequest;
import plumbline.proto.analysis.v1.PlanExperimentResponse;

/** Plans as pages show them. */
public final class PlanViews {
  /** Up, so that who plans with it has enough. */
  private static final MathContext SUGGESTED = new MathContext(3, RoundingMode.UP);

  private PlanViews() {}

  /** With all three curves. */
  public static PlanView whole(PlanExperimentRequest request, PlanExperimentResponse plan) {
    return view(plan, PlanCharts.all(request, plan));
  }

  /** With the power curve alone. */
  public static PlanView brief(PlanExperimentRequest request, PlanExperimentResponse plan) {
    return view(plan, List.of(PlanCharts.power(request, plan)));
  }

  private static PlanView view(PlanExperimentResponse plan, List<Chart> charts) {
    return new PlanView(
        tiles(plan), plan.getSentence(), warning(plan), guardrails(plan), charts, List.of());
  }

  private static List<Tile> tiles(PlanExperimentResponse plan) {
    var tiles = new ArrayList<Tile>();
    tiles.add(
        new Tile("Units per variant", Figures.count(plan.getUnitsPerVariant()), smallest(plan)));
    tiles.add(new Tile("Units in all", Figures.count(plan.getTotalUnits()), ""));
    tiles.add(
        plan.hasDays()
            ? new Tile(
                "Enrolment",
                days(plan.getDays()),
                days(plan.getDaysInWholeWeeks()) + " in whole weeks")
            : new Tile("Enrolment", "\u2013", "say how many units come in a day"));
    if (plan.hasDetectableMdeRelative()) {
      tiles.add(
          new Tile(
              "Smallest change found",
              up(plan.getDetectableMdeRelative()),
              "in the " + days(plan.getMaximumDays()) + " allowed"));
    }
    tiles.add(
        new Tile(
            "Inflation",
            "\u00d7 " + Figures.atMost(plan.getInflation(), 3),
            "units of the design over those of a fixed horizon"));
    return tiles;
  }

  private static String smallest(PlanExperimentResponse plan) {
    return plan.getUnitsList().stream().distinct().count() > 1 ? "in the smallest variant" : "";
  }

  private static String warning(PlanExperimentResponse plan) {
    if (!plan.hasDays() || plan.getDays() <= plan.getMaximumDays()) {
      return "";
    }
    var found =
        plan.hasPower()
            ? ": by then the chance to find the change is " + Figures.percent(plan.getPower()) + "."
            : ".";
    return "The time does not suffice. Enrolment takes "
        + days(plan.getDays())
        + ", and "
        + days(plan.getMaximumDays())
        + " are allowed"
        + found;
  }

  private static List<Watch> guardrails(PlanExperimentResponse plan) {
    return plan.getGuardrailsList().stream()
        .map(it ->
            new Watch(
                it.getMetric(), it.getReading(), it.getSmallestDetectableHarm(), it.getWarning()))
        .toList();
  }

  private static String days(long days) {
    return days == 1 ? "1 day" : Figures.count(days) + " days";
  }

  private static String up(double fraction) {
    return BigDecimal.valueOf(fraction)
            .round(SUGGESTED)
            .movePointRight(2)
            .stripTrailingZeros()
            .toPlainString()
        + " %";
  }
}
