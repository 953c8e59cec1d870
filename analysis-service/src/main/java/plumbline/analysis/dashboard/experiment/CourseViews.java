package plumbline.analysis.dashboard.experiment;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.dashboard.experiment.ScorecardView.CourseView;
import plumbline.analysis.page.Chart;
import plumbline.kit.definition.Times;
import plumbline.proto.analysis.v1.DailyEffect;
import plumbline.proto.analysis.v1.EffectCourse;
import plumbline.proto.analysis.v1.EffectPoint;
import plumbline.proto.analysis.v1.Estimate;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.GetHistoryResponse;
import plumbline.proto.analysis.v1.MetricResult;
import plumbline.proto.analysis.v1.Novelty;
import plumbline.proto.assignment.v1.MetricRole;

/** How effects went: over the time that they were looked at, and by day of first exposure. */
final class CourseViews {
  private static final DateTimeFormatter POINT =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);
  private static final int BAND = 2;

  private CourseViews() {}

  static List<CourseView> history(GetHistoryResponse history) {
    var views = new ArrayList<CourseView>();
    for (var course : history.getCoursesList()) {
      if (course.getPointsCount() > 1) {
        views.add(course(course, "course-" + views.size()));
      }
    }
    if (views.isEmpty() && history.hasWithheld()) {
      views.add(new CourseView(history.getWithheld().getReason(), Healths.NONE, null));
    }
    return views;
  }

  private static CourseView course(EffectCourse course, String id) {
    var relative = course.getPointsList().stream().anyMatch(it -> it.getRelative().hasValue());
    Function<EffectPoint, Estimate> effect =
        relative ? EffectPoint::getRelative : EffectPoint::getAbsolute;
    var points = course.getPointsList();
    var estimates = points.stream().map(effect).toList();
    var series =
        new Chart.Series(
            course.getTreatment(),
            "line",
            Estimates.values(estimates),
            Estimates.lower(estimates),
            Estimates.upper(estimates));
    return new CourseView(
        "",
        Healths.NONE,
        new Chart(
            id,
            "%s of %s on %s, with the band that holds at any time"
                .formatted(
                    relative ? "Relative effect" : "Effect",
                    course.getTreatment(),
                    course.getMetric()),
            points.stream().map(it -> POINT.format(Times.instant(it.getTime()))).toList(),
            "Looked at, UTC",
            relative ? "relative change" : "difference",
            relative ? "percent" : "number",
            List.of(series),
            List.of(new Chart.Line("no effect", 0))));
  }

  static List<CourseView> novelty(ExperimentResults results) {
    var primary =
        results.getMetricsList().stream()
            .filter(it -> it.getRole() == MetricRole.METRIC_ROLE_PRIMARY)
            .findFirst();
    var views = new ArrayList<CourseView>();
    for (var novelty : results.getNoveltyList()) {
      var chart = primary.map(it -> chart(it, novelty, "novelty-" + views.size())).orElse(null);
      views.add(
          new CourseView(
              Labels.typeset(novelty.getSentence()), Healths.badge(novelty.getState()), chart));
    }
    return views;
  }

  private static @Nullable Chart chart(MetricResult primary, Novelty novelty, String id) {
    if (novelty.getDaysCount() < 2) {
      return null;
    }
    var days = novelty.getDaysList();
    var share = Values.isShare(primary);
    var series =
        new Chart.Series(
            novelty.getTreatment(),
            "line",
            new ArrayList<>(days.stream().map(DailyEffect::getDifference).toList()),
            new ArrayList<>(days.stream().map(it -> away(it, -BAND)).toList()),
            new ArrayList<>(days.stream().map(it -> away(it, BAND)).toList()));
    return new Chart(
        id,
        "Difference of %s on %s by day of first exposure%s, with two standard errors on each side"
            .formatted(
                novelty.getTreatment(), primary.getMetric(), share ? ", in percentage points" : ""),
        days.stream().map(DailyEffect::getDay).toList(),
        "Day of first exposure, UTC",
        share ? "percentage points" : "difference" + Values.unit(primary),
        share ? "percent" : "number",
        List.of(series),
        List.of(new Chart.Line("no effect", 0)));
  }

  private static double away(DailyEffect day, int errors) {
    return day.getDifference() + errors * day.getStandardError();
  }
}
