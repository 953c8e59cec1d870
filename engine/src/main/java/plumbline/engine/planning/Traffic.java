package plumbline.engine.planning;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How fast units come in.
 *
 * @param unitsPerDay new eligible units a day, all variants together, from 1 to 1e12
 * @param share of them that takes part, from 0.0001 to 1
 */
public record Traffic(double unitsPerDay, double share) {
  private static final int WEEK = 7;
  private static final long MOST_UNITS = 100_000_000_000_000L;
  private static final long MOST_DAYS = 1_000_000L;

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
  }

  /**
   * How long it takes to enrol so many units: units / (unitsPerDay · share).
   *
   * @param units all variants together, from 1 to 1e14
   */
  public EnrolmentTime timeFor(long units) {
    Require.that(units >= 1 && units <= MOST_UNITS, "units", "from 1 to 1e14", units);
    long days = BigDecimal.valueOf(units).divide(perDay(), 0, RoundingMode.CEILING).longValue();
    return new EnrolmentTime(days, Math.ceilDiv(days, WEEK) * WEEK);
  }

  /**
   * The units that come in.
   *
   * @param days whole days, from 1 to 1e6
   */
  public long unitsIn(long days) {
    Require.that(days >= 1 && days <= MOST_DAYS, "days", "from 1 to 1e6", days);
    return perDay().multiply(BigDecimal.valueOf(days)).longValue();
  }

  /** As the decimals that they print as: 1,000 a day at a share of 0.29 is 290, not a bit less. */
  private BigDecimal perDay() {
    return BigDecimal.valueOf(unitsPerDay).multiply(BigDecimal.valueOf(share));
  }
}
