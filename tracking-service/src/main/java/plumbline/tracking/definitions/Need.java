package plumbline.tracking.definitions;

import com.google.protobuf.util.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumbline.engine.fold.Enrolment;
import plumbline.engine.fold.FoldPlan;
import plumbline.kit.definition.Enrolments;
import plumbline.proto.assignment.v1.Experiment;

/**
 * Which events a started experiment needs.
 *
 * @param experiment its key
 * @param from the first moment that can count: its start, less the covariate's lookback
 * @param to the last one; {@link Instant#MAX} while nothing ends it
 * @param plannedEnd when everything that the plan counts has happened; {@code to} once that is
 *     known
 * @param decided when it was decided; null before
 * @param imported whether it ran elsewhere, before it came here
 */
public record Need(
    String experiment,
    Instant from,
    Instant to,
    Instant plannedEnd,
    @Nullable Instant decided,
    boolean imported) {

  /** What the experiment needs; empty if it has not started. */
  public static Optional<Need> of(Experiment experiment) {
    if (!experiment.hasStartTime()) {
      return Optional.empty();
    }
    var enrolment = Enrolments.of(experiment);
    var plan = experiment.getDefinition().getPlan();
    var longest = longestWait(experiment);
    var planned =
        Math.max(
            Durations.toMicros(plan.getDuration()), Durations.toMicros(plan.getMaximumDuration()));
    var ended = Math.min(enrolment.stopped(), enrolment.cut()) != FoldPlan.OPEN;
    return Optional.of(
        new Need(
            experiment.getKey(),
            instant(enrolment.start() - Durations.toMicros(plan.getCovariate().getLookback())),
            to(enrolment, longest),
            ended ? to(enrolment, longest) : instant(enrolment.start() + planned + longest),
            enrolment.decided() == FoldPlan.OPEN ? null : instant(enrolment.decided()),
            experiment.getImported()));
  }

  /** The longest delay and window of its metrics, microseconds. */
  private static long longestWait(Experiment experiment) {
    return experiment.getDefinition().getMetricsList().stream()
        .map(it -> it.getMetric())
        .mapToLong(it -> Durations.toMicros(it.getDelay()) + Durations.toMicros(it.getWindow()))
        .max()
        .orElse(0);
  }

  private static Instant to(Enrolment enrolment, long longest) {
    var settled = enrolment.settled(longest);
    return settled == FoldPlan.OPEN ? Instant.MAX : instant(settled);
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /** Whether it needs nothing any more: its decision is {@code grace} ago. */
  public boolean isOver(Instant now, Duration grace) {
    return decided != null && !decided.plus(grace).isAfter(now);
  }

  /** Whether an event of that time may count. */
  public boolean holds(Instant time) {
    return !time.isBefore(from) && !time.isAfter(to);
  }

  /**
   * How long events must be kept for it: so far, or by its plan and with the grace after it,
   * whichever is longer.
   */
  public Duration age(Instant now, Duration grace) {
    var end = plannedEnd.plus(grace);
    return Duration.between(from, end.isAfter(now) ? end : now);
  }
}
