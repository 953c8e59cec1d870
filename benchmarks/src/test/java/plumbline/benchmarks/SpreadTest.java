package plumbline.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void theIntervalIsStudents() {
    // R 4.2.2: t.test(c(0.52, 0.49, 0.55, 0.61, 0.5))$conf.int
    var spread = Spread.of(0.52, 0.49, 0.55, 0.61, 0.5);
    assertThat(spread.median()).isEqualTo(0.52);
    assertThat(spread.min()).isEqualTo(0.49);
    assertThat(spread.max()).isEqualTo(0.61);
    // mean 0.534, standard error sqrt(0.00233 / 5), t = 2.776445
    assertThat(spread.low()).isCloseTo(0.534 - 0.0599355, within(1e-6));
    assertThat(spread.high()).isCloseTo(0.534 + 0.0599355, within(1e-6));
  }

  @Test
  void theMedianOfAnEvenNumberIsBetweenTheMiddleTwo() {
    assertThat(Spread.of(4, 1, 2, 10).median()).isEqualTo(3);
  }

  @Test
  void oneRoundHasNoInterval() {
    assertThat(Spread.of(7).median()).isEqualTo(7);
    assertThat(Spread.of(7).low()).isNaN();
    assertThatThrownBy(Spread::of).isInstanceOf(IllegalArgumentException.class);
  }
}
