package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import plumbline.engine.statistics.NotDefined.Reason;
import plumbline.engine.statistics.SampleQuantile.Type;

class WinsorisationTest {
  @Test
  void theCapIsOfAllArmsTogether() {
    double[] control = {0, 1, 2};
    double[] treatment = {0, 3, 100};
    Winsorisation median = Winsorisation.at(0.5);
    assertThat(median.cap(control, treatment)).hasValue(1.5);
    assertThat(median.cap(treatment, control)).hasValue(1.5);
    assertThat(median.cap(control, treatment, new double[] {50})).hasValue(2.0);
    assertThat(new Winsorisation(0.5, Type.LINEAR, true).cap(control, treatment)).hasValue(2.5);
    assertThat(new Winsorisation(0.5, Type.INVERSE_OF_DISTRIBUTION, false).cap(control, treatment))
        .hasValue(1.0);
  }

  @Test
  void withoutAValueThatCountsThereIsNoCap() {
    assertThat(Winsorisation.at(0.99).cap()).isEmpty();
    assertThat(new Winsorisation(0.99, Type.LINEAR, true).cap(new double[] {0, 0})).isEmpty();
    assertThat(Winsorisation.at(0.99).cap(new double[] {0, 0})).hasValue(0.0);
  }

  @Test
  void whatIsBeyondAnEndIsMovedToIt() {
    assertThat(Winsorisation.within(-1, 5, -7, -1, 0, 5, 6)).containsExactly(-1, -1, 0, 5, 5);
    assertThat(Winsorisation.within(Double.NEGATIVE_INFINITY, 5, -7, 6)).containsExactly(-7, 5);
    assertThatThrownBy(() -> Winsorisation.within(1, 0, 0.5))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesWhatIsNoQuantile() {
    assertThatThrownBy(() -> Winsorisation.at(1.0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rawValuesAreAnArm() {
    assertThat(ArmSummary.of(1, 2, 6)).isEqualTo(new ArmSummary(3, 3.0, 7.0));
    assertThat(ArmSummary.of(1)).isEqualTo(new NotDefined(Reason.TOO_FEW_UNITS));
    assertThat(ArmSummary.of()).isEqualTo(new NotDefined(Reason.TOO_FEW_UNITS));
    // A large mean does not drown what varies.
    assertThat(ArmSummary.of(1e9 + 1, 1e9 + 2, 1e9 + 6)).isEqualTo(new ArmSummary(3, 1e9 + 3, 7.0));
    assertThat(ArmSummary.of(4e15, 4e15 + 6)).isEqualTo(new ArmSummary(2, 4e15 + 3, 18.0));
  }
}
