package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import plumbline.engine.statistics.BayesianLift.Better;
import plumbline.engine.statistics.BayesianLift.Posterior;
import plumbline.engine.statistics.NotDefined.Reason;

class BayesianLiftTest {
  private static final Estimate CONTROL = new Estimate(12.1, 900.0 / 10_000);
  private static final Estimate TREATMENT = new Estimate(12.9, 940.0 / 10_100);

  /** mpmath 1.3.0, 30 digits. */
  @Test
  void theProductionView() {
    Posterior got = posterior(NormalPrior.aroundZero(0.05), Better.HIGHER, CONTROL, TREATMENT);
    assertThat(got.mean()).isEqualTo(0.04310739867712187, within(1e-15));
    assertThat(got.standardDeviation()).isEqualTo(0.02949578762334258, within(1e-15));
    assertThat(got.credible().lower()).isEqualTo(-0.014703282760272, within(1e-14));
    assertThat(got.credible().upper()).isEqualTo(0.10091808011452, within(1e-14));
    assertThat(got.chanceToWin()).isEqualTo(0.9280576316572663, within(1e-14));
    assertThat(got.expectedLossKeepControl()).isEqualTo(0.04405062727923083, within(1e-15));
    assertThat(got.expectedLossShipTreatment()).isEqualTo(0.0009432286021089597, within(1e-15));
  }

  @Test
  void whereLowerIsBetterLossesAndChancesChangePlaces() {
    Posterior higher = posterior(NormalPrior.FLAT, Better.HIGHER, CONTROL, TREATMENT);
    Posterior lower = posterior(NormalPrior.FLAT, Better.LOWER, CONTROL, TREATMENT);
    assertThat(lower.mean()).isEqualTo(higher.mean());
    assertThat(lower.credible()).isEqualTo(higher.credible());
    assertThat(lower.chanceToWin()).isEqualTo(1 - higher.chanceToWin(), within(1e-15));
    assertThat(lower.expectedLossKeepControl()).isEqualTo(higher.expectedLossShipTreatment());
    assertThat(lower.expectedLossShipTreatment()).isEqualTo(higher.expectedLossKeepControl());
  }

  /** E max(r, 0) - E max(-r, 0) = E r. */
  @Test
  void lossesDifferByTheMean() {
    Posterior got = posterior(NormalPrior.aroundZero(0.02), Better.HIGHER, CONTROL, TREATMENT);
    assertThat(got.expectedLossKeepControl() - got.expectedLossShipTreatment())
        .isEqualTo(got.mean(), within(1e-15));
  }

  /** A flat prior's interval is the delta method's, and its chance the one-sided p-value's rest. */
  @Test
  void aFlatPriorChangesNothing() {
    Posterior got = posterior(NormalPrior.FLAT, Better.HIGHER, CONTROL, TREATMENT);
    assertThat(got.mean()).isEqualTo(0.06611570247933884, within(1e-15));
    assertThat(got.standardDeviation()).isEqualTo(0.03652888346798962, within(1e-15));
    assertThat(posterior(NormalPrior.aroundZero(1e6), Better.HIGHER, CONTROL, TREATMENT).mean())
        .isEqualTo(got.mean(), within(1e-14));
  }

  @Test
  void aNarrowPriorIsHardToMove() {
    Posterior got = posterior(new NormalPrior(0.02, 1e-6), Better.HIGHER, CONTROL, TREATMENT);
    assertThat(got.mean()).isEqualTo(0.02, within(1e-9));
    assertThat(got.standardDeviation()).isEqualTo(1e-6, within(1e-14));
    assertThat(got.chanceToWin()).isEqualTo(1.0);
  }

  /** mpmath 1.3.0: the density at 6 less 6 times its tail, and the tail. */
  @Test
  void farTailsAreTails() {
    Posterior got =
        posterior(NormalPrior.FLAT, Better.LOWER, new Estimate(1, 0), new Estimate(7, 1));
    assertThat(got.chanceToWin()).isCloseTo(9.865876450376981e-10, withinPercentage(1e-9));
    assertThat(got.expectedLossKeepControl())
        .isCloseTo(1.563569795970966e-10, withinPercentage(1e-8));
    Posterior hopeless =
        posterior(NormalPrior.FLAT, Better.LOWER, new Estimate(1, 0), new Estimate(41, 1));
    assertThat(hopeless.expectedLossKeepControl()).isZero();
    assertThat(hopeless.expectedLossShipTreatment()).isEqualTo(40.0);
    for (double z = 38.2; z < 38.6; z += 1e-3) {
      Posterior edge =
          posterior(NormalPrior.FLAT, Better.LOWER, new Estimate(1, 0), new Estimate(1 + z, 1));
      assertThat(edge.expectedLossKeepControl()).as("%s", z).isNotNegative();
    }
  }

  /** More is better, and of -2 and -1 the latter is more: half of control's size. */
  @Test
  void theSignIsTheDifferencesWithANegativeControl() {
    Posterior got =
        posterior(NormalPrior.FLAT, Better.HIGHER, new Estimate(-2, 0.01), new Estimate(-1, 0.01));
    assertThat(got.mean()).isEqualTo(0.5);
    // sqrt(0.01 + 0.25·0.01) / 2
    assertThat(got.standardDeviation()).isEqualTo(Math.sqrt(0.0125) / 2, within(1e-16));
    assertThat(got.chanceToWin()).isGreaterThan(0.99);
  }

  @Test
  void nothingIsClaimedWithoutAControlOrAnError() {
    BayesianLift view = new BayesianLift(NormalPrior.aroundZero(0.1), Better.HIGHER, 0.05);
    assertThat(view.posterior(new Estimate(0, 1), TREATMENT))
        .isEqualTo(new NotDefined(Reason.CONTROL_IS_ZERO));
    assertThat(view.posterior(new Estimate(5, 0), new Estimate(6, 0)))
        .isEqualTo(new NotDefined(Reason.NO_VARIANCE));
    assertThat(view.posterior(new Estimate(5, 1), new Estimate(0, 0)))
        .isEqualTo(new NotDefined(Reason.NO_VARIANCE));
  }

  @Test
  void refusesWhatIsNoPrior() {
    for (double wrong : new double[] {0.0, -1.0, Double.NaN}) {
      assertThatThrownBy(() -> NormalPrior.aroundZero(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("standard deviation above 0");
    }
    assertThatThrownBy(() -> new NormalPrior(Double.POSITIVE_INFINITY, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new BayesianLift(NormalPrior.FLAT, Better.HIGHER, 0.0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Posterior posterior(
      NormalPrior prior, Better better, Estimate control, Estimate treatment) {
    return (Posterior) new BayesianLift(prior, better, 0.05).posterior(control, treatment);
  }
}
