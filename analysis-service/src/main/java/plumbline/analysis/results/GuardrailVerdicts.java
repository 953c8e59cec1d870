package plumbline.analysis.results;

import java.util.List;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.StudiedMetric;
import plumbline.analysis.study.Study;
import plumbline.engine.analysis.GuardrailArms;
import plumbline.engine.guardrail.Clearance;
import plumbline.engine.guardrail.Clearance.State;

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
          metric
              .guardrail()
              .map(it -> " (" + it.threshold().text() + ")")
              .orElse(", which cannot be read,");
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
    return study.guardrails().stream()
        .map(metric -> new Verdict(metric, state(metric, treatment)))
        .toList();
  }

  private State state(StudiedMetric metric, String treatment) {
    if (metric.guardrail().isEmpty()) {
      return State.NOT_JUDGED;
    }
    var alpha = study.plan().alpha();
    var shared = alpha / ((double) study.guardrails().size() * study.treatments().size());
    var clearance = new Clearance(metric.guardrail().get().threshold(), alpha, shared);
    return GuardrailArms.of(
            metric.measured(),
            observations.of(study.control().key()).sums().of(metric.key()),
            observations.of(treatment).sums().of(metric.key()))
        .map(arms -> clearance.read(arms).state())
        .orElse(State.NOT_JUDGED);
  }
}
