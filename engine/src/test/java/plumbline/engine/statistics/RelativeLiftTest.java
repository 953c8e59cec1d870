package plumbline.engine.statistics;

import static java.lang.Double.NEGATIVE_INFINITY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import plumbline.engine.statistics.NotDefined.Reason;
import plumbline.engine.statistics.RelativeLift.Bounded;
import plumbline.engine.statistics.RelativeLift.Complement;
import plumbline.engine.statistics.RelativeLift.Unbounded;
import plumbline.engine.statistics.RelativeLift.WholeLine;

class RelativeLiftTest {
  private static final long SEED = 20_260_410;

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
  void aKnownTreatmentLeavesControlsUncertainty() {
    // |5 - q·4| <= 2·q/2 holds from 1 to 5/3.
    var lift = (Bounded) RelativeLift.fieller(new Estimate(4, 0.25), new Estimate(5, 0), 2);
    assertThat(lift.estimate()).isEqualTo(0.25);
    assertThat(lift.interval().lower()).isCloseTo(0.0, Offset.offset(1e-15));
    assertThat(lift.interval().upper()).isCloseTo(2 / 3.0, Offset.offset(1e-15));
  }

  @Test
  void aControlAtTheEdgeOfZeroIsUnbounded() {
    // |4| is exactly two standard errors of 2 away from zero.
    assertThat(RelativeLift.fieller(new Estimate(4, 4), new Estimate(5, 1), 2))
        .isEqualTo(new Unbounded(new Complement(new Interval(NEGATIVE_INFINITY, -0.475))));
    assertThat(RelativeLift.fieller(new Estimate(0.1, 4), new Estimate(0.1, 4), 2))
        .isEqualTo(new Unbounded(new WholeLine()));
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

  /** A lift is left open exactly if it solves the inequality, whatever the shape is. */
  @Test
  void whatIsLeftOpenSolvesTheInequality() {
    Random random = new Random(SEED);
    int[] shapes = new int[3];
    for (int round = 0; round < 20_000; round++) {
      Estimate control = new Estimate(2 * random.nextGaussian(), random.nextDouble());
      Estimate treatment = new Estimate(2 * random.nextGaussian(), random.nextDouble());
      RelativeLift lift = RelativeLift.fieller(control, treatment, 1.5);
      for (int i = 0; i < 10; i++) {
        double r = Math.tan(Math.PI * (random.nextDouble() - 0.5));
        double gap = treatment.value() - (1 + r) * control.value();
        double variance = treatment.variance() + (1 + r) * (1 + r) * control.variance();
        double slack = 2.25 * variance - gap * gap;
        if (Math.abs(slack) > 1e-9) {
          assertThat(isLeftOpen(lift, r, shapes))
              .as("seed %d, round %d, %s, %s", SEED, round, lift, r)
              .isEqualTo(slack > 0);
        }
      }
    }
    assertThat(shapes).as("the grid has every shape").doesNotContain(0);
  }

  private static boolean isLeftOpen(RelativeLift lift, double r, int[] shapes) {
    return switch (lift) {
      case Bounded(double _, Interval interval) -> {
        shapes[0]++;
        yield interval.contains(r);
      }
      case Unbounded(Complement(Interval excluded)) -> {
        shapes[1]++;
        yield !excluded.contains(r);
      }
      case Unbounded(WholeLine()) -> {
        shapes[2]++;
        yield true;
      }
      case Unbounded _, NotDefined _ -> throw new AssertionError(lift);
    };
  }

  @Test
  void aTreatmentOfZeroBesideAControlAtTheEdgeLeavesAllOpen() {
    assertThat(RelativeLift.fieller(new Estimate(4, 4), new Estimate(0, 1), 2))
        .isEqualTo(new Unbounded(new WholeLine()));
  }
}
