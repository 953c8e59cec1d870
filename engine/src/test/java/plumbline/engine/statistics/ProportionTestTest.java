package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import plumbline.engine.statistics.NotDefined.Reason;
import plumbline.engine.statistics.ProportionTest.Method;
import plumbline.engine.statistics.RelativeLift.Bounded;
import plumbline.engine.statistics.RelativeLift.Unbounded;

class ProportionTestTest {
  private static final ProportionTest TEST = new ProportionTest(0.05);

  @Test
  void nobodySucceedingIsAnAnswer() {
    var result = compare(0, 40, 0, 60);
    assertThat(result.difference()).isZero();
    assertThat(result.pooled()).isEmpty();
    assertThat(result.method()).isEqualTo(Method.SCORE);
    assertThat(result.lift()).isEqualTo(new NotDefined(Reason.CONTROL_IS_ZERO));
    // At no success the ends are k/(n + k), k = 1.959964²·100/99 = 3.880262
    assertThat(result.interval().upper()).isCloseTo(0.060743, offset());
    assertThat(result.interval().lower()).isCloseTo(-0.088428, offset());
  }

  @Test
  void everybodySucceedingIsAnAnswer() {
    var result = compare(40, 40, 60, 60);
    assertThat(result.difference()).isZero();
    assertThat(result.pooled()).isEmpty();
    assertThat(result.interval().upper()).isCloseTo(0.088428, offset());
    assertThat(result.interval().lower()).isCloseTo(-0.060743, offset());
    var lift = (Bounded) result.lift();
    assertThat(lift.estimate()).isZero();
    // k/40 and -k/(60 + k), k as above
    assertThat(lift.interval().upper()).isCloseTo(0.097007, offset());
    assertThat(lift.interval().lower()).isCloseTo(-0.060743, offset());
  }

  @Test
  void aTreatmentWithoutSuccessHasALiftAllTheSame() {
    var result = compare(10, 50, 0, 50);
    assertThat(result.method()).isEqualTo(Method.SCORE);
    assertThat(result.pooled().orElseThrow().z()).isNegative();
    var lift = (Bounded) result.lift();
    assertThat(lift.estimate()).isEqualTo(-1.0);
    assertThat(lift.interval().lower()).isEqualTo(-1.0);
    assertThat(lift.interval().upper()).isCloseTo(-0.633372, offset());
  }

  @Test
  void aControlWithoutSuccessHasNoNumberForTheLift() {
    var result = compare(0, 50, 10, 50);
    assertThat(result.method()).isEqualTo(Method.SCORE);
    assertThat(result.lift()).isEqualTo(new Unbounded(new RelativeLift.Above()));
    assertThat(result.pooled().orElseThrow().pValueTwoSided()).isLessThan(0.05);
    assertThat(result.interval().lower()).isPositive();
  }

  @Test
  void manySuccessesAreTheUsualThree() {
    var table = new TwoProportions(new Proportion(300, 10_000), new Proportion(345, 10_000));
    var result = compare(300, 10_000, 345, 10_000);
    assertThat(result.method()).isEqualTo(Method.POOLED_NEWCOMBE);
    assertThat(result.pooled()).isEqualTo(table.pooled());
    assertThat(result.interval()).isEqualTo(table.newcombe(0.05));
    assertThat(result.lift()).isEqualTo(table.fieller(0.05));
  }

  /** p = 0.0465 by the pooled test, while Newcombe's interval begins at -0.0000108. */
  @Test
  void whereTheUsualThreeDisagreeTheScoreDecidesAll() {
    var table = new TwoProportions(new Proportion(10, 1_000), new Proportion(21, 1_000));
    assertThat(table.pooled().orElseThrow().pValueTwoSided()).isLessThan(0.05);
    assertThat(table.newcombe(0.05).contains(0.0)).isTrue();
    var result = compare(10, 1_000, 21, 1_000);
    var score = new MiettinenNurminen(table, 0.05);
    assertThat(result.method()).isEqualTo(Method.SCORE);
    assertThat(result.pooled()).isEqualTo(score.test());
    assertThat(result.interval()).isEqualTo(score.difference());
    assertThat(result.lift()).isEqualTo(score.lift());
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
    // The pooled z is the root of 2, its factor N/(N-1) = 2.
    assertThat(compare(0, 1, 1, 1).pooled().orElseThrow().z()).isCloseTo(1.0, offset());
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

  @Test
  void aLevelThatIsNoneIsRefusedAtOnce() {
    assertThatThrownBy(() -> new ProportionTest(0.0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("alpha");
  }

  private static Offset<Double> offset() {
    return Offset.offset(1e-6);
  }
}
