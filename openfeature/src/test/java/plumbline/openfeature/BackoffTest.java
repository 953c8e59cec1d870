package plumbline.openfeature;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  private static final Duration FIRST = Duration.ofMillis(200);
  private static final Duration MOST = Duration.ofSeconds(30);

  @Test
  void itDoublesUpToTheLongest() {
    var longest = new Backoff(FIRST, MOST, () -> 1);
    assertThat(longest.after(0, Duration.ZERO)).isEqualTo(FIRST);
    assertThat(longest.after(1, Duration.ZERO)).isEqualTo(Duration.ofMillis(400));
    assertThat(longest.after(7, Duration.ZERO)).isEqualTo(Duration.ofMillis(25_600));
    assertThat(longest.after(8, Duration.ZERO)).isEqualTo(MOST);
    assertThat(longest.after(Integer.MAX_VALUE, Duration.ZERO)).isEqualTo(MOST);
  }

  @Test
  void halfOfItIsRandom() {
    assertThat(new Backoff(FIRST, MOST, () -> 0).after(1, Duration.ZERO)).isEqualTo(FIRST);
    assertThat(new Backoff(FIRST, MOST, () -> 0.5).after(0, Duration.ZERO))
        .isEqualTo(Duration.ofMillis(150));
  }

  @Test
  void whatTheServerAsksForComesFirstAndIsBounded() {
    var shortest = new Backoff(FIRST, MOST, () -> 0);
    assertThat(shortest.after(0, Duration.ofSeconds(7))).isEqualTo(Duration.ofMillis(7_100));
    assertThat(shortest.after(0, Duration.ofDays(7)))
        .isEqualTo(Duration.ofMinutes(5).plusMillis(100));
  }
}
