package plumbline.engine.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbline.engine.guardrail.Clearance.State;
import plumbline.engine.guardrail.HarmReading.Measured;
import plumbline.engine.guardrail.LookSchedule.Look;
import plumbline.engine.guardrail.ObservedArms.Shares;
import plumbline.engine.statistics.Proportion;

class GuardrailWatchTest {
  private static final long SEED = 20_260_816;
  private static final Scale SHARE = new Scale.Share();
  private static final int ROUNDS = 250;

  private static final GuardrailWatch WATCH =
      new GuardrailWatch(
          Threshold.parse("< 10% increase from control", SHARE), new WatchLevel(0.05, 8, 2, 1));

  @Test
  void aLookUsesItsOwnLevel() {
    var arms = shares(40, 5_000, 80, 5_000);
    var planned = WATCH.look(8, 10_000, arms);
    assertThat(planned.levelOneSided()).isEqualTo(0.9 * 0.05 / 16);
    assertThat(planned.state()).isEqualTo(State.BREACHED);
    var much = WATCH.look(1_000, 10_000, arms);
    assertThat(much.levelOneSided()).isLessThan(1e-8);
    assertThat(much.state()).as("the same data at a far later look").isEqualTo(State.WATCH);
    assertThat(lower(much)).isLessThan(lower(planned));
  }

  @Test
  void nothingIsClearedAtALook() {
    var wide =
        new GuardrailWatch(
            Threshold.parse("< 5pp increase from control", SHARE), new WatchLevel(0.05, 1, 1, 1));
    for (var arms : List.of(shares(5, 9_000, 5, 9_000), shares(900, 9_000, 900, 9_000))) {
      assertThat(new Clearance(wide.threshold(), 0.045, 0.045).read(arms).state())
          .isEqualTo(State.CLEARED);
      var look = wide.look(1, 18_000, arms);
      assertThat(look.state()).isEqualTo(State.UNPROVEN);
      assertThat(((Measured) look.reading()).upper().getAsDouble()).isLessThan(0.05);
    }
  }

  @Test
  void saysWhatItShows() {
    // scipy 1.17.1, beta.ppf and beta.isf: 0.16345 and 2.54705
    assertThat(WATCH.look(8, 10_000, shares(40, 5_000, 80, 5_000)).describe("crash_rate"))
        .isEqualTo(
            "look 8, at 10,000 units: crash_rate is breached: the harm is 100 %, at least 16.35 %"
                + " and at most 254.7 % (exact conditional binomial), and the margin is 10 %");
    assertThat(WATCH.look(1, 10_000, shares(0, 5_000, 1, 5_000)).describe("crash_rate"))
        .contains("is beyond its margin, which may be chance: the harm is unknown, at least -")
        .contains("at most unknown");
    assertThat(WATCH.look(1, 10_000, shares(500, 5_000, 500, 5_000)).describe("crash_rate"))
        .contains("is within its margin, but more harm is not ruled out: the harm is 0 %");
    assertThat(WATCH.look(1, 10, shares(0, 0, 5, 10)).describe("crash_rate"))
        .isEqualTo("look 1, at 10 units: crash_rate is not judged, as an arm has too few units");
    assertThat(WATCH.look(1, 1, shares(1, 2, 1, 2)).exposedUnits()).isEqualTo(1);
    assertThatThrownBy(() -> WATCH.look(1, 0, shares(1, 2, 1, 2)))
        .hasMessageStartingWith("exposedUnits is");
  }

  /**
   * Units come in one by one, looks as the schedule has them to the planned number, and then as
   * many again by time with data that still move. At the margin a false breach is rarer than alpha
   * (what is left of it is the price of a union bound); at a harm of twice the margin or more it is
   * found.
   */
  @ParameterizedTest
  @CsvSource({
    "0.001, < 100% increase from control, 0.003, 300000",
    "0.001, < 0.1pp increase from control, 0.003, 300000",
    "0.1, < 10% increase from control, 0.12, 60000",
    "0.1, < 1pp decrease from control, 0.08, 60000"
  })
  void atTheMarginItIsFalselyBreachedAtMostAtAlpha(
      double control, String text, double twice, int planned) {
    var threshold = Threshold.parse(text, SHARE);
    var falsely = breached(threshold, control, threshold.limit(control), planned);
    var found = breached(threshold, control, twice, planned);
    System.out.printf(
        "guardrail watch, seed %d, %s of %s: falsely breached %.4f (at most 0.05, error %.4f),"
            + " at twice the margin found %.3f%n",
        SEED, text, control, falsely, Math.sqrt(0.05 * 0.95 / ROUNDS), found);
    assertThat(falsely).as("seed %d", SEED).isLessThanOrEqualTo(0.05);
    assertThat(found).as("seed %d", SEED).isGreaterThan(0.9);
  }

  /** The share of experiments in which some look breaches. */
  private static double breached(
      Threshold threshold, double rateControl, double rateTreatment, int planned) {
    var schedule = new LookSchedule(planned / 20, planned);
    var watch = new GuardrailWatch(threshold, new WatchLevel(0.05, schedule.plannedLooks(), 1, 1));
    var random = new SplittableRandom(SEED);
    var breaches = 0;
    for (var round = 0; round < ROUNDS; round++) {
      breaches += isBreached(watch, schedule, random, rateControl, rateTreatment) ? 1 : 0;
    }
    return (double) breaches / ROUNDS;
  }

  private static boolean isBreached(
      GuardrailWatch watch,
      LookSchedule schedule,
      SplittableRandom random,
      double rateControl,
      double rateTreatment) {
    var taken = new ArrayList<Look>();
    long n = 0;
    long control = 0;
    long treatment = 0;
    // Twice the planned units: from the planned number on, looks go by time.
    while (2 * n < 2 * schedule.plannedUnits()) {
      long step = Math.max(1, schedule.plannedUnits() / 400);
      control += drawn(random, rateControl, step);
      treatment += drawn(random, rateTreatment, step);
      n += step;
      var now = Duration.ofSeconds(n);
      var due = schedule.due(2 * n, now, taken);
      if (due.isPresent()) {
        taken.add(new Look(2 * n, now));
        var look = watch.look(due.getAsInt(), 2 * n, shares(control, n, treatment, n));
        if (look.state() == State.BREACHED) {
          return true;
        }
      }
    }
    return false;
  }

  /** Binomial, from one success to the next. */
  private static long drawn(SplittableRandom random, double rate, long n) {
    double log = Math.log1p(-rate);
    long successes = 0;
    for (double at = 0; ; successes++) {
      at += 1 + Math.floor(Math.log(1 - random.nextDouble()) / log);
      if (at > n) {
        return successes;
      }
    }
  }

  private static double lower(GuardrailLook look) {
    return ((Measured) look.reading()).lower().getAsDouble();
  }

  private static Shares shares(long xControl, long nControl, long x, long n) {
    return new Shares(new Proportion(xControl, nControl), new Proportion(x, n));
  }
}
