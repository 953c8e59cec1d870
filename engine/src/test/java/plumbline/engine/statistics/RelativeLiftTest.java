package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import plumbline.engine.statistics.NotDefined.Reason;
import plumbline.engine.statistics.RelativeLift.Bounded;
import plumbline.engine.statistics.RelativeLift.Shape;
import plumbline.engine.statistics.RelativeLift.Unbounded;

class RelativeLiftTest {
  @Test
  void nothingIsRelativeToZero() {
    assertThat(RelativeLift.fieller(new Estimate(0, 0.1), new Estimate(1, 0.1), 1.96))
        .isEqualTo(new NotDefined(Reason.CONTROL_IS_ZERO));
  }

  @Test
  void certaintyIsNotClaimed() {
    NotDefined none = new NotDefined(Reason.NO_VARIANCE);
    assertThat(RelativeLift.fieller(new Estimate(5, 0), new Estimate(6, 0), 1.96)).isEqualTo(none);
    assertThat(RelativeLift.fieller(new Estimate(5, 1), new Estimate(0, 0), 1.96)).isEqualTo(none);
  }

  @Test
  void aKnownControlMakesItAPlainInterval() {
    RelativeLift lift = RelativeLift.fieller(new Estimate(4, 0), new Estimate(5, 0.25), 2);
    assertThat(lift).isEqualTo(new Bounded(0.25, new Interval(0.0, 0.5)));
  }

  @Test
  void aControlAtTheEdgeOfZeroIsUnbounded() {
    // |4| is exactly two standard errors of 2 away from zero.
    assertThat(RelativeLift.fieller(new Estimate(4, 4), new Estimate(5, 1), 2))
        .isEqualTo(new Unbounded(Shape.COMPLEMENT));
    assertThat(RelativeLift.fieller(new Estimate(0.1, 4), new Estimate(0.1, 4), 2))
        .isEqualTo(new Unbounded(Shape.WHOLE_LINE));
  }

  @Test
  void theSignTurnsWithANegativeControl() {
    var lift = (Bounded) RelativeLift.fieller(new Estimate(-2, 0.01), new Estimate(-1, 0.01), 2);
    assertThat(lift.estimate()).isEqualTo(-0.5);
    assertThat(lift.interval().upper()).isNegative();
  }

  /** Both ends solve the equation that defines them. */
  @Test
  void endsAreRoots() {
    Estimate control = new Estimate(3, 0.4);
    Estimate treatment = new Estimate(3.3, 0.7);
    var lift = (Bounded) RelativeLift.fieller(control, treatment, 1.5);
    for (double r : new double[] {lift.interval().lower(), lift.interval().upper()}) {
      double gap = treatment.value() - (1 + r) * control.value();
      double variance = treatment.variance() + (1 + r) * (1 + r) * control.variance();
      assertThat(gap * gap).isCloseTo(2.25 * variance, Offset.offset(1e-12));
    }
  }
}
