package plumbline.analysis.results;

import java.util.List;
import plumbline.engine.guardrail.Clearance;
import plumbline.engine.guardrail.Clearance.State;
import plumbline.proto.assignment.v1.MetricRole;

/**
 * Each guardrail at the verdict, for each treatment. To ship, all must be cleared, each at the
 * plan's alpha, one-sided: as every one is needed, none needs a correction (intersection-union). To
 * call one breached, alpha is shared by all guardrails and treatments, as any one is enough.
 */
record GuardrailVerdicts(Study study, Observations observations) {

  /** What one guardrail says of a treatment. */
  record Verdict(StudiedMetric metric, State state) {

    /** In plain words; empty where it is cleared. */
    String sentence(String treatment) {
      var margin =
          metric.threshold().map(it -> " (" + it.text() + ")").orElse(", which cannot be read,");
      return switch (state) {
        case CLEARED -> "";
        case UNPROVEN, WATCH ->
            "Guardrail %s is not cleared for %s: the data do not rule out more harm than its margin%s%s."
                .formatted(
                    metric.key(),
                    treatment,
                    margin,
                    state == State.WATCH ? "; the estimate lies beyond it" : "");
        case BREACHED ->
            "Guardrail %s is breached by %s: it is harmed by more than its margin%s."
                .formatted(metric.key(), treatment, margin);
        case NOT_JUDGED ->
            "Guardrail %s is not cleared for %s: there are too few data to judge it by its margin%s."
                .formatted(metric.key(), treatment, margin);
      };
    }
  }

  /** One for each guardrail, in the definition's order. */
  List<Verdict> of(String treatment) {
    return guardrails().stream()
        .map(metric -> new Verdict(metric, state(metric, treatment)))
        .toList();
  }

  private List<StudiedMetric> guardrails() {
    return study.metrics().stream()
        .filter(metric -> metric.role() == MetricRole.METRIC_ROLE_GUARDRAIL)
        .toList();
  }

  private State state(StudiedMetric metric, String treatment) {
    if (metric.threshold().isEmpty()) {
      return State.NOT_JUDGED;
    }
    var alpha = study.plan().alpha();
    var shared = alpha / ((double) guardrails().size() * study.treatments().size());
    return new Clearance(metric.threshold().get(), alpha, shared)
        .judge(
            observations.arm(study.control().key()).sums().of(metric.key()),
            observations.arm(treatment).sums().of(metric.key()),
            MetricTest.of(metric).metric().scale());
  }
}
