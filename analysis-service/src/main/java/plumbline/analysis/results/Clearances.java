package plumbline.analysis.results;

import java.util.List;
import java.util.Optional;
import plumbline.analysis.study.StudiedMetric;
import plumbline.analysis.study.Study;
import plumbline.engine.analysis.Arm;
import plumbline.engine.analysis.GuardrailArms;
import plumbline.engine.guardrail.Clearance;
import plumbline.engine.guardrail.Clearance.State;
import plumbline.engine.guardrail.HarmReading;
import plumbline.engine.guardrail.HarmReading.NotJudged;
import plumbline.engine.guardrail.HarmReading.Reason;

/**
 * Each guardrail for each treatment. To ship, all must be cleared, each at alpha, one-sided: as
 * every one is needed, none needs a correction (intersection-union). To call one breached, alpha is
 * shared by all guardrails and treatments, as any one is enough. With a few looks either level is
 * shared by them as well; where anybody may look at any time, the bound is that of a confidence
 * sequence.
 */
record Clearances(Study study, Stage stage, Basis basis) {
  private static final double SMALLEST_LEVEL = 1e-12;

  /** Levels of the two bounds, one-sided. */
  public record Levels(double clear, double breach) {}

  /**
   * What one guardrail says of a treatment.
   *
   * @param margin as it was read; empty where it cannot be
   */
  public record Cleared(
      StudiedMetric metric, String treatment, String margin, Levels levels, HarmReading reading) {

    public State state() {
      return reading.state();
    }

    /** In plain words. */
    public String sentence() {
      var within = margin.isEmpty() ? ", which cannot be read," : " (" + margin + ")";
      return switch (state()) {
        case CLEARED ->
            "Guardrail %s is cleared for %s: more harm than its margin%s is ruled out."
                .formatted(metric.key(), treatment, within);
        case UNPROVEN, WATCH ->
            "Guardrail %s is not cleared for %s: the data do not rule out more harm than its margin%s%s."
                .formatted(
                    metric.key(),
                    treatment,
                    within,
                    state() == State.WATCH ? "; the estimate lies beyond it" : "");
        case BREACHED ->
            "Guardrail %s is breached by %s: it is harmed by more than its margin%s."
                .formatted(metric.key(), treatment, within);
        case NOT_JUDGED ->
            "Guardrail %s is not cleared for %s: there are too few data to judge it by its margin%s."
                .formatted(metric.key(), treatment, within);
      };
    }
  }

  /** One for each treatment, in the definition's order; none where it is no guardrail. */
  List<Cleared> of(StudiedMetric metric) {
    return metric.isGuardrail()
        ? study.treatments().stream().map(it -> of(metric, it.key())).toList()
        : List.of();
  }

  private Cleared of(StudiedMetric metric, String treatment) {
    var control = basis.control(metric);
    var treated = basis.arm(metric, treatment);
    var levels = levels(treatment, Math.addExact(control.units(), treated.units()));
    var margin = metric.guardrail().map(it -> it.threshold().text()).orElse("");
    return new Cleared(
        metric,
        treatment,
        margin,
        levels,
        read(metric, levels, control, treated).orElse(new NotJudged(Reason.TOO_FEW_UNITS)));
  }

  private static Optional<HarmReading> read(
      StudiedMetric metric, Levels levels, Arm control, Arm treated) {
    return metric
        .guardrail()
        .flatMap(margin ->
            GuardrailArms.of(metric.measured(), control, treated)
                .map(new Clearance(margin.threshold(), levels.clear, levels.breach)::read));
  }

  private Levels levels(String treatment, long units) {
    var alpha = study.plan().alpha();
    var shared = (double) study.guardrails().size() * study.treatments().size();
    if (stage instanceof Stage.AtLook) {
      var looks = Math.max(1, study.plan().looks().size());
      return new Levels(level(alpha / looks), level(alpha / (looks * shared)));
    }
    if (Designs.isWatched(study) && !(stage instanceof Stage.Peeked)) {
      var mixture = study.sequence(treatment).at(Math.max(1, units));
      return new Levels(
          level(mixture.levelOneSided(alpha)), level(mixture.levelOneSided(alpha / shared)));
    }
    return new Levels(alpha, level(alpha / shared));
  }

  private static double level(double level) {
    return Math.max(SMALLEST_LEVEL, level);
  }
}
