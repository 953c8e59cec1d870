package plumbline.analysis.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumbline.analysis.guardrail.WatchedExample.Arm;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.Studies;
import plumbline.engine.guardrail.Clearance.State;
import plumbline.engine.guardrail.LookSchedule;

class LooksTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Watched WATCHED =
      Watched.of(Studies.parse(WatchedExample.running("faster", START, 10_000).build()));

  @Test
  void nothingIsJudgedBeforeTheFirstLook() {
    assertThat(look(499, 0, 400, List.of())).isEmpty();
    assertThat(look(500, 0, 400, List.of()))
        .hasValueSatisfying(look -> {
          assertThat(look.number()).isEqualTo(1);
          assertThat(look.exposedUnits()).isEqualTo(1_000);
          assertThat(look.elapsed()).isEqualTo(Duration.ofHours(1));
        });
  }

  @Test
  void everyGuardrailAndTreatmentIsReadAtALookAtItsFamilysLevel() {
    var look = look(500, 10, 10, List.of()).orElseThrow();
    assertThat(look.readings())
        .extracting(Reading::metric)
        .containsExactly("errors", "slow", "lost");
    // K = 32 looks from 1,000 by tenths to 20,000; one guardrail halts, two alert.
    assertThat(WATCHED.schedule().plannedLooks()).isEqualTo(32);
    assertThat(look.readings().get(0).level()).isEqualTo(0.9 * 0.05 / 32);
    assertThat(look.readings().get(1).level()).isEqualTo(0.9 * 0.05 / 32 / 2);
  }

  @Test
  void harmIsShownAtADueLookAndNotInBetween() {
    var taken = new ArrayList<LookSchedule.Look>();
    var first = look(500, 10, 10, taken).orElseThrow();
    assertThat(first.readings().getFirst().isBreached()).isFalse();
    taken.add(first.taken());
    assertThat(look(549, 10, 300, taken)).as("whatever it would show").isEmpty();
    var second = look(550, 10, 300, taken).orElseThrow();
    assertThat(second.number()).isEqualTo(2);
    assertThat(second.readings().getFirst())
        .satisfies(reading -> {
          assertThat(reading.state()).isEqualTo(State.BREACHED);
          assertThat(reading.harm().orElseThrow()).isEqualTo(290.0 / 550);
          assertThat(reading.lower().orElseThrow()).isGreaterThan(0.01);
          assertThat(reading.sentence())
              .startsWith("fast, look 2, at 1,100 units: errors is breached: the harm is");
        });
  }

  private static java.util.Optional<Look> look(
      long units, long errorsOfControl, long errors, List<LookSchedule.Look> taken) {
    var now = START.plus(Duration.ofHours(1).plusMinutes(taken.size()));
    var counted =
        WatchedExample.counted(
            now, new Arm(units, 50, errorsOfControl, 20), new Arm(units, 50, errors, 20));
    return Looks.due(WATCHED, Observations.parse(counted.build()), taken, now);
  }
}
