package plumbline.engine.guardrail;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * When guardrails are looked at. It depends on the number of exposed units and on time, never on
 * what they did: else the union bound of {@link WatchLevel} would not hold. Units are those of all
 * variants together; time is counted from the start of the experiment.
 *
 * <p>The first look is at the minimum, the next ones each at a tenth more units than the last look
 * had, up to the planned number. Once that is reached, or the units hardly grow any more (less than
 * a tenth as fast as the time does, both relative to the last look), a look is due each time that a
 * tenth more time has passed than at the last look. While the units grow at all, no two looks are
 * further apart than a doubling of the time.
 *
 * <p>What is due follows from the looks that are on record, so it is the same after a restart, and
 * after a time without looks there is one, not one for each that was missed.
 *
 * @param minimumUnits of the first look, all variants together, at least 1
 * @param plannedUnits all variants together, from minimumUnits to 1e14
 */
public record LookSchedule(long minimumUnits, long plannedUnits) {
  private static final long MOST_UNITS = 100_000_000_000_000L;
  private static final long USUAL_MINIMUM = 1_000;

  /**
   * A look that was taken.
   *
   * @param units exposed then, all variants together, at least 1
   * @param elapsed from the start until then, above 0
   */
  public record Look(long units, Duration elapsed) {
    /** Refuses a look at nothing, and one before the start. */
    public Look {
      if (units < 1 || !elapsed.isPositive()) {
        throw new IllegalArgumentException(
            "a look has at least 1 unit and a time above 0, not %d and %s"
                .formatted(units, elapsed));
      }
    }
  }

  /** Refuses numbers that leave no look. */
  public LookSchedule {
    if (!(minimumUnits >= 1 && minimumUnits <= plannedUnits && plannedUnits <= MOST_UNITS)) {
      throw new IllegalArgumentException(
          "minimumUnits is from 1 to plannedUnits, which is at most 1e14, not %d and %d"
              .formatted(minimumUnits, plannedUnits));
    }
  }

  /**
   * The schedule of every experiment: from 1,000 units on, or from the planned number where that is
   * smaller.
   *
   * @param plannedUnits all variants together, from 1 to 1e14
   */
  public static LookSchedule of(long plannedUnits) {
    return new LookSchedule(Math.min(USUAL_MINIMUM, plannedUnits), plannedUnits);
  }

  /** K: how many looks there are if none comes late. */
  public int plannedLooks() {
    return plannedSteps().size();
  }

  /** The units at which looks are due if none comes late. */
  public List<Long> plannedSteps() {
    return LongStream.iterate(minimumUnits, units -> units <= plannedUnits, LookSchedule::next)
        .boxed()
        .toList();
  }

  /**
   * The number of the look that is due, from 1; empty where none is.
   *
   * @param units exposed now, all variants together
   * @param elapsed from the start until now
   * @param taken all looks so far, in order
   */
  public OptionalInt due(long units, Duration elapsed, List<Look> taken) {
    boolean due =
        taken.isEmpty()
            ? units >= minimumUnits && elapsed.isPositive()
            : isDueAfter(taken.getLast(), units, elapsed);
    return due ? OptionalInt.of(taken.size() + 1) : OptionalInt.empty();
  }

  /**
   * The units at which a look is due in any case; empty once only time makes one due.
   *
   * @param taken all looks so far, in order
   */
  public OptionalLong nextUnits(List<Look> taken) {
    long step = taken.isEmpty() ? minimumUnits : next(taken.getLast().units);
    return step <= plannedUnits ? OptionalLong.of(step) : OptionalLong.empty();
  }

  /**
   * The time from the start after which a look is due once the planned number is reached, or the
   * units hardly grow; empty before the first look.
   *
   * @param taken all looks so far, in order
   */
  public Optional<Duration> nextElapsed(List<Look> taken) {
    return taken.isEmpty()
        ? Optional.empty()
        : Optional.of(taken.getLast().elapsed.multipliedBy(11).dividedBy(10).plusNanos(1));
  }

  private boolean isDueAfter(Look last, long units, Duration elapsed) {
    long step = next(last.units);
    if (step <= plannedUnits && units >= step) {
      return true;
    }
    boolean tenthMoreTime = elapsed.multipliedBy(10).compareTo(last.elapsed.multipliedBy(11)) >= 0;
    return tenthMoreTime && (units >= plannedUnits || hardlyGrow(last, units, elapsed));
  }

  private static boolean hardlyGrow(Look last, long units, Duration elapsed) {
    double growth = (double) (units - last.units) / last.units;
    double time = (double) elapsed.minus(last.elapsed).toMillis() / last.elapsed.toMillis();
    return 10.0 * growth < time;
  }

  /** A tenth more, in whole units. */
  private static long next(long units) {
    return Math.ceilDiv(11 * units, 10);
  }
}
