package plumbline.engine.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchLevelTest {
  @Test
  void aLookHasItsShare() {
    var level = new WatchLevel(0.05, 20, 3, 2);
    assertThat(level.atLook(1)).isEqualTo(0.9 * 0.05 / 120);
    assertThat(level.atLook(20)).isEqualTo(0.9 * 0.05 / 120);
    assertThat(level.atLook(21)).isCloseTo(0.1 * 0.05 / (2 * 6), within(1e-18));
    assertThat(level.atLook(22)).isCloseTo(0.1 * 0.05 / (6 * 6), within(1e-18));
    assertThat(level.atLook(120)).isCloseTo(0.1 * 0.05 / (100 * 101 * 6), within(1e-20));
    assertThat(new WatchLevel(1e-12, 1, 1, 1).atLook(1)).isEqualTo(0.9e-12);
    assertThatThrownBy(() -> level.atLook(0)).hasMessageStartingWith("number is");
  }

  /** After j further looks 0.1·(1 - 1/(j+1)) of them is spent: never more than all of it. */
  @ParameterizedTest
  @CsvSource({"0.05, 1, 1, 1", "0.05, 42, 8, 3", "0.01, 300, 1, 2"})
  void allLooksTogetherHaveTheirShareOfAlpha(double alpha, int looks, int guardrails, int arms) {
    var level = new WatchLevel(alpha, looks, guardrails, arms);
    double share = alpha / (guardrails * arms);
    double sum = 0;
    for (int number = 1; number <= looks + 100_000; number++) {
      sum += level.atLook(number);
      assertThat(sum).as("look " + number).isLessThanOrEqualTo(share);
    }
    assertThat(sum).isCloseTo(share * (1.0 - 0.1 / 100_001), within(share * 1e-9));
    assertThat(level.atLook(Integer.MAX_VALUE)).isPositive();
  }
}
