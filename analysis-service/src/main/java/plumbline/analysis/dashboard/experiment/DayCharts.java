package plumbline.analysis.dashboard.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.page.Chart;
import plumbline.proto.analysis.v1.DayUnits;
import plumbline.proto.analysis.v1.ExperimentResults;

/** Exposures by day. */
final class DayCharts {
  private DayCharts() {}

  /** Empty where nobody was exposed. */
  static Optional<Chart> of(ExperimentResults results) {
    var days = results.getHealth().getDaysList();
    if (days.isEmpty()) {
      return Optional.empty();
    }
    var series =
        results.getVariantsList().stream().map(it -> series(it.getVariant(), days)).toList();
    return Optional.of(
        new Chart(
            "exposures",
            "Units by day of their first exposure",
            days.stream().map(DayUnits::getDay).toList(),
            "Day, UTC",
            "units",
            "number",
            series,
            List.of()));
  }

  private static Chart.Series series(String variant, List<DayUnits> days) {
    var values = new ArrayList<@Nullable Double>();
    for (var day : days) {
      values.add(
          day.getVariantsList().stream()
              .filter(it -> it.getVariant().equals(variant))
              .mapToDouble(it -> it.getUnits())
              .sum());
    }
    return Chart.Series.of(variant, "stack", values);
  }
}
