package plumbline.assignment.planning;

import com.google.protobuf.util.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import plumbline.assignment.definition.TrafficShare;
import plumbline.engine.planning.Traffic;
import plumbline.engine.planning.Traffic.EnrolmentTime;
import plumbline.engine.planning.Traffic.Growth;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.RampStep;

/**
 * How fast units come in, and for how long they may.
 *
 * @param traffic empty while the expected units a day are unknown
 * @param maximumDays from 1 to 1e6
 */
record Enrolment(Optional<Traffic> traffic, long maximumDays) {
  private static final long SECONDS_A_DAY = 86_400;
  private static final long MOST_DAYS = 1_000_000;
  private static final long MOST_UNITS_A_DAY = 1_000_000_000_000L;

  /** The assignment knows shares to one in 10,000 units, and rounds up. */
  private static final double SMALLEST_SHARE = 1e-4;

  /**
   * The enrolment that a definition plans.
   *
   * @param maximum as configured; the plan's own maximum counts where it is shorter
   */
  static Enrolment of(ExperimentDefinition definition, Duration maximum) {
    var plan = definition.getPlan();
    var share = Math.max(TrafficShare.atStart(definition), SMALLEST_SHARE);
    var traffic =
        Optional.of(plan.getExpectedUnitsPerDay())
            .filter(units -> units > 0)
            .map(
                units -> new Traffic(Math.min(units, MOST_UNITS_A_DAY), share, growth(definition)));
    var days = days(maximum);
    return new Enrolment(
        traffic,
        plan.hasMaximumDuration()
            ? Math.min(days, days(Duration.ofMillis(Durations.toMillis(plan.getMaximumDuration()))))
            : days);
  }

  private static List<Growth> growth(ExperimentDefinition definition) {
    return definition.getRampList().stream()
        .map(step -> new Growth(after(step), Math.max(step.getTraffic(), SMALLEST_SHARE)))
        .toList();
  }

  private static Duration after(RampStep step) {
    return Duration.ofSeconds(step.getAfterStart().getSeconds(), step.getAfterStart().getNanos());
  }

  /** Days begun. */
  static long days(Duration duration) {
    return Math.clamp(Math.ceilDiv(duration.toSeconds(), SECONDS_A_DAY), 1, MOST_DAYS);
  }

  /**
   * How long it takes to enrol so many units; empty while the traffic is unknown.
   *
   * @param units from 1 to 1e14
   */
  Optional<EnrolmentTime> timeFor(long units) {
    return traffic.map(known -> known.timeFor(units));
  }

  /** The units that come in while they may. */
  Optional<Long> mostUnits() {
    return traffic.map(known -> known.unitsIn(maximumDays));
  }
}
