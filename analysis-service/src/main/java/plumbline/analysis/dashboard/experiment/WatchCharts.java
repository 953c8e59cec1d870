package plumbline.analysis.dashboard.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.page.Chart;
import plumbline.engine.analysis.Figures;
import plumbline.engine.guardrail.Threshold;
import plumbline.proto.analysis.v1.GuardrailReading;
import plumbline.proto.analysis.v1.WatchedGuardrail;
import plumbline.proto.analysis.v1.WatchedTreatment;

/**
 * A guardrail's harm, look by look, in the margin's terms.
 *
 * @param threshold empty where the margin cannot be read, so that nothing is judged
 */
record WatchCharts(WatchedGuardrail guardrail, Optional<Threshold> threshold) {

  /** Empty while its numbers are withheld, or nothing was measured. */
  Optional<Chart> of(WatchedTreatment treatment) {
    var readings = treatment.getReadingsList().stream().filter(GuardrailReading::hasHarm).toList();
    if (guardrail.getNumbersWithheld() || threshold.isEmpty() || readings.size() < 2) {
      return Optional.empty();
    }
    return Optional.of(chart(treatment.getTreatment(), readings, threshold.get()));
  }

  private Chart chart(String treatment, List<GuardrailReading> readings, Threshold margin) {
    var harms = new ArrayList<@Nullable Double>();
    var lower = new ArrayList<@Nullable Double>();
    var upper = new ArrayList<@Nullable Double>();
    for (var it : readings) {
      harms.add(it.getHarm());
      lower.add(it.hasLower() ? Double.valueOf(it.getLower()) : null);
      upper.add(it.hasUpper() ? Double.valueOf(it.getUpper()) : null);
    }
    return new Chart(
        "guardrail-%s-%s".formatted(guardrail.getMetric(), treatment),
        "Harm of %s to %s by look, with one-sided bounds"
            .formatted(treatment, guardrail.getMetric()),
        readings.stream().map(it -> "look " + it.getLook()).toList(),
        "Look",
        margin.kind() == Threshold.Kind.PERCENTAGE_POINTS ? "harm, percentage points" : "harm",
        isPercent() ? "percent" : "number",
        List.of(new Chart.Series(treatment, "line", harms, lower, upper)),
        List.of(new Chart.Line("margin", margin.margin().doubleValue())));
  }

  /** The last look's harm in words; empty while it is withheld, or not measured. */
  String harm(WatchedTreatment treatment) {
    if (guardrail.getNumbersWithheld() || treatment.getReadingsCount() == 0) {
      return "";
    }
    var last = treatment.getReadings(treatment.getReadingsCount() - 1);
    if (!last.hasHarm()) {
      return "";
    }
    return "%s at look %d; at least %s, at most %s (each one-sided at %s)"
        .formatted(
            words(last.getHarm()),
            last.getLook(),
            last.hasLower() ? words(last.getLower()) : "unbounded",
            last.hasUpper() ? words(last.getUpper()) : "unbounded",
            Figures.percent(last.getLevel()));
  }

  private String words(double harm) {
    return threshold
        .map(it ->
            switch (it.kind()) {
              case RELATIVE -> Figures.signedPercent(harm);
              case PERCENTAGE_POINTS -> Figures.sign(harm) + Figures.size(100 * harm) + " pp";
              case ABSOLUTE -> Figures.sign(harm) + Figures.size(harm);
            })
        .orElse("");
  }

  private boolean isPercent() {
    return threshold.filter(it -> it.kind() != Threshold.Kind.ABSOLUTE).isPresent();
  }
}
