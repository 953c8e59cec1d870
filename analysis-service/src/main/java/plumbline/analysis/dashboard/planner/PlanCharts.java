package plumbline.analysis.dashboard.planner;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.page.Chart;
import plumbline.analysis.page.Chart.Line;
import plumbline.analysis.page.Chart.Series;
import plumbline.engine.analysis.Figures;
import plumbline.proto.analysis.v1.MdePoint;
import plumbline.proto.analysis.v1.PlanExperimentRequest;
import plumbline.proto.analysis.v1.PlanExperimentResponse;
import plumbline.proto.analysis.v1.PowerPoint;
import plumbline.proto.analysis.v1.SampleSizePoint;

/** The curves of a plan. */
final class PlanCharts {
  private static final double DEFAULT_POWER = 0.8;

  private PlanCharts() {}

  /** Those that there are: without a time there is none by days. */
  static List<Chart> all(PlanExperimentRequest request, PlanExperimentResponse plan) {
    var charts = new ArrayList<Chart>();
    charts.add(power(request, plan));
    if (plan.getMdeCurveCount() > 0) {
      charts.add(detectable(request, plan));
    }
    charts.add(units(plan));
    return charts;
  }

  static Chart power(PlanExperimentRequest request, PlanExperimentResponse plan) {
    var wanted = request.hasPower() ? request.getPower() : DEFAULT_POWER;
    return chart(
        "power-by-units",
        "Chance to find a change of %s, by units in all"
            .formatted(Figures.percent(request.getMdeRelative())),
        plan.getPowerCurveList().stream().map(PowerPoint::getUnits).map(PlanCharts::units).toList(),
        "Units in all",
        "Power, %",
        plan.getPowerCurveList().stream().<@Nullable Double>map(it -> 100 * it.getPower()).toList(),
        List.of(new Line("wanted", 100 * wanted)));
  }

  private static Chart detectable(PlanExperimentRequest request, PlanExperimentResponse plan) {
    return chart(
        "change-by-days",
        "Smallest change that is found, by days of enrolment",
        plan.getMdeCurveList().stream().map(it -> Figures.count(it.getDays())).toList(),
        "Days",
        "Change, %",
        plan.getMdeCurveList().stream().map(PlanCharts::found).toList(),
        List.of(new Line("wanted", 100 * request.getMdeRelative())));
  }

  private static Chart units(PlanExperimentResponse plan) {
    var points = plan.getSampleSizeCurveList();
    return chart(
        "units-by-change",
        "Units in all, by the change that is to be found",
        points.stream().map(it -> Figures.percent(it.getMdeRelative())).toList(),
        "Change",
        "Units in all",
        points.stream()
            .map(SampleSizePoint::getTotalUnits)
            .<@Nullable Double>map(Long::doubleValue)
            .toList(),
        List.of(new Line("planned", plan.getTotalUnits())));
  }

  private static @Nullable Double found(MdePoint point) {
    return point.hasMdeRelative() ? 100 * point.getMdeRelative() : null;
  }

  private static String units(double units) {
    return Figures.count(Math.round(units));
  }

  private static Chart chart(
      String id,
      String title,
      List<String> x,
      String xName,
      String yName,
      List<@Nullable Double> values,
      List<Line> lines) {
    return new Chart(
        id, title, x, xName, yName, "number", List.of(Series.of(yName, "line", values)), lines);
  }
}
