package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import plumbline.engine.statistics.AsymptoticSequence.Compared;
import plumbline.engine.statistics.NotDefined.Reason;

class AsymptoticSequenceTest {
  private static final AsymptoticSequence SEQUENCE = new AsymptoticSequence(0.05, 20_000);

  /** The formula as it is published, by itself. */
  @Test
  void halfWidthIsAsPublished() {
    var look = compare(8_000, 10.0, 90.0, 4_000, 10.5, 110.0);
    double rho2 = (-2 * Math.log(0.05) + Math.log(1 - 2 * Math.log(0.05))) / 20_000;
    double k = 12_000 * rho2;
    double error = Math.sqrt(90.0 / 8_000 + 110.0 / 4_000);
    double half = error * Math.sqrt((k + 1) / k * Math.log((k + 1) / (0.05 * 0.05)));
    assertThat(SEQUENCE.rhoSquared()).isCloseTo(rho2, within(1e-18));
    assertThat(look.meanControl()).isEqualTo(10.0);
    assertThat(look.meanTreatment()).isEqualTo(10.5);
    assertThat(look.difference()).isEqualTo(0.5);
    assertThat(look.standardError()).isCloseTo(error, within(1e-15));
    assertThat(look.critical()).isCloseTo(half / error, within(1e-13));
    assertThat(look.critical()).isEqualTo(SEQUENCE.multiplier(12_000));
    assertThat(look.interval().lower()).isCloseTo(0.5 - half, within(1e-14));
    assertThat(look.interval().upper()).isCloseTo(0.5 + half, within(1e-14));
  }

  /** p, interval and relative interval turn at the same place, on either side. */
  @Test
  void nothingContradicts() {
    double edge = SEQUENCE.multiplier(20_000) * Math.sqrt(2 * 100.0 / 10_000);
    for (double control : new double[] {10.0, -10.0}) {
      for (double sign : new double[] {-1, 1}) {
        var in = compare(10_000, control, 100, 10_000, control + sign * edge * 0.9999, 100);
        var out = compare(10_000, control, 100, 10_000, control + sign * edge * 1.0001, 100);
        assertThat(in.pValueAlwaysValid()).isBetween(0.05, 0.0501);
        assertThat(in.interval().contains(0.0)).isTrue();
        assertThat(((RelativeLift.Bounded) in.lift()).interval().contains(0.0)).isTrue();
        assertThat(out.pValueAlwaysValid()).isBetween(0.0499, 0.05);
        assertThat(out.interval().contains(0.0)).isFalse();
        assertThat(((RelativeLift.Bounded) out.lift()).interval().contains(0.0)).isFalse();
      }
    }
  }

  /** The ends of the relative interval are where the sequence of m_T - (1+r)·m_C just holds 0. */
  @Test
  void theLiftInvertsTheContrast() {
    var control = new ArmSummary(9_000, 5.0, 30.0);
    var treatment = new ArmSummary(11_000, 5.6, 40.0);
    var look = (Compared) SEQUENCE.compare(control, treatment);
    var interval = ((RelativeLift.Bounded) look.lift()).interval();
    for (double r : new double[] {interval.lower(), interval.upper()}) {
      var scaled = new ArmSummary(9_000, (1 + r) * 5.0, (1 + r) * (1 + r) * 30.0);
      var contrast = (Compared) SEQUENCE.compare(scaled, treatment);
      assertThat(contrast.pValueAlwaysValid()).isCloseTo(0.05, within(1e-9));
    }
  }

  @Test
  void armsMayBeSwapped() {
    var one = compare(8_000, 10.0, 90.0, 4_000, 10.5, 110.0);
    var other = compare(4_000, 10.5, 110.0, 8_000, 10.0, 90.0);
    assertThat(other.difference()).isEqualTo(-one.difference());
    assertThat(other.pValueAlwaysValid()).isEqualTo(one.pValueAlwaysValid());
    assertThat(other.interval().upper()).isEqualTo(-one.interval().lower());
  }

