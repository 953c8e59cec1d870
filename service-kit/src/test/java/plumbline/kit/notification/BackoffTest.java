package plumbline.kit.notification;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Backoff BACKOFF = new Backoff(Duration.ofSeconds(5), Duration.ofSeconds(60));
  private static final RandomGenerator RANDOM = new SplittableRandom(7);
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);

  @Test
  void pausesDoubleUpToTheLongest() {
    between(2_500, 5_000, 1);
    between(5_000, 10_000, 2);
    between(20_000, 40_000, 4);
    between(30_000, 60_000, 5);
    between(30_000, 60_000, 31);
    between(30_000, 60_000, 1_000_000);
  }

  @Test
  void aPauseIsByChance() {
    var pauses = RANDOM.ints(100).mapToObj(_ -> after(1, Optional.empty())).distinct().toList();
    assertThat(pauses).hasSizeGreaterThan(50);
  }

  @Test
  void aWishForPeaceIsGrantedUpToTheLongestPause() {
    assertThat(after(1, Optional.of(Duration.ofSeconds(33)))).isEqualTo(Duration.ofSeconds(33));
    assertThat(after(1, Optional.of(Duration.ofDays(33)))).isEqualTo(Duration.ofSeconds(60));
    assertThat(after(4, Optional.of(Duration.ofSeconds(1)))).isGreaterThan(Duration.ofSeconds(19));
  }

  @Test
  void onlyTwoHundredsAreWell() {
    for (var status : new int[] {200, 201, 204, 299}) {
      assertThat(Answer.of(status, null, CLOCK)).isEqualTo(new Answer.Taken());
    }
    for (var status : new int[] {100, 199, 300, 302, 400, 410, 500, 503}) {
      assertThat(Answer.of(status, null, CLOCK))
          .isEqualTo(new Answer.Failed("answered " + status, Optional.empty()));
    }
  }

  @Test
  void retryAfterIsSecondsOrADate() {
    assertThat(retryAfter("120")).contains(Duration.ofSeconds(120));
    assertThat(retryAfter(" 0 ")).contains(Duration.ZERO);
    assertThat(retryAfter("Sun, 01 Mar 2026 12:00:30 GMT")).contains(Duration.ofSeconds(30));
    assertThat(retryAfter("Sun, 01 Mar 2026 11:00:30 GMT")).isEmpty();
    assertThat(retryAfter("-5")).isEmpty();
    assertThat(retryAfter("soon")).isEmpty();
    assertThat(retryAfter("99999999999999999999")).isEmpty();
  }

  private static Optional<Duration> retryAfter(String header) {
    return Answer.of(503, header, CLOCK) instanceof Answer.Failed failed
        ? failed.retryAfter()
        : Optional.empty();
  }

  private static void between(long least, long most, int attempt) {
    for (var i = 0; i < 100; i++) {
      assertThat(after(attempt, Optional.empty()).toMillis()).isBetween(least, most);
    }
  }

  private static Duration after(int attempt, Optional<Duration> asked) {
    return BACKOFF.after(attempt, asked, RANDOM);
  }
}
