package plumbline.engine.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import plumbline.engine.guardrail.LookSchedule.Look;

class LookScheduleTest {
  private static final long SEED = 20_260_814;
  private static final Duration DAY = Duration.ofDays(1);
  private static final LookSchedule SCHEDULE = new LookSchedule(1_000, 2_000);

  @Test
  void plannedLooksAreATenthApart() {
    assertThat(SCHEDULE.plannedSteps())
        .containsExactly(1_000L, 1_100L, 1_210L, 1_331L, 1_465L, 1_612L, 1_774L, 1_952L);
    assertThat(SCHEDULE.plannedLooks()).isEqualTo(8);
    assertThat(new LookSchedule(1_000, 1_000).plannedLooks()).isEqualTo(1);
    assertThat(new LookSchedule(1_000, 1_099).plannedLooks()).isEqualTo(1);
    assertThat(new LookSchedule(1_000, 1_100).plannedLooks()).isEqualTo(2);
    assertThat(new LookSchedule(1, 5).plannedSteps()).containsExactly(1L, 2L, 3L, 4L, 5L);
    // 1 + floor(ln 50 / ln 1.1), as nothing is rounded by much.
    assertThat(new LookSchedule(20_000, 1_000_000).plannedLooks()).isEqualTo(42);
    assertThat(new LookSchedule(1, 100_000_000_000_000L).plannedLooks()).isLessThan(350);
  }

  @Test
  void everyExperimentIsLookedAtFromAThousandUnitsOrFromItsPlan() {
    assertThat(LookSchedule.of(106_422)).isEqualTo(new LookSchedule(1_000, 106_422));
    assertThat(LookSchedule.of(1_000)).isEqualTo(new LookSchedule(1_000, 1_000));
    assertThat(LookSchedule.of(400)).isEqualTo(new LookSchedule(400, 400));
    assertThatThrownBy(() -> LookSchedule.of(0)).hasMessageStartingWith("minimumUnits is");
  }

  @Test
  void theFirstLookIsAtTheMinimum() {
    assertThat(SCHEDULE.due(999, DAY, List.of())).isEmpty();
    assertThat(SCHEDULE.due(1_000, DAY, List.of())).hasValue(1);
    assertThat(SCHEDULE.due(1_000, Duration.ZERO, List.of())).as("before the start").isEmpty();
    assertThat(SCHEDULE.due(50_000, DAY, List.of())).as("late").hasValue(1);
  }

  @Test
  void theNextIsATenthMoreUnitsThanTheLastHad() {
    var first = look(1_003, 24);
    assertThat(SCHEDULE.due(1_103, hours(25), List.of(first))).isEmpty();
    assertThat(SCHEDULE.due(1_104, hours(25), List.of(first))).hasValue(2);
    // Nothing was seen between 1,003 and 1,700 units: one look, and the next from there.
    assertThat(SCHEDULE.due(1_700, hours(40), List.of(first))).hasValue(2);
    var late = List.of(first, look(1_700, 40));
    assertThat(SCHEDULE.due(1_869, hours(43), late)).isEmpty();
    assertThat(SCHEDULE.due(1_870, hours(43), late)).hasValue(3);
  }

  @Test
  void onceThePlanIsReachedTimeCounts() {
    var taken = List.of(look(1_952, 100));
    assertThat(SCHEDULE.due(1_999, hours(120), taken)).as("not reached").isEmpty();
    assertThat(SCHEDULE.due(2_000, hours(109), taken)).isEmpty();
    assertThat(SCHEDULE.due(2_000, hours(110), taken)).hasValue(2);
    assertThat(SCHEDULE.due(9_000, hours(109), taken)).as("units count no more").isEmpty();
    assertThat(SCHEDULE.due(9_000, hours(500), taken)).as("once, however late").hasValue(2);
    assertThat(new LookSchedule(1_000, 1_100).due(1_100, hours(101), List.of(look(1_000, 100))))
        .as("the last step may be the planned number itself")
        .hasValue(2);
    // A step of the plan that was passed over counts, though the plan is reached meanwhile.
    assertThat(SCHEDULE.due(2_500, hours(101), List.of(look(1_500, 100)))).hasValue(2);
  }

