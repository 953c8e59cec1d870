package plumbline.engine.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static plumbline.engine.planning.Significance.twoSided;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Curves of a plan, as data. */
class PlanCurvesTest {
  private static final Significance USUAL = twoSided(0.05);
  private static final Split HALVES = Split.even(2);
  private static final Baseline REVENUE = new Baseline.Mean(12.0, 40.0);

  @Test
  void powerRisesAlongItsCurve() {
    var plan = new ExperimentPlan(new Baseline.Rate(0.03), HALVES, USUAL, 0.8);
    var points = PowerCurve.of(plan, 0.003, 1_000, 200_000, 21).points();
    assertThat(points).hasSize(21);
    assertThat(points.getFirst().units()).isEqualTo(1_000);
    assertThat(points.get(1).units()).isEqualTo(10_950);
    assertThat(points.getLast().units()).isEqualTo(200_000);
    assertThat(points.stream().map(PowerCurve.Point::power).toList())
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(PowerCurve.of(plan, 0.003, 2, 2 * 53_210.5, 2).points().getLast().power())
        .isCloseTo(0.8, within(1e-5));
  }

  @Test
  void theMdeFallsWithTheDaysAndFasterWithTheRamp() {
    var plan = new ExperimentPlan(new Baseline.Rate(0.03), HALVES, USUAL, 0.8);
    var ramp = new Traffic(5_000, 0.1, List.of(new Traffic.Growth(Duration.ofDays(7), 1.0)));
    var points = MdeCurve.of(plan, ramp, 28, Direction.INCREASE, 400).points();
    assertThat(points.stream().map(MdeCurve.Point::days).toList())
        .isEqualTo(LongStream.rangeClosed(1, 28).boxed().toList());
    assertThat(points.get(6).units()).isEqualTo(3_500);
    assertThat(points.get(7).units()).isEqualTo(8_500);
    double before = Double.POSITIVE_INFINITY;
    for (var point : points) {
      double found = point.difference().getAsDouble();
      assertThat(found).isLessThan(before);
      assertThat(plan.power(found, (double) point.units()).detected()).isCloseTo(0.8, within(1e-9));
      before = found;
    }
    var few = MdeCurve.of(plan, ramp, 90, Direction.DECREASE, 7).points();
    assertThat(few.stream().map(MdeCurve.Point::days).toList())
        .containsExactly(13L, 26L, 39L, 52L, 65L, 78L, 90L);
    assertThat(few.getLast().difference().getAsDouble()).isNegative();
    var one = MdeCurve.of(plan, new Traffic(1, 1), 1, Direction.INCREASE, 2).points();
    assertThat(one).hasSize(1);
    assertThat(MdeCurve.of(plan, ramp, 1_000_000, Direction.INCREASE, 2).points()).hasSize(2);
  }

  @Test
  void whatCannotBeFoundHasNoMde() {
    var plan = new ExperimentPlan(new Baseline.Rate(0.9), HALVES, USUAL, 0.8);
    var points = MdeCurve.of(plan, new Traffic(2, 0.3), 300, Direction.INCREASE, 300).points();
    assertThat(points.getFirst().units()).isZero();
    assertThat(points.getFirst().difference()).isEmpty();
    assertThat(points.get(100).difference()).as("60 units").isEmpty();
    assertThat(points.getLast().difference()).as("180 units").isPresent();
  }

  @Test
  void smallerDifferencesNeedMoreUnits() {
    var plan = new ExperimentPlan(REVENUE, HALVES, USUAL, 0.8);
    var points = SampleSizeCurve.of(plan, -4.0, -0.5, 4).points();
    assertThat(points.stream().map(SampleSizeCurve.Point::difference).toList())
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b))
        .containsExactly(-4.0, -2.0, -1.0, -0.5);
    for (int i = 1; i < 4; i++) {
      double more = points.get(i).units().total() / (double) points.get(i - 1).units().total();
      assertThat(more).isCloseTo(4.0, within(0.01));
    }
    assertThat(points.getLast().difference()).isEqualTo(-0.5);
    assertThat(points.get(1).units().control()).isEqualTo(plan.unitsFor(2.0).control());
  }

  @Test
  void refusesTheImpossibleByName() {
    var plan = new ExperimentPlan(REVENUE, HALVES, USUAL, 0.8);
    refuses("points is ", () -> PowerCurve.of(plan, 1, 10, 20, 1));
    refuses("points is ", () -> PowerCurve.of(plan, 1, 10, 20, 401));
    refuses("fromUnits is ", () -> PowerCurve.of(plan, 1, 0, 20, 5));
    refuses("toUnits is ", () -> PowerCurve.of(plan, 1, 20, 20, 5));
    refuses("days is ", () -> MdeCurve.of(plan, new Traffic(9, 1), 0, Direction.INCREASE, 5));
    refuses(
        "days is ", () -> MdeCurve.of(plan, new Traffic(9, 1), 1_000_001, Direction.INCREASE, 5));
    refuses("points is ", () -> MdeCurve.of(plan, new Traffic(9, 1), 9, Direction.INCREASE, 1));
    refuses("points is ", () -> SampleSizeCurve.of(plan, 1, 2, 1));
    refuses("difference is ", () -> SampleSizeCurve.of(plan, 0, 2, 5));
    refuses("to is ", () -> SampleSizeCurve.of(plan, 1, -2, 5));
    refuses("to is ", () -> SampleSizeCurve.of(plan, 1, 1, 5));
  }

  private static void refuses(String named, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(named);
  }
}
