package plumbline.analysis.guardrail;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import plumbline.analysis.study.StudiedMetric;
import plumbline.analysis.study.StudiedMetric.Margin;
import plumbline.analysis.study.Study;
import plumbline.engine.guardrail.LookSchedule;
import plumbline.engine.guardrail.WatchLevel;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.GuardrailAction;
import plumbline.proto.assignment.v1.MetricRole;

/**
 * An experiment as its guardrails are watched. All that it needs was frozen before the start, so
 * any version of the definition says the same.
 */
record Watched(Study study, LookSchedule schedule) {
  private static final long MOST_UNITS = 100_000_000_000_000L;

  static Watched of(Study study) {
    // A draft need not say what is compared; nothing is planned then, and nothing looked at.
    var planned = study.variants().isEmpty() ? 0 : study.plannedUnits();
    return new Watched(study, LookSchedule.of(Math.clamp(planned, 1, MOST_UNITS)));
  }

  /** The guardrails that can be judged: those whose margin can be read. */
  List<StudiedMetric> guardrails() {
    return study.guardrails().stream().filter(it -> it.guardrail().isPresent()).toList();
  }

  /** One of them. */
  StudiedMetric guardrail(String key) {
    return guardrails().stream().filter(it -> it.key().equals(key)).findFirst().orElseThrow();
  }

  /** How alpha is shared out among the guardrails with that action. */
  WatchLevel level(GuardrailAction action) {
    var family =
        guardrails().stream()
            .flatMap(it -> it.guardrail().stream())
            .map(Margin::action)
            .filter(action::equals)
            .count();
    return new WatchLevel(
        study.plan().alpha(),
        schedule.plannedLooks(),
        Math.toIntExact(family),
        study.treatments().size());
  }

  /** When everything that counts is counted, if no event is later than that; MAX while unknown. */
  Instant windowsOver() {
    return study.verdictTime().orElse(Instant.MAX);
  }

  /**
   * Whether a guardrail's numbers would tell what is withheld of the primary metric or of a
   * secondary one, as they are made of the same events.
   */
  boolean withholds(StudiedMetric guardrail, Instant completeUpTo) {
    var looksEarly = study.plan().design() == Design.DESIGN_ALWAYS_VALID;
    return !looksEarly
        && !study.isOver(Optional.of(completeUpTo), completeUpTo)
        && study.metrics().stream()
            .filter(Watched::isJudgedAtTheEnd)
            .anyMatch(it -> !Collections.disjoint(it.events(), guardrail.events()));
  }

  private static boolean isJudgedAtTheEnd(StudiedMetric metric) {
    return metric.role() == MetricRole.METRIC_ROLE_PRIMARY
        || metric.role() == MetricRole.METRIC_ROLE_SECONDARY;
  }
}
