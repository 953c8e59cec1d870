package plumbline.engine.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumbline.engine.sequential.Spending.HwangShihDeCani;
import plumbline.engine.sequential.Spending.KimDeMets;
import plumbline.engine.sequential.Spending.OBrienFleming;
import plumbline.engine.sequential.Spending.Pocock;

class SpendingTest {
  private static final List<Spending> ALL =
      List.of(
          new OBrienFleming(),
          new Pocock(),
          new KimDeMets(0.5),
          new KimDeMets(3),
          new HwangShihDeCani(-40),
          new HwangShihDeCani(-4),
          new HwangShihDeCani(0),
          new HwangShihDeCani(1e-9),
          new HwangShihDeCani(30));

  @Test
  void nothingAtTheStartAndAllAtTheEnd() {
    for (Spending spending : ALL) {
      assertThat(spending.spent(0.025, 1.0)).as("%s", spending).isCloseTo(0.025, within(1e-16));
      assertThat(spending.spent(0.025, 1e-12)).as("%s", spending).isBetween(0.0, 1e-7);
    }
  }

  @Test
  void risesWithTheInformationAndWithAlpha() {
    for (Spending spending : ALL) {
      for (double t = 0.05; t < 1.0; t += 0.05) {
        assertThat(spending.spent(0.025, t))
            .as("%s at %s", spending, t)
            .isLessThan(spending.spent(0.025, t + 0.05))
            .isLessThan(spending.spent(0.03, t));
      }
    }
  }

  /** mpmath 1.3.0, 30 digits, from the formulas of the four publications. */
  @Test
  void knownValues() {
    assertThat(new OBrienFleming().spent(0.025, 0.5))
        .isCloseTo(0.00152532275798890896, within(1e-16));
    assertThat(new Pocock().spent(0.025, 0.2)).isCloseTo(0.00738486322800871, within(1e-16));
    assertThat(new KimDeMets(3).spent(0.025, 0.5)).isCloseTo(0.003125, within(1e-16));
    assertThat(new HwangShihDeCani(-4).spent(0.025, 0.25))
        .isCloseTo(0.000801465082002113, within(1e-16));
    assertThat(new HwangShihDeCani(0).spent(0.025, 0.25)).isEqualTo(0.00625);
  }

  @Test
  void refusesParametersOutOfRange() {
    for (double power : new double[] {0.0, -1.0, 50.1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new KimDeMets(power))
          .withMessageContaining("power is above 0 and at most 50");
    }
    for (double gamma : new double[] {-40.1, 40.1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new HwangShihDeCani(gamma))
          .withMessageContaining("gamma is from -40 to 40");
    }
    assertThat(new KimDeMets(50).power()).isEqualTo(50);
    assertThat(new HwangShihDeCani(40).gamma()).isEqualTo(40);
  }
}
