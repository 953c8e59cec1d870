package plumbline.analysis.study;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import plumbline.engine.analysis.Metric;
import plumbline.engine.guardrail.Threshold;
import plumbline.proto.assignment.v1.GuardrailAction;
import plumbline.proto.assignment.v1.MetricCategory;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;

/**
 * A metric as one experiment uses it.
 *
 * @param measured the same as the engine takes it
 * @param events names of the events that it is made of
 * @param maturesAfter how long after a unit's first exposure its value is final: delay plus window;
 *     empty without a window, as counting then ends with enrolment
 * @param guardrail a guardrail's margin; empty for other metrics, and where it cannot be read
 */
public record StudiedMetric(
    Metric measured,
    MetricRole role,
    MetricKind kind,
    MetricCategory category,
    Set<String> events,
    Optional<Duration> maturesAfter,
    Optional<Margin> guardrail) {

  /** What must not be passed, and what happens if it is. */
  public record Margin(Threshold threshold, GuardrailAction action) {}

  public String key() {
    return measured.key();
  }

  /** Such as {@code EUR}; {@code 1} or empty for a plain number. */
  public String unitOfMeasure() {
    return measured.unitOfMeasure();
  }

  public boolean isPrimary() {
    return role == MetricRole.METRIC_ROLE_PRIMARY;
  }

  public boolean isGuardrail() {
    return role == MetricRole.METRIC_ROLE_GUARDRAIL;
  }

  /** Whether a difference treatment minus control of this sign is good. */
  public Judgement judge(double difference) {
    double gain = measured.better().sign() * difference;
    return gain > 0 ? Judgement.BETTER : gain < 0 ? Judgement.WORSE : Judgement.NEITHER;
  }

  /** What a difference means for the metric. */
  public enum Judgement {
    /** The way that is wanted. */
    BETTER,
    /** The other way. */
    WORSE,
    /** No difference, or no way that is wanted. */
    NEITHER
  }
}
