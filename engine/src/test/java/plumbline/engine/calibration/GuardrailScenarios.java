package plumbline.engine.calibration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import plumbline.engine.calibration.Scenario.Rounds;
import plumbline.engine.guardrail.Clearance.State;
import plumbline.engine.guardrail.GuardrailWatch;
import plumbline.engine.guardrail.LookSchedule;
import plumbline.engine.guardrail.ObservedArms;
import plumbline.engine.guardrail.Scale;
import plumbline.engine.guardrail.Threshold;
import plumbline.engine.guardrail.WatchLevel;
import plumbline.engine.statistics.Moments;
import plumbline.engine.statistics.Proportion;

/**
 * Guardrails that are watched: 8 of them, 3 treatments, every look of the schedule and five more
 * after the planned units. Shares are binomial and the one mean is normal, so that the sums of the
 * units between two looks are drawn themselves.
 */
final class GuardrailScenarios {
  private static final double ALPHA = 0.05;
  private static final int TREATMENTS = 3;
  private static final LookSchedule SCHEDULE = new LookSchedule(4_000, 80_000);
  private static final int LATE_LOOKS = 5;
  private static final Duration DAY = Duration.ofDays(1);

  private static final List<Look> LOOKS = looks();

  private record Look(int number, long units) {}

  /** The last of them is a mean. */
  private static final List<Guardrail> GUARDRAILS =
      List.of(
          share("< 10% increase from control", 0.2),
          share("< 10% decrease from control", 0.3),
          share("< 20% increase from control", 0.05),
          share("< 1pp increase from control", 0.05),
          share("< 100% increase from control", 0.002),
          share("< 100% increase from control", 0.0005),
          share("< 0.5pp increase from control", 0.001),
          new Guardrail(
              Threshold.parse("< 5% increase from control", new Scale.Measured("ms")), 300, 200));

  /**
   * A guardrail.
   *
   * @param control its mean, or share
   * @param deviation of a mean over units; 0 for a share
   */
  private record Guardrail(Threshold threshold, double control, double deviation) {
    /** At so many times the margin. */
    double treatment(double margins) {
      double harm = margins * threshold.margin().doubleValue();
      return threshold.treatmentAt(control, harm);
    }

    Moments draw(SplittableRandom random, long units, double mean) {
      return deviation == 0
          ? Draws.share(random, units, mean)
          : Draws.normal(random, units, mean, deviation);
    }

    ObservedArms arms(Moments control, Moments treatment) {
      return deviation == 0
          ? new ObservedArms.Shares(proportion(control), proportion(treatment))
          : new ObservedArms.Means(control, treatment, Units.SCALE);
    }
  }

  private GuardrailScenarios() {}

  static List<Scenario> all() {
    return List.of(
        scenario("no harm", 0, Held.atMost(0.001), Held.TO_NOTHING),
        scenario("all exactly at the margin", 1, Held.atMost(ALPHA), Held.TO_NOTHING),
        scenario("all at twice the margin", 2, Held.atLeast(0.99), Held.TO_NOTHING),
        rare("rare events, exactly at the margin", 1, Held.atMost(ALPHA)),
        rare("rare events, at twice the margin", 2, Held.TO_NOTHING));
  }

  private static Scenario scenario(String setting, double margins, Held any, Held each) {
    return scenario("8 guardrails, 3 treatments, " + setting, GUARDRAILS, margins, any, each);
  }

  private static Scenario rare(String setting, double margins, Held any) {
    return scenario(
        "2 guardrails, 3 treatments, " + setting,
        GUARDRAILS.subList(4, 6),
        margins,
        any,
        Held.TO_NOTHING);
  }

  private static Scenario scenario(
      String setting, List<Guardrail> guardrails, double margins, Held any, Held each) {
    WatchLevel level =
        new WatchLevel(ALPHA, SCHEDULE.plannedLooks(), guardrails.size(), TREATMENTS);
    return new Scenario(
        "Guardrails, watched",
        setting,
        new Rounds(10, 3_000),
        List.of(
            Figure.rate("any is breached at any look", any),
            Figure.mean("share of guardrails that is breached", each)),
        random -> {
          int breached = 0;
          for (Guardrail guardrail : guardrails) {
            breached += breached(random, guardrail, level, margins);
          }
          double all = (double) guardrails.size() * TREATMENTS;
          return new double[] {breached > 0 ? 1 : 0, breached / all};
        });
  }

  /** In how many treatments it is breached at some look. */
  private static int breached(
      SplittableRandom random, Guardrail guardrail, WatchLevel level, double margins) {
    GuardrailWatch watch = new GuardrailWatch(guardrail.threshold(), level);
    boolean[] breached = new boolean[TREATMENTS];
    Moments control = Moments.NONE;
    Moments[] treatments = {Moments.NONE, Moments.NONE, Moments.NONE};
    for (Look look : LOOKS) {
      long more = look.units() / (TREATMENTS + 1) - control.n();
      control = control.plus(guardrail.draw(random, more, guardrail.control()));
      for (int i = 0; i < TREATMENTS; i++) {
        treatments[i] =
            treatments[i].plus(guardrail.draw(random, more, guardrail.treatment(margins)));
        ObservedArms arms = guardrail.arms(control, treatments[i]);
        breached[i] |=
            !breached[i] && watch.look(look.number(), look.units(), arms).state() == State.BREACHED;
      }
    }
    return (int) IntStream.range(0, TREATMENTS).filter(i -> breached[i]).count();
  }

  /** Those that are due with 1,000 units a day, and some after enrolment's end. */
  private static List<Look> looks() {
    List<LookSchedule.Look> taken = new ArrayList<>();
    List<Look> looks = new ArrayList<>();
    for (int day = 1; looks.size() < SCHEDULE.plannedLooks() + LATE_LOOKS; day++) {
      long units = 1_000L * day;
      OptionalInt due = SCHEDULE.due(units, DAY.multipliedBy(day), taken);
      if (due.isPresent()) {
        taken.add(new LookSchedule.Look(units, DAY.multipliedBy(day)));
        looks.add(new Look(due.getAsInt(), units));
      }
    }
    return looks;
  }

  private static Guardrail share(String threshold, double control) {
    return new Guardrail(Threshold.parse(threshold, new Scale.Share()), control, 0);
  }

  private static Proportion proportion(Moments arm) {
    return new Proportion(arm.sumY().longValueExact(), arm.n());
  }
}
