package plumbline.engine.calibration;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import plumbline.engine.calibration.Cohorts.Activity;
import plumbline.engine.calibration.Cohorts.Bursty;
import plumbline.engine.calibration.Cohorts.Day;
import plumbline.engine.calibration.Cohorts.Lift;
import plumbline.engine.calibration.Cohorts.Persistent;
import plumbline.engine.calibration.Scenario.Rounds;
import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.AsymptoticSequence;
import plumbline.engine.statistics.Moments;
import plumbline.engine.statistics.NotDefined;

/** The confidence sequence, at every look there is: what it says is to hold at all of them. */
final class AlwaysValidScenarios {
  private static final Rounds SLOW = new Rounds(40, 4_000);
  private static final String NAME = "Always valid, confidence sequence";
  private static final Held VALID = Held.atMost(0.05);
  private static final Held COVERS = Held.atLeast(0.95);

  /** What is said at a look: of the difference, and of the lift. */
  interface Sequence {
    Answer look(ArmSummary control, ArmSummary treatment, boolean relative);
  }

  private AlwaysValidScenarios() {}

  static List<Scenario> all() {
    Activity persistent = new Persistent(7, 1);
    Cohorts slow = new Cohorts(10, 120, persistent);
    Cohorts fast = new Cohorts(500, 28, persistent);
    Cohorts slowBursts = new Cohorts(10, 120, new Bursty());
    Cohorts fastBursts = new Cohorts(500, 28, new Bursty());
    return List.of(
        untilLong(planned(20_000)),
        lookAtEachUnit(),
        cohorts("slow enrolment, persistent units, no effect", slow, (_, _) -> 0),
        cohorts("fast enrolment, persistent units, no effect", fast, (_, _) -> 0),
        cohorts("slow enrolment, bursty units, no effect", slowBursts, (_, _) -> 0),
        cohorts("fast enrolment, bursty units, no effect", fastBursts, (_, _) -> 0),
        cohorts("slow enrolment, bursty units, 20 % more", slowBursts, (_, _) -> 0.2),
        cohorts("fast enrolment, persistent units, 10 % more", fast, (_, _) -> 0.1),
        cohorts(
            "an effect of 40 % that halves with every 3 days of enrolment",
            fast, (cohort, _) -> 0.4 * Math.pow(0.5, cohort / 3.0)),
        novelty(Day::matured));
  }

  /**
   * From 10 units to 200,000, a look at every 5 % more, with 20,000 planned. Normal units, so that
   * the sums of those between two looks are drawn themselves.
   */
  static Scenario untilLong(Sequence sequence) {
    return new Scenario(
        NAME,
        "no effect, from 10 units to ten times as many as planned, a look at every 5 % more",
        new Rounds(1_000, 20_000),
        List.of(Figure.rate("false positives", VALID)),
        random -> {
          Arms<Moments> sums = Arms.NOBODY;
          for (long units = 5; units <= 100_000; units = Math.ceilDiv(units * 21, 20)) {
            sums = grown(random, sums, units - sums.control().n());
            if (look(sequence, sums, false).rejects()) {
              return Scenario.outcomes(true);
            }
          }
          return Scenario.outcomes(false);
        });
  }

  /** Continuous looks: after each pair of units. */
  private static Scenario lookAtEachUnit() {
    Sequence sequence = planned(2_000);
    return new Scenario(
        NAME,
        "no effect, skewed units (exponential), a look at each pair up to 2,000, 2,000 planned",
        new Rounds(50, 5_000),
        List.of(Figure.rate("false positives", VALID)),
        random -> {
          Sums control = new Sums(1);
          Sums treatment = new Sums(1);
          for (int units = 1; units <= 1_000; units++) {
            control.add(Math.round(1_000 * random.nextExponential()));
            treatment.add(Math.round(1_000 * random.nextExponential()));
            if (units >= 10
                && look(sequence, new Arms<>(control.moments(), treatment.moments()), false)
                    .rejects()) {
              return Scenario.outcomes(true);
            }
          }
          return Scenario.outcomes(false);
        });
  }

  private static Scenario cohorts(String setting, Cohorts cohorts, Lift lift) {
    return cohorts(setting, cohorts, lift, Day::matured);
  }

  /** Where units that are still measured must not count. */
  static Scenario novelty(Function<Day, Arms<Moments>> counted) {
    return cohorts(
        "100 % more on a unit's first day, nothing later",
        new Cohorts(500, 28, new Persistent(7, 1)), (_, day) -> day == 0 ? 1 : 0, counted);
  }

  private static Scenario cohorts(
      String setting, Cohorts cohorts, Lift lift, Function<Day, Arms<Moments>> counted) {
    long planned = 2L * cohorts.unitsADay() * (cohorts.days() - Cohorts.WINDOW_DAYS + 1);
    Sequence sequence = planned(planned);
    double mean = cohorts.activity().mean();
    return new Scenario(
        NAME,
        setting
            + ", %,d units a day and arm, looks on %d days"
                .formatted(cohorts.unitsADay(), cohorts.days() - Cohorts.WINDOW_DAYS + 1),
        SLOW,
        List.of(
            Figure.rate(
                "a difference is called at some look",
                lift.of(0, 0) == 0 ? VALID : Held.TO_NOTHING),
            Figure.rate("difference covered at all looks", COVERS),
            Figure.rate("lift covered at all looks", COVERS)),
        random -> {
          boolean called = false;
          boolean difference = true;
          boolean relative = true;
          for (Day day : cohorts.run(random, lift)) {
            Answer answer = look(sequence, counted.apply(day), false);
            called |= answer.rejects();
            difference &= answer.covers(mean * day.truth());
            relative &= look(sequence, counted.apply(day), true).covers(day.truth());
          }
          return Scenario.outcomes(called, difference, relative);
        });
  }

  private static Arms<Moments> grown(SplittableRandom random, Arms<Moments> sums, long units) {
    return Arms.plus(sums, Draws.normal(random, units, 10, 3), Draws.normal(random, units, 10, 3));
  }

  private static Answer look(Sequence sequence, Arms<Moments> arms, boolean relative) {
    return sequence.look(Arms.summary(arms.control()), Arms.summary(arms.treatment()), relative);
  }

  static Sequence planned(long units) {
    AsymptoticSequence sequence = new AsymptoticSequence(0.05, units);
    return (control, treatment, relative) -> answer(sequence, control, treatment, relative);
  }

  /** The fault: rho is tuned for the units that there are, at every look anew. */
  static Answer tunedOnTheData(ArmSummary control, ArmSummary treatment, boolean relative) {
    AsymptoticSequence sequence = new AsymptoticSequence(0.05, control.n() + treatment.n());
    return answer(sequence, control, treatment, relative);
  }

  private static Answer answer(
      AsymptoticSequence sequence, ArmSummary control, ArmSummary treatment, boolean relative) {
    return switch (sequence.compare(control, treatment)) {
      case NotDefined _ -> Answer.NONE;
      case AsymptoticSequence.Compared c ->
          relative
              ? Answer.of(c.pValueAlwaysValid() < 0.05, c.lift())
              : Answer.of(c.pValueAlwaysValid() < 0.05, c.interval());
    };
  }
}
