package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import plumbline.engine.statistics.BetaBinomial.Posterior;

class BetaBinomialTest {
  private static final long SEED = 20_260_614;
  private static final Percentage CLOSE = withinPercentage(1e-8);
  private static final BetaBinomial UNIFORM = new BetaBinomial(1, 1, 0.05);
  private static final Proportion NOBODY = new Proportion(0, 0);

  /** A uniform rate against one with density 2b: all by hand. */
  @Test
  void oneUnitWithAUniformPrior() {
    Posterior got = UNIFORM.compare(NOBODY, new Proportion(1, 1));
    assertThat(got.meanControl()).isEqualTo(0.5);
    assertThat(got.meanTreatment()).isCloseTo(2.0 / 3, CLOSE);
    assertThat(got.chanceTreatmentHigher()).isCloseTo(2.0 / 3, CLOSE);
    assertThat(got.expectedLossKeepControl()).isCloseTo(1.0 / 4, CLOSE);
    assertThat(got.expectedLossShipTreatment()).isCloseTo(1.0 / 12, CLOSE);
    assertThat(got.credibleControl().lower()).isCloseTo(0.025, CLOSE);
    assertThat(got.credibleControl().upper()).isCloseTo(0.975, CLOSE);
    assertThat(got.credibleTreatment().lower()).isCloseTo(Math.sqrt(0.025), CLOSE);
    assertThat(got.credibleTreatment().upper()).isCloseTo(Math.sqrt(0.975), CLOSE);
  }

  /** mpmath 1.3.0, 40 digits. */
  @Test
  void aBillionUnits() {
    Posterior got =
        UNIFORM.compare(
            new Proportion(30_000_000, 1_000_000_000), new Proportion(30_010_000, 1_000_000_000));
    assertThat(got.chanceTreatmentHigher()).isCloseTo(0.9050205001552203, CLOSE);
    assertThat(got.expectedLossKeepControl()).isCloseTo(1.033952778044534e-5, CLOSE);
    assertThat(got.expectedLossShipTreatment()).isCloseTo(3.395278004453441e-7, CLOSE);
    // scipy 1.17.1 beta.ppf and isf.
    assertThat(got.credibleControl().lower()).isEqualTo(0.029989428918990896, within(1e-13));
    assertThat(got.credibleControl().upper()).isEqualTo(0.03001057474165879, within(1e-13));
  }

  /** mpmath 1.3.0, 40 digits; quantiles scipy 1.17.1. */
  @Test
  void noSuccessAtAll() {
    Posterior got = UNIFORM.compare(new Proportion(0, 1_000_000_000), new Proportion(0, 10));
    assertThat(got.chanceTreatmentHigher()).isEqualTo(0.9999999890000001, within(1e-12));
    assertThat(got.expectedLossKeepControl()).isCloseTo(0.08333333233333335, CLOSE);
    assertThat(got.expectedLossShipTreatment()).isCloseTo(1.0999999835e-17, CLOSE);
    assertThat(got.credibleControl().lower()).isCloseTo(2.5317807958651572e-11, CLOSE);
    assertThat(got.credibleControl().upper()).isCloseTo(3.688879443621141e-09, CLOSE);
    Posterior few = UNIFORM.compare(new Proportion(0, 1_000_000), new Proportion(5, 1_000_000));
    assertThat(few.chanceTreatmentHigher()).isCloseTo(0.9843751171872656, CLOSE);
    assertThat(few.expectedLossKeepControl()).isCloseTo(5.015614804708547e-6, CLOSE);
    assertThat(few.expectedLossShipTreatment()).isCloseTo(1.562480468854687e-8, CLOSE);
  }

  @Test
  void everyoneSucceeds() {
    Posterior got = UNIFORM.compare(new Proportion(1_000_000_000, 1_000_000_000), NOBODY);
    assertThat(got.credibleControl().lower()).isEqualTo(0.9999999963111206, within(1e-15));
    assertThat(got.credibleControl().upper()).isEqualTo(0.9999999999746821, within(1e-15));
    assertThat(got.chanceTreatmentHigher()).isCloseTo(1.0 / 1_000_000_002, CLOSE);
  }

