package plumbline.analysis.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import plumbline.analysis.guardrail.WatchedExample.Arm;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.Studies;
import plumbline.engine.guardrail.LookSchedule;

/** Experiments whose users are drawn, watched by the service's own evaluation until they halt. */
class SimulationTest {
  private static final long SEED = 8_031L;
  private static final int EXPERIMENTS = 200;

  /**
   * More would be seen once in a thousand such simulations if alpha, 0.05, were used up. Python
   * 3.11, the smallest k with sum(comb(200, i) * 0.05**i * 0.95**(200 - i) for i > k) <= 0.001.
   */
  private static final int MOST_BY_CHANCE = 21;

  private static final double BASE = 0.05;
  private static final double MARGIN = 0.01;
  private static final long PER_VARIANT = 40_000;

  /** Units of each variant between two evaluations, of which few are due looks. */
  private static final int STEP = 250;

  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Watched WATCHED =
      Watched.of(Studies.parse(WatchedExample.running("faster", START, PER_VARIANT).build()));

  @Test
  void experimentsWithoutHarmHaltNoMoreOftenThanAlphaAllows() {
    var halted = halted(0.0, 1);
    System.out.printf("no harm: %d of %d halted%n", halted, EXPERIMENTS);
    assertThat(halted).as("seed %d", SEED).isLessThanOrEqualTo(MOST_BY_CHANCE);
  }

  @Test
  void experimentsWithHarmExactlyAtTheMarginHaltNoMoreOftenThanAlphaAllows() {
    var halted = halted(MARGIN, 2);
    System.out.printf("harm at the margin: %d of %d halted%n", halted, EXPERIMENTS);
    assertThat(halted).as("seed %d", SEED).isLessThanOrEqualTo(MOST_BY_CHANCE);
  }

  @Test
  void experimentsWithTwiceTheHarmDoHalt() {
    var halted = halted(2 * MARGIN, 3);
    System.out.printf("twice the margin: %d of %d halted%n", halted, EXPERIMENTS);
    assertThat(halted).as("seed %d", SEED).isGreaterThan(EXPERIMENTS * 95 / 100);
  }

  private static int halted(double harm, long stream) {
    var random = new SplittableRandom(SEED + stream);
    var halted = 0;
    for (var i = 0; i < EXPERIMENTS; i++) {
      halted += halts(harm, random.split()) ? 1 : 0;
    }
    return halted;
  }

  private static boolean halts(double harm, SplittableRandom random) {
    var taken = new ArrayList<LookSchedule.Look>();
    var now = START;
    var control = new Arm(0, 0, 0, 0);
    var fast = control;
    // A fifth more than planned, as enrolment does not end on the unit.
    while (fast.units() < PER_VARIANT * 6 / 5) {
      now = now.plus(Duration.ofMinutes(30));
      control = more(control, BASE, random);
      fast = more(fast, BASE + harm, random);
      var observations = Observations.parse(WatchedExample.counted(now, control, fast).build());
      var look = Looks.due(WATCHED, observations, taken, now);
      if (look.isPresent()) {
        taken.add(look.get().taken());
        if (look.get().readings().getFirst().isBreached()) {
          return true;
        }
      }
    }
    return false;
  }

  private static Arm more(Arm arm, double share, SplittableRandom random) {
    var errors = arm.errors();
    for (var unit = 0; unit < STEP; unit++) {
      errors += random.nextDouble() < share ? 1 : 0;
    }
    return new Arm(arm.units() + STEP, 0, errors, 0);
  }
}
