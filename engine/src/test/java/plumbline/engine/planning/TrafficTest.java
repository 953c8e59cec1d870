package plumbline.engine.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import plumbline.engine.planning.Traffic.EnrolmentTime;
import plumbline.engine.planning.Traffic.Growth;

class TrafficTest {
  private static final long SEED = 20_261_122;
  private static final BigDecimal DAY = BigDecimal.valueOf(86_400);

  @Test
  void aRampIsCountedDayByDay() {
    // 100 a day for 3 days, 500 a day for 4 days, then 1,000 a day.
    var traffic =
        new Traffic(1_000, 0.1, List.of(new Growth(days(3), 0.5), new Growth(days(7), 1)));
    assertThat(traffic.unitsIn(3)).isEqualTo(300);
    assertThat(traffic.unitsIn(7)).isEqualTo(2_300);
    assertThat(traffic.unitsIn(10)).isEqualTo(5_300);
    assertThat(traffic.timeFor(300)).isEqualTo(new EnrolmentTime(3, 7));
    assertThat(traffic.timeFor(301)).isEqualTo(new EnrolmentTime(4, 7));
    assertThat(traffic.timeFor(2_300)).isEqualTo(new EnrolmentTime(7, 7));
    assertThat(traffic.timeFor(2_301)).isEqualTo(new EnrolmentTime(8, 14));
    assertThat(traffic.timeFor(5_300).days()).isEqualTo(10);
    assertThat(traffic.timeFor(5_301).days()).isEqualTo(11);
  }

  @Test
  void aStepInTheMiddleOfADayCountsForTheRestOfIt() {
    var traffic = new Traffic(1_000, 0.1, List.of(new Growth(Duration.ofHours(12), 1)));
    assertThat(traffic.unitsIn(1)).isEqualTo(550);
    assertThat(traffic.timeFor(550).days()).isEqualTo(1);
    assertThat(traffic.timeFor(551).days()).isEqualTo(2);
  }

  @Test
  void anyRampAgreesWithCountingSecondsOneDayAtATime() {
    var random = new Random(SEED);
    for (var round = 0; round < 300; round++) {
      var traffic = ramp(random);
      var enrolled = BigDecimal.ZERO;
      for (var day = 1; day <= 40; day++) {
        var before = enrolled;
        enrolled = enrolled.add(unitSecondsOfDay(traffic, day));
        var units = enrolled.divide(DAY, 0, RoundingMode.DOWN).longValueExact();
        assertThat(traffic.unitsIn(day))
            .as("seed %d, %s, day %d", SEED, traffic, day)
            .isEqualTo(units);
        if (BigDecimal.valueOf(units).multiply(DAY).compareTo(before) > 0) {
          assertThat(traffic.timeFor(units).days())
              .as("seed %d, %s, %d units", SEED, traffic, units)
              .isEqualTo(day);
        }
      }
    }
  }

  @Test
  void aRampThatGrowsNothingIsTrafficThatStays() {
    var stays = new Traffic(1_234.5, 0.29);
    var ramped = new Traffic(1_234.5, 0.29, List.of(new Growth(Duration.ofNanos(1), 0.29)));
    for (var units : new long[] {1, 357, 358, 359, 1_000_000, 99_999_999_999_999L}) {
      assertThat(ramped.timeFor(units)).isEqualTo(stays.timeFor(units));
    }
    for (var days : new long[] {1, 2, 90, 1_000_000}) {
      assertThat(ramped.unitsIn(days)).isEqualTo(stays.unitsIn(days));
    }
  }

  @Test
  void whatShrinksOrGoesBackInTimeIsNoRamp() {
    refused(new Growth(days(1), 0.4));
    refused(new Growth(days(1), 1.1));
    refused(new Growth(Duration.ZERO, 0.6));
    refused(new Growth(days(2), 0.6), new Growth(days(2), 0.7));
    refused(new Growth(days(2), 0.7), new Growth(days(3), 0.6));
  }

  private static void refused(Growth... growth) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Traffic(1_000, 0.5, List.of(growth)));
  }

  /** A day's units times 86,400: each stretch of seconds at its share. Steps are whole seconds. */
  private static BigDecimal unitSecondsOfDay(Traffic traffic, int day) {
    var end = day * 86_400L;
    var units = BigDecimal.ZERO;
    for (var second = end - 86_400; second < end; ) {
      var share = traffic.share();
      var next = end;
      for (var step : traffic.growth()) {
        var at = step.after().toSeconds();
        if (at <= second) {
          share = step.share();
        } else {
          next = Math.min(next, at);
        }
      }
      units =
          units.add(
              BigDecimal.valueOf(traffic.unitsPerDay())
                  .multiply(BigDecimal.valueOf(share))
                  .multiply(BigDecimal.valueOf(next - second)));
      second = next;
    }
    return units;
  }

  private static Traffic ramp(Random random) {
    var steps = random.nextInt(6);
    var growth = new ArrayList<Growth>();
    var at = 0L;
    var share = 1 + random.nextInt(100);
    for (var i = 0; i < steps; i++) {
      at += 1 + random.nextLong(8 * 86_400);
      share += random.nextInt(150);
      growth.add(new Growth(Duration.ofSeconds(at), Math.min(share, 1_000) / 1_000.0));
    }
    var first = growth.isEmpty() ? share / 1_000.0 : growth.getFirst().share() / 2;
    return new Traffic(1 + random.nextInt(1_000_000), first, growth);
  }

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }
}