  @Test
  void whereUnitsNoLongerGrowTimeCounts() {
    var taken = List.of(look(1_200, 100));
    assertThat(SCHEDULE.due(1_200, hours(109), taken)).isEmpty();
    assertThat(SCHEDULE.due(1_200, hours(110), taken)).hasValue(2);
    assertThat(SCHEDULE.due(1_211, hours(110), taken)).as("just below a tenth as fast").hasValue(2);
    assertThat(SCHEDULE.due(1_212, hours(110), taken)).as("a tenth as fast").isEmpty();
    assertThat(SCHEDULE.due(1_212, hours(111), taken)).as("and then they stop").hasValue(2);
    assertThat(SCHEDULE.due(1_319, hours(200), taken)).as("doubling the time").hasValue(2);
    assertThat(SCHEDULE.due(900, hours(110), taken)).as("some were excluded").hasValue(2);
    assertThat(SCHEDULE.due(1_200, hours(50), taken)).as("a clock that went back").isEmpty();
  }

  /** However it is asked, and by whom: a look that was taken is never due again. */
  @Test
  void noStepHasTwoLooks() {
    var random = new SplittableRandom(SEED);
    for (var round = 0; round < 200; round++) {
      var taken = new ArrayList<Look>();
      long units = 0;
      var now = Duration.ZERO;
      for (var i = 0; i < 500; i++) {
        units += random.nextInt(5) == 0 ? 0 : random.nextLong(1 + 10L * round);
        now = now.plusMinutes(random.nextLong(1, 200));
        var due = SCHEDULE.due(units, now, List.copyOf(taken));
        if (due.isPresent()) {
          assertThat(due).as("seed %d", SEED).hasValue(taken.size() + 1);
          taken.add(new Look(units, now));
          assertThat(SCHEDULE.due(units, now, taken)).as("seed %d", SEED).isEmpty();
        }
      }
      for (var i = 1; i < taken.size(); i++) {
        var before = taken.get(i - 1);
        var after = taken.get(i);
        assertThat(
                10 * after.units() >= 11 * before.units()
                    || after.elapsed().toMinutes() * 10 >= before.elapsed().toMinutes() * 11)
            .as("seed %d: %s, %s", SEED, before, after)
            .isTrue();
      }
      var bySteps = taken.stream().filter(look -> look.units() < 2_000).count();
      assertThat(taken.size()).as("seed %d", SEED).isLessThan(150);
      assertThat(bySteps).as("seed %d", SEED).isLessThanOrEqualTo(100);
    }
  }

  @Test
  void withSteadyTrafficThereAreAsManyLooksAsPlanned() {
    var schedule = new LookSchedule(2_000, 100_000);
    var taken = new ArrayList<Look>();
    for (long units = 1; units <= 100_000; units++) {
      var now = Duration.ofSeconds(10 * units);
      if (schedule.due(units, now, taken).isPresent()) {
        taken.add(new Look(units, now));
      }
    }
    assertThat(taken.stream().map(Look::units).toList()).isEqualTo(schedule.plannedSteps());
  }

  @Test
  void saysWhenTheNextLookIsDue() {
    var schedule = new LookSchedule(1_000, 1_200);
    assertThat(schedule.nextUnits(List.of())).hasValue(1_000);
    assertThat(schedule.nextElapsed(List.of())).isEmpty();
    var first = List.of(look(1_001, 10));
    assertThat(schedule.nextUnits(first)).hasValue(1_102);
    assertThat(schedule.due(1_101, hours(10), first)).isEmpty();
    assertThat(schedule.due(1_102, hours(10), first)).hasValue(2);
    var last = List.of(look(1_001, 10), look(1_102, 10));
    assertThat(schedule.nextUnits(last)).as("1,213 is above the plan").isEmpty();
    var next = schedule.nextElapsed(last).orElseThrow();
    assertThat(schedule.due(1_200, next, last)).hasValue(3);
    assertThat(schedule.due(1_200, next.minusNanos(2), last)).isEmpty();
  }

  @Test
  void refusesWhatLeavesNoLook() {
    assertThatThrownBy(() -> new LookSchedule(0, 10)).hasMessageStartingWith("minimumUnits is");
    assertThatThrownBy(() -> new LookSchedule(11, 10)).hasMessageStartingWith("minimumUnits is");
    assertThatThrownBy(() -> new LookSchedule(1, 100_000_000_000_001L))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Look(0, DAY)).hasMessageStartingWith("a look has");
    assertThatThrownBy(() -> new Look(1, Duration.ZERO)).hasMessageStartingWith("a look has");
    assertThat(new Look(1, Duration.ofNanos(1)).units()).isEqualTo(1);
    assertThat(SCHEDULE.due(0, DAY, List.of())).isEqualTo(OptionalInt.empty());
  }

  private static Look look(long units, int hours) {
    return new Look(units, hours(hours));
  }

  private static Duration hours(int hours) {
    return Duration.ofHours(hours);
  }
}
