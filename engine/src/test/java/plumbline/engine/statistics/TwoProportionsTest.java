package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class TwoProportionsTest {
  private static final Offset<Double> NEAR = within(5.1e-5);

  @Test
  void theDifferencesAreThosePublished() {
    // Newcombe 1998, Statistics in Medicine 17, table II: method 1 (Wald), method 10
    TwoProportions table = table(48, 80, 56, 70);
    assertNear(table.wald(0.05), 0.0575, 0.3425);
    assertNear(table.newcombe(0.05), 0.0524, 0.3339);
    assertNear(table(3, 10, 9, 10).newcombe(0.05), 0.1705, 0.8090);
    assertNear(table(0, 10, 10, 10).newcombe(0.05), 0.6075, 1.0000);
  }

  @Test
  void aSuccessAndAFailureAreAddedToEachArm() {
    assertThat(table(0, 50, 4, 50).agrestiCaffo(0.05)).isEqualTo(table(1, 52, 5, 52).wald(0.05));
  }

  @Test
  void theRatioIsKatz() {
    // 2·exp(±1.959963984540054·sqrt(0.9/10 + 0.8/20)), Python 3.11 math
    Interval ratio = table(10, 100, 20, 100).katz(0.05).orElseThrow();
    assertThat(ratio.lower()).isCloseTo(0.9865632067317821, within(1e-13));
    assertThat(ratio.upper()).isCloseTo(4.054479198804628, within(1e-13));
    assertThat(table(0, 100, 20, 100).katz(0.05)).isEmpty();
    assertThat(table(10, 100, 0, 100).katz(0.05)).isEmpty();
  }

  @Test
  void oneUnitPerArmIsEnough() {
    TwoProportions table = table(0, 1, 1, 1);
    assertThat(table.pooled().orElseThrow().z()).isCloseTo(Math.sqrt(2), within(1e-15));
    assertThat(table.unpooled()).as("neither arm varies").isEmpty();
    assertThat(table.wald(0.05)).isEqualTo(new Interval(1, 1));
  }

  @Test
  void nothingVaryingHasNoTest() {
    for (TwoProportions table : new TwoProportions[] {table(0, 40, 0, 60), table(40, 40, 60, 60)}) {
      assertThat(table.pooled()).isEmpty();
      assertThat(table.unpooled()).isEmpty();
      assertThat(table.newcombe(0.05).contains(0)).isTrue();
    }
  }

  @Test
  void aThousandMillionUnitsAreOrdinary() {
    TwoProportions table = table(5, 1_000_000_000, 12, 1_000_000_000);
    // 7 / sqrt(17·(1 - 8.5e-9)) and 7 / sqrt(17 - 169e-9), Python 3.11 math
    assertThat(table.pooled().orElseThrow().z()).isCloseTo(1.6977493824697656, within(1e-12));
    assertThat(table.unpooled().orElseThrow().z()).isCloseTo(1.697749383693144, within(1e-12));
  }

  @Test
  void refusesAnEmptyArm() {
    assertThatThrownBy(() -> table(0, 0, 1, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> table(1, 2, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> table(1, 2, 1, 2).wald(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertNear(Interval got, double lower, double upper) {
    assertThat(got.lower()).isCloseTo(lower, NEAR);
    assertThat(got.upper()).isCloseTo(upper, NEAR);
  }

  private static TwoProportions table(long x1, long n1, long x2, long n2) {
    return new TwoProportions(new Proportion(x1, n1), new Proportion(x2, n2));
  }
}
