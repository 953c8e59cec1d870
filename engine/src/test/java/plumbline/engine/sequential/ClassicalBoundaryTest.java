package plumbline.engine.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static plumbline.engine.sequential.ClassicalBoundary.OBRIEN_FLEMING;
import static plumbline.engine.sequential.ClassicalBoundary.POCOCK;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbline.engine.statistics.Normal;

class ClassicalBoundaryTest {
  /** Pocock 1977; Jennison and Turnbull 2000, Table 2.1. */
  @ParameterizedTest
  @CsvSource({"2, 2.178", "3, 2.289", "5, 2.413", "10, 2.555"})
  void pococksConstants(int looks, double z) {
    assertThat(POCOCK.equalLooks(0.05, 2, looks).looks())
        .allSatisfy(look -> assertThat(look.z()).isCloseTo(z, within(5e-4)));
  }

  /** O'Brien and Fleming 1979; Jennison and Turnbull 2000, Table 2.3. */
  @ParameterizedTest
  @CsvSource({"2, 1.977", "3, 2.004", "5, 2.040", "10, 2.087"})
  void obrienAndFlemingsLastLook(int looks, double z) {
    var all = OBRIEN_FLEMING.equalLooks(0.05, 2, looks).looks();
    assertThat(all.getLast().z()).isCloseTo(z, within(5e-4));
    assertThat(all.getFirst().z()).isCloseTo(all.getLast().z() * Math.sqrt(looks), within(1e-12));
  }

  /** The level that keeps 5 % after k peeks and a last look (Miller 2010). */
  @ParameterizedTest
  @CsvSource({"1, 0.0294", "2, 0.0221", "3, 0.0182", "5, 0.0142", "10, 0.0101"})
  void levelThatKeepsFivePercent(int peeks, double level) {
    var look = POCOCK.equalLooks(0.05, 2, peeks + 1).looks().getFirst();
    assertThat(2 * look.nominalPValuePerSide()).isCloseTo(level, within(5e-5));
  }

  @Test
  void allOfAlphaIsSpent() {
    for (ClassicalBoundary shape : ClassicalBoundary.values()) {
      for (int sides = 1; sides <= 2; sides++) {
        for (double alpha : new double[] {1e-12, 0.01, 0.49}) {
          double spent = shape.boundaries(alpha, sides, 0.1, 0.35, 0.99, 1.0).alpha();
          assertThat(spent).as("%s %s %s", shape, sides, alpha).isCloseTo(alpha, within(2e-11));
        }
      }
    }
  }

  @Test
  void oneLookIsATestWithoutLooks() {
    assertThat(POCOCK.equalLooks(0.05, 2, 1).looks().getFirst().z())
        .isCloseTo(Normal.twoSidedQuantile(0.05), within(1e-10));
    assertThat(OBRIEN_FLEMING.equalLooks(0.05, 1, 1).looks().getFirst().z())
        .isCloseTo(Normal.upperQuantile(0.05), within(1e-10));
  }

  @Test
  void noBoundaryIsAboveEight() {
    var looks = OBRIEN_FLEMING.boundaries(0.05, 2, 1e-4, 1.0).looks();
    assertThat(looks.getFirst().z()).isEqualTo(8.0);
    assertThat(looks.getFirst().alphaSpent()).isCloseTo(Normal.twoSided(8.0), within(1e-25));
  }

  @Test
  void refusesWhatIsNoPlan() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> POCOCK.boundaries(0.05, 2, 0.5, 0.9))
        .withMessageContaining("fractions end with 1");
    assertThatIllegalArgumentException().isThrownBy(() -> POCOCK.boundaries(0.05, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> POCOCK.equalLooks(0.05, 2, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> POCOCK.equalLooks(0.05, 3, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> POCOCK.equalLooks(0.5, 2, 2));
  }
}