  /** mpmath 1.3.0, 40 digits: shapes below 1 have no mode. */
  @Test
  void priorsThatPeakAtTheEnds() {
    Posterior got = new BetaBinomial(0.1, 0.1, 0.05).compare(NOBODY, NOBODY);
    assertThat(got.chanceTreatmentHigher()).isCloseTo(0.5, CLOSE);
    assertThat(got.expectedLossKeepControl()).isCloseTo(0.2444637991118773, CLOSE);
    assertThat(got.expectedLossShipTreatment()).isCloseTo(0.2444637991118773, CLOSE);
    assertThat(got.credibleControl().lower()).isCloseTo(8.458405166196453e-14, CLOSE);
    Posterior jeffreys =
        new BetaBinomial(0.5, 0.5, 0.05).compare(NOBODY, new Proportion(0, 1_000_000));
    assertThat(jeffreys.chanceTreatmentHigher()).isCloseTo(0.0003591741694223773, CLOSE);
    assertThat(jeffreys.expectedLossKeepControl()).isCloseTo(2.394490950895395e-10, CLOSE);
    assertThat(jeffreys.expectedLossShipTreatment()).isCloseTo(0.4999995002399491, CLOSE);
  }

  @Test
  void aHopelessTreatmentHasNoChance() {
    Posterior got =
        UNIFORM.compare(
            new Proportion(900_000_000, 1_000_000_000), new Proportion(100_000, 1_000_000));
    assertThat(got.chanceTreatmentHigher()).isZero();
    assertThat(got.expectedLossKeepControl()).isZero();
    assertThat(got.expectedLossShipTreatment()).isCloseTo(0.8, withinPercentage(1e-3));
  }

  @Test
  void lossesDifferByTheMeansAndArmsAreAlike() {
    Random random = new Random(SEED);
    for (int round = 0; round < 100; round++) {
      Proportion one = arm(random);
      Proportion other = arm(random);
      Posterior there = UNIFORM.compare(one, other);
      Posterior back = UNIFORM.compare(other, one);
      String seen = "seed %d: %s, %s".formatted(SEED, one, other);
      double difference = there.meanTreatment() - there.meanControl();
      assertThat(there.expectedLossKeepControl() - there.expectedLossShipTreatment())
          .as(seen)
          .isEqualTo(difference, within(1e-9 * Math.abs(difference) + 1e-12));
      assertThat(back.chanceTreatmentHigher())
          .as(seen)
          .isEqualTo(1 - there.chanceTreatmentHigher(), within(1e-10));
      assertThat(back.expectedLossKeepControl()).isEqualTo(there.expectedLossShipTreatment());
      assertThat(back.credibleControl()).isEqualTo(there.credibleTreatment());
    }
  }

  @Test
  void theLevelIsAlphas() {
    Interval half = new BetaBinomial(1, 1, 0.5).compare(NOBODY, NOBODY).credibleControl();
    assertThat(half.lower()).isCloseTo(0.25, CLOSE);
    assertThat(half.upper()).isCloseTo(0.75, CLOSE);
    Interval nearlyAll = new BetaBinomial(1, 1, 1e-100).compare(NOBODY, NOBODY).credibleControl();
    assertThat(nearlyAll.lower()).isCloseTo(5e-101, CLOSE);
    // Nobody of a billion: the tail at x is (1 - x)^(10^9 + 1), and at 1 - x is the other way
    // round.
    Posterior rare =
        new BetaBinomial(1, 1, 1e-100)
            .compare(
                new Proportion(0, 1_000_000_000), new Proportion(1_000_000_000, 1_000_000_000));
    double bound = -Math.expm1(Math.log(5e-101) / 1_000_000_001);
    assertThat(rare.credibleControl().upper()).isCloseTo(bound, withinPercentage(1e-8));
    assertThat(rare.credibleTreatment().lower()).isEqualTo(1 - bound, within(1e-15));
    // Below any double: 2^10·5e-101^10.
    Interval ends = new BetaBinomial(0.1, 0.1, 1e-100).compare(NOBODY, NOBODY).credibleControl();
    assertThat(ends).isEqualTo(new Interval(0.0, 1.0));
    Interval point = new BetaBinomial(1, 1, 0.999999).compare(NOBODY, NOBODY).credibleControl();
    assertThat(point.lower()).isCloseTo(0.4999995, CLOSE);
  }

  @Test
  void refusesWhatIsNoPrior() {
    for (double wrong : new double[] {0.0999, 1.01e9, Double.NaN}) {
      assertThatThrownBy(() -> new BetaBinomial(wrong, 1, 0.05))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("priorSuccesses is from 0.1 to 1e9, not " + wrong);
      assertThatThrownBy(() -> new BetaBinomial(1, wrong, 0.05))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("priorFailures");
    }
    assertThat(new BetaBinomial(0.1, 1e9, 0.05).compare(NOBODY, NOBODY).meanControl())
        .isCloseTo(1e-10, CLOSE);
    assertThatThrownBy(() -> new BetaBinomial(1, 1, 1.0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Proportion arm(Random random) {
    long n = (long) Math.pow(10, 9 * random.nextDouble());
    return new Proportion((long) (n * Math.pow(random.nextDouble(), 3)), n);
  }
}