  @Test
  void farFromThePlanItIsWideButFinite() {
    var early = compare(2, 0.0, 1.0, 2, 1.0, 0.0);
    assertThat(early.critical()).isBetween(50.0, 100.0);
    assertThat(early.pValueAlwaysValid()).isCloseTo(1.0, within(0.01));
    var late = compare(1L << 61, 0.0, 1.0, 1L << 61, 1e-9, 1.0);
    assertThat(late.critical()).isFinite();
    assertThat(late.pValueAlwaysValid()).isBetween(0.0, 1.0);
    var strict = new AsymptoticSequence(1e-100, Long.MAX_VALUE);
    assertThat(strict.multiplier(1)).isFinite();
    assertThat(strict.multiplier(Long.MAX_VALUE)).isBetween(21.0, 22.0);
    assertThat(new AsymptoticSequence(0.05, 1).multiplier(1)).isBetween(3.0, 3.1);
  }

  @Test
  void whatDoesNotVaryIsNotCompared() {
    assertThat(SEQUENCE.compare(new ArmSummary(9, 1, 0), new ArmSummary(9, 2, 0)))
        .isEqualTo(new NotDefined(Reason.NO_VARIANCE));
  }

  /** At the planned units 3.035 standard errors in the place of 1.960, 1.91 times the units. */
  @Test
  void whatItCosts() {
    assertThat(SEQUENCE.multiplier(20_000)).isCloseTo(3.0352, within(5e-5));
    double root = (3.0352 + 0.84162) / (1.95996 + 0.84162);
    assertThat(AsymptoticSequence.inflation(0.05, 0.8)).isCloseTo(root * root, within(1e-3));
    assertThat(AsymptoticSequence.inflation(0.05, 0.5))
        .isCloseTo(Math.pow(3.0352 / 1.95996, 2), within(1e-3));
    assertThat(AsymptoticSequence.inflation(0.001, 0.8)).isLessThan(1.8);
  }

  /** With so many units the plan finds the effect at its last look with the power it promises. */
  @Test
  void inflatedUnitsHaveThePower() {
    double alpha = 0.01;
    double power = 0.9;
    double once = Normal.twoSidedQuantile(alpha) + Normal.upperQuantile(1 - power);
    double z = once * Math.sqrt(AsymptoticSequence.inflation(alpha, power));
    double critical = new AsymptoticSequence(alpha, 777).multiplier(777);
    assertThat(Normal.upperTail(critical - z)).isCloseTo(power, within(1e-12));
  }

  /** 500 experiments without an effect, each looked at 2,000 times, up to twice the plan. */
  @Test
  void lookingAllTheTimeErrsInAtMostAlpha() {
    long seed = 20_260_102L;
    Random random = new Random(seed);
    var sequence = new AsymptoticSequence(0.05, 20_000);
    int rounds = 500;
    int crossed = 0;
    int naive = 0;
    for (int round = 0; round < rounds; round++) {
      double sum = 0.0;
      boolean out = false;
      boolean naiveOut = false;
      for (int look = 1; look <= 2_000; look++) {
        // Ten more units in each arm, of variance 1.
        sum += Math.sqrt(20) * random.nextGaussian();
        long n = 10L * look;
        var seen =
            (Compared)
                sequence.compare(new ArmSummary(n, 0.0, 1.0), new ArmSummary(n, sum / n, 1.0));
        out |= !seen.interval().contains(0.0);
        naiveOut |= Math.abs(seen.difference()) > 1.96 * seen.standardError();
      }
      crossed += out ? 1 : 0;
      naive += naiveOut ? 1 : 0;
    }
    assertThat(crossed).as("of %d, seed %s", rounds, seed).isBetween(1, (int) (0.05 * rounds));
    assertThat(naive).as("of %d, seed %s", rounds, seed).isGreaterThan(rounds / 2);
  }

  @Test
  void refusesWhatIsNoPlan() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AsymptoticSequence(0.05, 0))
        .withMessageContaining("plannedUnits is at least 1");
    assertThatIllegalArgumentException().isThrownBy(() -> new AsymptoticSequence(1.0, 10));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SEQUENCE.at(0))
        .withMessageContaining("units is at least 1");
    for (double power : new double[] {0.49, 1.0, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> AsymptoticSequence.inflation(0.05, power))
          .withMessageContaining("power is from 0.5");
    }
  }

  private static Compared compare(long nC, double mC, double vC, long nT, double mT, double vT) {
    return (Compared) SEQUENCE.compare(new ArmSummary(nC, mC, vC), new ArmSummary(nT, mT, vT));
  }
}
