package plumbline.engine.planning;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;

/**
 * How fast units come in.
 *
 * @param unitsPerDay new eligible units a day, all variants together, from 1 to 1e12
 * @param share of them that takes part at first, from 0.0001 to 1
 * @param growth how the share grows after that, later and larger from one to the next
 */
public record Traffic(double unitsPerDay, double share, List<Growth> growth) {
  private static final int WEEK = 7;
  private static final long MOST_UNITS = 100_000_000_000_000L;
  private static final long MOST_DAYS = 1_000_000L;
  private static final BigDecimal DAY = BigDecimal.valueOf(86_400);

  /**
   * A larger share from some time on.
   *
   * @param after the beginning, above 0
   * @param share that takes part from then on, up to 1
   */
  public record Growth(Duration after, double share) {}

  /**
   * How long enrolment lasts.
   *
   * @param days whole days, rounded up
   * @param daysInWholeWeeks days rounded up to whole weeks, which is advised: each weekday then
   *     counts as often as any other
   */
  public record EnrolmentTime(long days, long daysInWholeWeeks) {}

  /** Refuses traffic that is none. */
  public Traffic {
    Require.that(
        unitsPerDay >= 1.0 && unitsPerDay <= 1e12, "unitsPerDay", "from 1 to 1e12", unitsPerDay);
    Require.that(share >= 1e-4 && share <= 1.0, "share", "from 0.0001 to 1", share);
    growth = List.copyOf(growth);
    Duration after = Duration.ZERO;
    double before = share;
    for (Growth step : growth) {
      Require.that(
          step.share >= before && step.share <= 1.0, "growth.share", "rising to 1", step.share);
      Require.that(
          step.after.compareTo(after) > 0, "growth.after", "rising from 0", step.after.toSeconds());
      after = step.after;
      before = step.share;
    }
  }

  /** Traffic that stays as it is. */
  public Traffic(double unitsPerDay, double share) {
    this(unitsPerDay, share, List.of());
  }

  /**
   * How long it takes to enrol so many units: units / (unitsPerDay · share), with each share for
   * its time.
   *
   * @param units all variants together, from 1 to 1e14
   */
  public EnrolmentTime timeFor(long units) {
    Require.that(units >= 1 && units <= MOST_UNITS, "units", "from 1 to 1e14", units);
    // In unit-seconds a day, so that nothing is divided before the end.
    BigDecimal wanted = BigDecimal.valueOf(units).multiply(DAY);
    BigDecimal from = BigDecimal.ZERO;
    BigDecimal rate = perDay(share);
    for (Growth step : growth) {
      BigDecimal until = seconds(step.after);
      BigDecimal enrolled = rate.multiply(until.subtract(from));
      if (enrolled.compareTo(wanted) >= 0) {
        break;
      }
      wanted = wanted.subtract(enrolled);
      from = until;
      rate = perDay(step.share);
    }
    // from + wanted / rate seconds
    long days =
        rate.multiply(from)
            .add(wanted)
            .divide(rate.multiply(DAY), 0, RoundingMode.CEILING)
            .longValue();
    return new EnrolmentTime(days, Math.ceilDiv(days, WEEK) * WEEK);
  }

  /**
   * The units that come in.
   *
   * @param days whole days, from 1 to 1e6
   */
  public long unitsIn(long days) {
    Require.that(days >= 1 && days <= MOST_DAYS, "days", "from 1 to 1e6", days);
    BigDecimal end = BigDecimal.valueOf(days).multiply(DAY);
    BigDecimal from = BigDecimal.ZERO;
    BigDecimal rate = perDay(share);
    BigDecimal enrolled = BigDecimal.ZERO;
    for (Growth step : growth) {
      BigDecimal until = seconds(step.after).min(end);
      enrolled = enrolled.add(rate.multiply(until.subtract(from)));
      from = until;
      rate = perDay(step.share);
    }
    return enrolled
        .add(rate.multiply(end.subtract(from)))
        .divide(DAY, 0, RoundingMode.DOWN)
        .longValue();
  }

  /** As the decimals that they print as: 1,000 a day at a share of 0.29 is 290, not a bit less. */
  private BigDecimal perDay(double share) {
    return BigDecimal.valueOf(unitsPerDay).multiply(BigDecimal.valueOf(share));
  }

  private static BigDecimal seconds(Duration duration) {
    return BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
  }
}
