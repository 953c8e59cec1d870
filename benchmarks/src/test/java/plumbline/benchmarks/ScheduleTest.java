package plumbline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  @Test
  void arrivalsRiseAtTheWantedRateWithExponentialGaps() {
    var arrivals = Schedule.arrivals(250, 100_000, new Random(1));
    assertThat(arrivals).isSorted();
    // 100,000 gaps of 4 ms on the average; exp(-1) of them are longer than that.
    assertThat(arrivals[99_999] / 1e9).isCloseTo(400, within(5.0));
    var longer = 0;
    for (var i = 1; i < arrivals.length; i++) {
      if (arrivals[i] - arrivals[i - 1] > 4_000_000) {
        longer++;
      }
    }
    assertThat(longer / 100_000.0).isCloseTo(Math.exp(-1), within(0.01));
  }
}
