package plumbline.analysis.results;

import java.time.Duration;
import java.util.Optional;
import plumbline.engine.guardrail.Threshold;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;

/**
 * A metric as one experiment uses it.
 *
 * @param unitOfMeasure such as {@code EUR}; {@code 1} or empty for a plain number
 * @param maturesAfter how long after a unit's first exposure its value is final: delay plus window;
 *     zero without a window, because counting then ends with enrolment
 * @param threshold a guardrail's; empty for other metrics, and where it cannot be read
 */
public record StudiedMetric(
    String key,
    MetricRole role,
    MetricKind kind,
    MetricDirection direction,
    String unitOfMeasure,
    Duration maturesAfter,
    Optional<Threshold> threshold) {

  /** Whether a difference treatment minus control of this sign is good. */
  public Judgement judge(double difference) {
    return switch (direction) {
      case METRIC_DIRECTION_INCREASE -> Judgement.ofGain(difference);
      case METRIC_DIRECTION_DECREASE -> Judgement.ofGain(-difference);
      case METRIC_DIRECTION_UNSPECIFIED, UNRECOGNIZED -> Judgement.NEITHER;
    };
  }

  /** What a difference means for the metric. */
  public enum Judgement {
    /** The way that is wanted. */
    BETTER,
    /** The other way. */
    WORSE,
    /** No difference, or no way that is wanted. */
    NEITHER;

    private static Judgement ofGain(double gain) {
      return gain > 0 ? BETTER : gain < 0 ? WORSE : NEITHER;
    }
  }
}
