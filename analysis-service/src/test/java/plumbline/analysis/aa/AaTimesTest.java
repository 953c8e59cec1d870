package plumbline.analysis.aa;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AaTimesTest {
  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final Duration EVERY = Duration.ofDays(90);

  @Test
  void aNewDeploymentIsCheckedADayAfterItsBeginningAndIsNotOverdue() {
    var fresh = new AaTimes(NOW.minus(Duration.ofDays(1)), Optional.empty(), Optional.empty());
    assertThat(fresh.isDue(EVERY, NOW)).isFalse();
    assertThat(fresh.isDue(EVERY, NOW.plusSeconds(1))).isTrue();
    assertThat(fresh.isOverdue(EVERY, NOW.plusSeconds(1))).isFalse();
    assertThat(fresh.isOverdue(EVERY, NOW.plus(Duration.ofDays(91)))).isTrue();
  }

  @Test
  void whatHasBeenCheckedIsDueAfterTheTimeAndOverdueADayLater() {
    assertThat(said(90, 0).isDue(EVERY, NOW)).isFalse();
    assertThat(said(90, 1).isDue(EVERY, NOW)).isTrue();
    assertThat(said(91, 0).isOverdue(EVERY, NOW)).isFalse();
    assertThat(said(91, 1).isOverdue(EVERY, NOW)).isTrue();
  }

  @Test
  void whatSaidNothingIsTriedAgainADayLater() {
    var tried =
        new AaTimes(Instant.EPOCH, Optional.empty(), Optional.of(NOW.minus(Duration.ofDays(1))));
    assertThat(tried.isDue(EVERY, NOW)).isFalse();
    assertThat(tried.isDue(EVERY, NOW.plusSeconds(1))).isTrue();
  }

  @Test
  void withoutAScheduleNothingIsEverDue() {
    assertThat(said(1_000, 0).isDue(Duration.ZERO, NOW)).isFalse();
    assertThat(said(1_000, 0).isOverdue(Duration.ZERO, NOW)).isFalse();
  }

  private static AaTimes said(int days, int seconds) {
    var last = NOW.minus(Duration.ofDays(days)).minusSeconds(seconds);
    return new AaTimes(last.minusSeconds(1), Optional.of(last), Optional.empty());
  }
}
