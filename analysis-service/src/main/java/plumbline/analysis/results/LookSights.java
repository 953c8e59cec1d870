package plumbline.analysis.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumbline.analysis.results.Looks.Sight;
import plumbline.analysis.results.Results.Comparison;
import plumbline.analysis.results.Results.MetricFinding;
import plumbline.analysis.study.StudiedMetric;
import plumbline.analysis.study.Study;
import plumbline.engine.analysis.Figures;
import plumbline.engine.analysis.Finding.Compared;
import plumbline.engine.analysis.LookReading;

/** What a look is: what it saw, and whether it is the last. */
record LookSights(Study study, Basis basis) {

  /** The look that is due. */
  Looks.Due due(Stage.AtLook at, List<MetricFinding> findings) {
    var crossed =
        findings.stream()
            .filter(it -> it.metric().isPrimary())
            .flatMap(it -> it.comparisons().stream())
            .filter(LookSights::isCrossed)
            .map(Comparison::treatment)
            .toList();
    return new Looks.Due(
        at.number(),
        at.fraction(),
        at.last() || crossed.size() == study.treatments().size(),
        sights(),
        crossed);
  }

  /** A look in words. */
  static String sentence(Looks.Due due) {
    var crossed =
        due.crossed().isEmpty()
            ? "no boundary was crossed"
            : "the boundary was crossed by " + String.join(" and ", due.crossed());
    return "At look %d, with %s of the planned information, %s%s."
        .formatted(
            due.number(),
            Figures.percent(due.fraction()),
            crossed,
            due.over() ? ": nothing is tested after it" : "");
  }

  private static boolean isCrossed(Comparison comparison) {
    return comparison.corrected() instanceof Compared compared && compared.isSignificant();
  }

  private List<Sight> sights() {
    var sights = new ArrayList<Sight>();
    for (var metric : study.metrics()) {
      for (var treatment : study.treatments()) {
        sight(metric, treatment.key()).ifPresent(sights::add);
      }
    }
    return sights;
  }

  private Optional<Sight> sight(StudiedMetric metric, String treatment) {
    return LookReading.of(metric.measured(), basis.control(metric), basis.arm(metric, treatment))
        .map(it -> new Sight(metric.key(), treatment, it));
  }
}
