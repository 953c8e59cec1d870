package plumbline.engine.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class PlannedInformationTest {
  @Test
  void itIsOneOverTheSquaredErrorOfTheDifference() {
    // 1 / (0.09/1000 + 0.09/500)
    assertThat(PlannedInformation.of(new Baseline.Rate(0.1), Covariate.NONE, 1_000, 500))
        .isCloseTo(1 / (0.09 / 1_000 + 0.09 / 500), within(1e-9));
    assertThat(PlannedInformation.of(new Baseline.Mean(12, 40), Covariate.NONE, 800, 800))
        .isCloseTo(800 / (2 * 1_600.0), within(1e-12));
  }

  @Test
  void whatACovariateExplainsIsKnownWithoutUnits() {
    assertThat(PlannedInformation.of(new Baseline.Mean(12, 40), new Covariate(0.6), 512, 512))
        .isCloseTo(
            PlannedInformation.of(new Baseline.Mean(12, 40), Covariate.NONE, 800, 800),
            within(1e-9));
  }

  @Test
  void withoutUnitsThereIsNone() {
    assertThatThrownBy(() -> PlannedInformation.of(new Baseline.Rate(0.1), Covariate.NONE, 0, 500))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
