package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import plumbline.engine.statistics.NonInferiority.Absolute;
import plumbline.engine.statistics.NonInferiority.Better;
import plumbline.engine.statistics.NonInferiority.Compared;
import plumbline.engine.statistics.NonInferiority.Margin;
import plumbline.engine.statistics.NonInferiority.Relative;
import plumbline.engine.statistics.NotDefined.Reason;

class NonInferiorityTest {
  private static final long SEED = 20_260_418;
  private static final ArmSummary CONTROL = new ArmSummary(400, 9.0, 30.0);
  private static final ArmSummary TREATMENT = new ArmSummary(380, 9.2, 33.0);

  @Test
  void lowerMayBeBetter() {
    var result = compare(new Relative(0.1), Better.LOWER, CONTROL, TREATMENT);
    // scipy 1.17.1 ttest_ind_from_stats(9.2, sqrt(33), 380, 9.9, sqrt(1.21*30), 400, False, 'less')
    assertThat(result.t()).isCloseTo(1.6610634120608305, within(1e-12));
    assertThat(result.pValueOneSided()).isCloseTo(0.048551806352742186, within(1e-12));
    assertThat(result.nonInferior()).isTrue();
    // scipy 1.17.1 brentq of the same contrast over the margin, with the degrees as they are here
    assertThat(result.bound().orElseThrow()).isCloseTo(0.09930802747759573, within(1e-12));
  }

  @Test
  void theMirrorImageHasTheSameAnswer() {
    ArmSummary minusControl = new ArmSummary(400, -9.0, 30.0);
    ArmSummary minusTreatment = new ArmSummary(380, -9.2, 33.0);
    var low = compare(new Absolute(1.0), Better.LOWER, CONTROL, TREATMENT);
    var high = compare(new Absolute(1.0), Better.HIGHER, minusControl, minusTreatment);
    assertThat(high.t()).isEqualTo(low.t()).isPositive();
    assertThat(high.pValueOneSided()).isEqualTo(low.pValueOneSided());
    assertThat(high.bound().orElseThrow()).isEqualTo(-low.bound().orElseThrow());
  }

  @Test
  void pValueAndBoundNeverContradictEachOther() {
    Random random = new Random(SEED);
    int shown = 0;
    for (int round = 0; round < 8_000; round++) {
      double size = 0.01 + 0.5 * random.nextDouble();
      Margin margin = round % 2 == 0 ? new Relative(size) : new Absolute(size);
      Better better = round % 4 < 2 ? Better.HIGHER : Better.LOWER;
      ArmSummary control = arm(random);
      ArmSummary treatment = arm(random);
      var test = new NonInferiority(margin, better, 0.05);
      var result = (Compared) test.compare(control, treatment);
      assertThat(result.nonInferior()).isEqualTo(result.pValueOneSided() < 0.05);
      if (result.bound().isPresent()) {
        double worst = result.bound().getAsDouble() * (better == Better.HIGHER ? -1 : 1);
        assertThat(worst < size)
            .as("seed %d, round %d: %s", SEED, round, result)
            .isEqualTo(result.nonInferior());
      }
      shown += result.nonInferior() ? 1 : 0;
    }
    assertThat(shown).as("the grid has both answers").isBetween(800, 7_200);
  }

  @Test
  void theBoundOfADifferenceIsWhereItsPValueIsAlpha() {
    for (Better better : Better.values()) {
      int sign = better == Better.HIGHER ? 1 : -1;
      double bound = compare(new Absolute(5.0), better, CONTROL, TREATMENT).bound().orElseThrow();
      double margin = -sign * bound;
      assertThat(margin).isPositive();
      assertThat(compare(new Absolute(margin), better, CONTROL, TREATMENT).pValueOneSided())
          .isCloseTo(0.05, within(1e-12));
    }
  }

  @Test
  void aControlAtZeroIsStillJudged() {
    ArmSummary zero = new ArmSummary(500, 0.0, 1.0);
    var result = compare(new Relative(0.1), Better.HIGHER, zero, new ArmSummary(500, 3.0, 1.0));
    assertThat(result.nonInferior()).isTrue();
    assertThat(result.bound()).as("nothing is relative to zero").isEmpty();
    ArmSummary nearZero = new ArmSummary(500, 0.001, 1.0);
    assertThat(compare(new Relative(0.1), Better.LOWER, nearZero, TREATMENT).bound()).isEmpty();
  }

  @Test
  void whatIsNotDefined() {
    var relative = new NonInferiority(new Relative(0.1), Better.HIGHER, 0.05);
    assertThat(relative.compare(new ArmSummary(400, -9.0, 30.0), TREATMENT))
        .isEqualTo(new NotDefined(Reason.NOT_POSITIVE));
    ArmSummary constant = new ArmSummary(400, 9.0, 0.0);
    assertThat(relative.compare(constant, constant)).isEqualTo(new NotDefined(Reason.NO_VARIANCE));
  }

  @Test
  void aLimitIsALine() {
    assertThat(new NonInferiority(new Relative(0.25), Better.HIGHER, 0.05).limit())
        .isEqualTo(new Limit(0.75, 0.0));
    assertThat(new NonInferiority(new Relative(0.25), Better.LOWER, 0.05).limit())
        .isEqualTo(new Limit(1.25, 0.0));
    assertThat(new NonInferiority(new Absolute(2), Better.HIGHER, 0.05).limit())
        .isEqualTo(new Limit(1.0, -2.0));
    assertThat(new NonInferiority(new Absolute(2), Better.LOWER, 0.05).limit())
        .isEqualTo(new Limit(1.0, 2.0));
    var distance =
        (Limit.Distance) new Limit(2.0, 1.0).distance(CONTROL, new ArmSummary(100, 20.0, 4.0));
    assertThat(distance.value()).isEqualTo(1.0);
    assertThat(distance.standardError()).isCloseTo(Math.sqrt(0.3 + 0.04), within(1e-15));
    // Satterthwaite: 0.34² / (0.3²/399 + 0.04²/99)
    assertThat(distance.df()).isCloseTo(0.1156 / (0.09 / 399 + 0.0016 / 99), within(1e-9));
    assertThat(distance.pValueAbove() + distance.pValueBelow()).isCloseTo(1.0, within(1e-15));
    assertThat(distance.pValueAbove()).isLessThan(0.5);
  }

  @Test
  void refusesMarginsAndLevelsThatAreNone() {
    for (double wrong : new double[] {0.0, -0.1, Double.POSITIVE_INFINITY, Double.NaN}) {
      assertThatThrownBy(() -> new Absolute(wrong)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new Relative(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new Relative(1.0)).isInstanceOf(IllegalArgumentException.class);
    for (double wrong : new double[] {0.0, 0.5, Double.NaN}) {
      assertThatThrownBy(() -> new NonInferiority(new Absolute(1), Better.LOWER, wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new Limit(Double.NaN, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Limit(1, Double.NEGATIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Compared compare(
      Margin margin, Better better, ArmSummary control, ArmSummary treatment) {
    return (Compared) new NonInferiority(margin, better, 0.05).compare(control, treatment);
  }

  private static ArmSummary arm(Random random) {
    double mean = 1.0 + 0.3 * random.nextGaussian();
    return new ArmSummary(2 + random.nextInt(300), Math.abs(mean), 4.0 * random.nextDouble());
  }
}
