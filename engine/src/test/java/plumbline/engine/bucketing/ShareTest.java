package plumbline.engine.bucketing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShareTest {
  @Test
  void nobodyIsInNothingAndEverybodyInAll() {
    assertThat(Share.threshold(0.0)).isZero();
    assertThat(Share.includes(0.0, 0)).isFalse();
    assertThat(Share.threshold(1.0)).isEqualTo(10_000);
    assertThat(Share.includes(1.0, 9_999)).isTrue();
  }

  @Test
  void roundsUpInDoubleArithmetic() {
    assertThat(Share.threshold(0.5)).isEqualTo(5_000);
    assertThat(Share.threshold(1e-12)).isEqualTo(1);
    assertThat(Share.threshold(0.07)).isEqualTo(701);
    assertThat(Share.includes(0.07, 700)).isTrue();
    assertThat(Share.includes(0.07, 701)).isFalse();
  }

  @Test
  void refusesWhatIsNoShare() {
    for (double wrong : new double[] {-0.1, 1.000001, Double.NaN}) {
      assertThatThrownBy(() -> Share.threshold(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
