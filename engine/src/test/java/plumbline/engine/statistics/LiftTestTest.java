package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumbline.engine.statistics.LiftTest.Compared;
import plumbline.engine.statistics.LiftTest.Method;
import plumbline.engine.statistics.NotDefined.Reason;

class LiftTestTest {
  private static final long SEED = 20_260_407;
  private static final ArmSummary CONTROL = new ArmSummary(40, 4.0, 8.0);
  private static final ArmSummary TREATMENT = new ArmSummary(60, 5.0, 9.0);

  @ParameterizedTest
  @EnumSource
  void pValueAndIntervalNeverContradictEachOther(Method method) {
    Random random = new Random(SEED);
    int significant = 0;
    for (int round = 0; round < 5_000; round++) {
      double alpha = new double[] {0.2, 0.05, 0.01}[round % 3];
      var control = new ArmSummary(2 + random.nextInt(50), 3.0 + random.nextDouble(), 4.0);
      var treatment = new ArmSummary(2 + random.nextInt(50), 2.0 + 4.0 * random.nextDouble(), 1.0);
      var result = (Compared) new LiftTest(alpha, method).compare(control, treatment);
      boolean below = result.pValueTwoSided() < alpha;
      assertThat(result.interval().contains(0.0))
          .as("seed %d, round %d: %s", SEED, round, result)
          .isEqualTo(!below);
      assertThat(result.interval().contains(result.estimate())).isTrue();
      significant += below ? 1 : 0;
    }
    assertThat(significant).as("the grid has both answers").isBetween(500, 4_500);
  }

  @Test
  void byHand() {
    var delta = compare(Method.DELTA, CONTROL, TREATMENT);
    // 9/60/16 + 8/40·25/256
    assertThat(delta.standardError()).isCloseTo(Math.sqrt(0.009375 + 0.01953125), within(1e-15));
    assertThat(delta.estimate()).isEqualTo(0.25);
    assertThat(delta.t()).isEqualTo(0.25 / delta.standardError());
    assertThat(delta.interval().lower() + delta.interval().upper()).isCloseTo(0.5, within(1e-15));
    var log = compare(Method.LOG_DELTA, CONTROL, TREATMENT);
    // 9/60/25 + 8/40/16, each over its own degrees
    assertThat(log.standardError()).isCloseTo(Math.sqrt(0.006 + 0.0125), within(1e-15));
    assertThat(log.df())
        .isCloseTo(0.0185 * 0.0185 / (0.006 * 0.006 / 59 + 0.0125 * 0.0125 / 39), within(1e-9));
    assertThat(log.t()).isCloseTo(Math.log(1.25) / log.standardError(), within(1e-14));
    assertThat((1 + log.interval().lower()) * (1 + log.interval().upper()))
        .as("symmetric in logarithms")
        .isCloseTo(1.25 * 1.25, within(1e-14));
  }

  @Test
  void deltaHasTheSignOfTheDifference() {
    var lift = compare(Method.DELTA, new ArmSummary(50, -2.0, 1.0), new ArmSummary(50, -1.0, 1.0));
    assertThat(lift.estimate()).isEqualTo(0.5);
    assertThat(lift.t()).isPositive();
  }

  @Test
  void swappingTheArmsTurnsTheLogarithm() {
    var there = compare(Method.LOG_DELTA, CONTROL, TREATMENT);
    var back = compare(Method.LOG_DELTA, TREATMENT, CONTROL);
    assertThat(back.t()).isCloseTo(-there.t(), within(1e-14));
    assertThat((1 + back.interval().upper()) * (1 + there.interval().lower()))
        .isCloseTo(1.0, within(1e-14));
  }

  @ParameterizedTest
  @EnumSource
  void theUnitOfMeasureDoesNotMatter(Method method) {
    var small = compare(method, CONTROL, TREATMENT);
    var large = compare(method, new ArmSummary(40, 4e6, 8e12), new ArmSummary(60, 5e6, 9e12));
    assertThat(large.interval().lower()).isCloseTo(small.interval().lower(), within(1e-14));
    assertThat(large.pValueTwoSided()).isCloseTo(small.pValueTwoSided(), within(1e-14));
  }

  @Test
  void whatIsNotDefined() {
    ArmSummary zero = new ArmSummary(40, 0.0, 8.0);
    ArmSummary below = new ArmSummary(40, -4.0, 8.0);
    ArmSummary constant = new ArmSummary(40, 4.0, 0.0);
    assertNot(Reason.CONTROL_IS_ZERO, Method.DELTA, zero, TREATMENT);
    assertNot(Reason.NOT_POSITIVE, Method.LOG_DELTA, zero, TREATMENT);
    assertNot(Reason.NOT_POSITIVE, Method.LOG_DELTA, TREATMENT, zero);
    assertNot(Reason.NOT_POSITIVE, Method.LOG_DELTA, below, below);
    assertNot(Reason.NO_VARIANCE, Method.DELTA, constant, constant);
    assertNot(Reason.NO_VARIANCE, Method.LOG_DELTA, constant, constant);
    // T is a certain zero, so the linear approximation says that all of control is lost for sure.
    assertNot(Reason.NO_VARIANCE, Method.DELTA, CONTROL, new ArmSummary(40, 0.0, 0.0));
    assertThatThrownBy(() -> new LiftTest(0.0, Method.DELTA))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertNot(Reason reason, Method method, ArmSummary from, ArmSummary to) {
    assertThat(new LiftTest(0.05, method).compare(from, to)).isEqualTo(new NotDefined(reason));
  }

  private static Compared compare(Method method, ArmSummary control, ArmSummary treatment) {
    return (Compared) new LiftTest(0.05, method).compare(control, treatment);
  }
}
