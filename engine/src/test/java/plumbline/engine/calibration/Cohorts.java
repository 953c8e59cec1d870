package plumbline.engine.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import plumbline.engine.statistics.Moments;

/**
 * Units that come day by day, each measured for a week after it came.
 *
 * @param unitsADay and arm
 * @param days of enrolment
 * @param activity what a unit does on the days of its week
 */
record Cohorts(int unitsADay, int days, Activity activity) {
  static final int WINDOW_DAYS = 7;

  /** What a unit does on each day of its week, in thousandths. */
  interface Activity {
    /**
     * A unit's week.
     *
     * @param lift of each of its days
     */
    long[] week(SplittableRandom random, IntToDoubleFunction lift);

    /** What a week has in the mean, without a lift. */
    double mean();
  }

  /** A unit's level stays: events every day at its own rate. */
  record Persistent(double mean, double shape) implements Activity {
    @Override
    public long[] week(SplittableRandom random, IntToDoubleFunction lift) {
      double daily = mean / WINDOW_DAYS / shape * Draws.gamma(random, shape);
      long[] week = new long[WINDOW_DAYS];
      for (int day = 0; day < WINDOW_DAYS; day++) {
        week[day] = 1_000 * Draws.poisson(random, daily * (1 + lift.applyAsDouble(day)));
      }
      return week;
    }
  }

  /** Nine in ten units do nothing, one everything on a day: so many events, in the mean 10. */
  record Bursty() implements Activity {
    private static final double SHARE = 0.1;
    private static final double BURST = 10;

    @Override
    public long[] week(SplittableRandom random, IntToDoubleFunction lift) {
      long[] week = new long[WINDOW_DAYS];
      if (random.nextDouble() < SHARE) {
        int day = random.nextInt(WINDOW_DAYS);
        double rate = BURST * random.nextExponential() * (1 + lift.applyAsDouble(day));
        week[day] = 1_000 * Draws.poisson(random, rate);
      }
      return week;
    }

    @Override
    public double mean() {
      return SHARE * BURST;
    }
  }

  /** How large the lift is for units that come on a day, on each day of their week. */
  interface Lift {
    double of(int cohort, int day);
  }

  /**
   * What there is to look at at the end of a day.
   *
   * @param matured units whose week is over
   * @param soFar all units that came, with what they did until then
   * @param truth the mean lift of the matured treatment's weeks
   */
  record Day(Arms<Moments> matured, Arms<Moments> soFar, double truth) {}

  /** Every day on which some units have matured. */
  List<Day> run(SplittableRandom random, Lift lift) {
    List<Moments[]> control = new ArrayList<>();
    List<Moments[]> treatment = new ArrayList<>();
    Arms<Moments> matured = Arms.NOBODY;
    double truths = 0.0;
    List<Day> looks = new ArrayList<>();
    for (int day = 0; day < days; day++) {
      int cohort = day;
      control.add(cohort(random, _ -> 0));
      treatment.add(cohort(random, of -> lift.of(cohort, of)));
      int over = day - WINDOW_DAYS + 1;
      if (over >= 0) {
        matured =
            Arms.plus(
                matured, control.get(over)[WINDOW_DAYS - 1], treatment.get(over)[WINDOW_DAYS - 1]);
        truths += week(lift, over);
        looks.add(new Day(matured, soFar(matured, control, treatment), truths / (over + 1)));
      }
    }
    return looks;
  }

  /** The sums of one day's units, as of each day of their week. */
  private Moments[] cohort(SplittableRandom random, IntToDoubleFunction lift) {
    Sums[] sums = new Sums[WINDOW_DAYS];
    for (int day = 0; day < WINDOW_DAYS; day++) {
      sums[day] = new Sums(1);
    }
    for (int unit = 0; unit < unitsADay; unit++) {
      long total = 0;
      long[] week = activity.week(random, lift);
      for (int day = 0; day < WINDOW_DAYS; day++) {
        total += week[day];
        sums[day].add(total);
      }
    }
    Moments[] asOf = new Moments[WINDOW_DAYS];
    for (int day = 0; day < WINDOW_DAYS; day++) {
      asOf[day] = sums[day].moments();
    }
    return asOf;
  }

  private static Arms<Moments> soFar(
      Arms<Moments> matured, List<Moments[]> control, List<Moments[]> treatment) {
    Arms<Moments> all = matured;
    for (int age = 0; age < WINDOW_DAYS - 1; age++) {
      int cohort = control.size() - 1 - age;
      all = Arms.plus(all, control.get(cohort)[age], treatment.get(cohort)[age]);
    }
    return all;
  }

  private static double week(Lift lift, int cohort) {
    double sum = 0.0;
    for (int day = 0; day < WINDOW_DAYS; day++) {
      sum += lift.of(cohort, day);
    }
    return sum / WINDOW_DAYS;
  }
}
