package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import plumbline.engine.statistics.NotDefined.Reason;

class ProportionTestTest {
  private static final ProportionTest TEST = new ProportionTest(0.05);

  @Test
  void nobodySucceedingIsAnAnswer() {
    var result = compare(0, 40, 0, 60);
    assertThat(result.difference()).isZero();
    assertThat(result.pooled()).isEmpty();
    assertThat(result.lift()).isEqualTo(new NotDefined(Reason.CONTROL_IS_ZERO));
    // Wilson at no success is [0, z²/(n+z²)], z = 1.959964: 3.841459/63.841459, 3.841459/43.841459
    assertThat(result.interval().upper()).isCloseTo(0.060171, offset());
    assertThat(result.interval().lower()).isCloseTo(-0.087622, offset());
  }

  @Test
  void everybodySucceedingIsAnAnswer() {
    var result = compare(40, 40, 60, 60);
    assertThat(result.difference()).isZero();
    assertThat(result.pooled()).isEmpty();
    assertThat(result.lift()).isEqualTo(new NotDefined(Reason.NO_VARIANCE));
    assertThat(result.interval().upper()).isCloseTo(0.087622, offset());
    assertThat(result.interval().lower()).isCloseTo(-0.060171, offset());
  }

  @Test
  void aTreatmentWithoutSuccessHasNoCertainLift() {
    var result = compare(10, 50, 0, 50);
    assertThat(result.pooled().orElseThrow().z()).isNegative();
    assertThat(result.lift()).isEqualTo(new NotDefined(Reason.NO_VARIANCE));
  }

  @Test
  void oppositeExtremesStayInRange() {
    var result = compare(0, 5, 5, 5);
    assertThat(result.difference()).isEqualTo(1.0);
    assertThat(result.interval().upper()).isEqualTo(1.0);
    assertThat(result.interval().lower()).isBetween(0.0, 1.0);
  }

  @Test
  void oneUnitPerArmIsEnoughNoneIsNot() {
    assertThat(compare(0, 1, 1, 1).pooled().orElseThrow().z())
        .isCloseTo(1.414213562373095, offset());
    NotDefined tooFew = new NotDefined(Reason.TOO_FEW_UNITS);
    assertThat(TEST.compare(new Proportion(0, 0), new Proportion(1, 2))).isEqualTo(tooFew);
    assertThat(TEST.compare(new Proportion(1, 2), new Proportion(0, 0))).isEqualTo(tooFew);
  }

  /** Every table of up to six units per arm, so that no NaN hides. */
  @Test
  void noSmallTableLeaksNaN() {
    for (int n1 = 1; n1 <= 6; n1++) {
      for (int n2 = 1; n2 <= 6; n2++) {
        for (int x = 0; x < (n1 + 1) * (n2 + 1); x++) {
          assertSound(compare(x / (n2 + 1), n1, x % (n2 + 1), n2));
        }
      }
    }
  }

  @Test
  void refusesCountsThatCannotBe() {
    assertThatThrownBy(() -> new Proportion(3, 2)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Proportion(-1, 2)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertSound(ProportionTest.Compared result) {
    assertThat(result.interval().contains(result.difference())).as(result.toString()).isTrue();
    result.pooled().ifPresent(z -> assertThat(z.pValueTwoSided()).isBetween(0.0, 1.0));
    if (result.lift() instanceof RelativeLift.Bounded(double estimate, Interval interval)) {
      assertThat(interval.contains(estimate)).as(result.toString()).isTrue();
    }
  }

  private static ProportionTest.Compared compare(long x1, long n1, long x2, long n2) {
    return (ProportionTest.Compared) TEST.compare(new Proportion(x1, n1), new Proportion(x2, n2));
  }

  private static Offset<Double> offset() {
    return Offset.offset(1e-6);
  }
}
