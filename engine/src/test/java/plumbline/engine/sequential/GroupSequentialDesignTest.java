package plumbline.engine.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import plumbline.engine.sequential.Spending.HwangShihDeCani;
import plumbline.engine.sequential.Spending.KimDeMets;
import plumbline.engine.sequential.Spending.OBrienFleming;
import plumbline.engine.sequential.Spending.Pocock;
import plumbline.engine.statistics.Normal;

class GroupSequentialDesignTest {
  private static final GroupSequentialDesign USUAL =
      new GroupSequentialDesign(new OBrienFleming(), 0.05, 2);

  /** Lan and DeMets 1983; DeMets and Lan 1994. */
  @Test
  void lanAndDeMetsTables() {
    assertThat(z(USUAL.equalLooks(5)))
        .containsExactly(new double[] {4.877, 3.357, 2.680, 2.290, 2.031}, within(5e-4));
    assertThat(z(new GroupSequentialDesign(new Pocock(), 0.05, 2).equalLooks(5)))
        .containsExactly(new double[] {2.438, 2.427, 2.410, 2.397, 2.386}, within(5e-4));
  }

  /** mpmath 1.3.0, 30 digits: nested integrals, and for close looks one near the boundary. */
  @Test
  void isExactFarBeyondTheTables() {
    assertThat(z(new GroupSequentialDesign(new Pocock(), 0.05, 2).boundaries(0.1, 0.11, 1.0)))
        .containsExactly(
            new double[] {2.655110047968493, 2.86988628921928, 2.029079704988384}, within(1e-11));
    var close = USUAL.boundaries(0.5, 0.500001, 1.0).looks();
    assertThat(close.get(0).z()).isCloseTo(2.96258804272756678753, within(1e-11));
    assertThat(close.get(1).z()).isCloseTo(2.96604318908745709786, within(1e-11));
  }

  @Test
  void spendsWhatItSaysAtEachLook() {
    for (int sides = 1; sides <= 2; sides++) {
      var design = new GroupSequentialDesign(new KimDeMets(2), 0.04, sides);
      double[] fractions = {0.05, 0.3, 0.31, 0.8, 1.0};
      var looks = design.boundaries(fractions);
      assertThat(looks.alpha()).isCloseTo(0.04, within(1e-14));
      for (int i = 0; i < fractions.length; i++) {
        assertThat(looks.looks().get(i).alphaSpent())
            .isCloseTo(0.04 * fractions[i] * fractions[i], within(1e-13));
      }
      var again = Boundaries.of(sides, fractions, z(looks));
      assertThat(again.alpha()).isCloseTo(0.04, within(1e-13));
    }
  }

  @Test
  void aTwoSidedTestIsNearlyTwoOneSidedOnes() {
    var one = new GroupSequentialDesign(new OBrienFleming(), 0.025, 1).equalLooks(4);
    assertThat(z(USUAL.equalLooks(4))).containsExactly(z(one), within(1e-5));
  }

  /** Next to nothing is known there, so what it spends is not asked for, and is said. */
  @Test
  void noBoundaryIsAboveEightAndWhatThatSpendsIsSaid() {
    var looks = USUAL.boundaries(1e-9, 1e-3, 0.05, 1.0).looks();
    double spent = Normal.twoSided(8.0);
    for (int i = 0; i < 3; i++) {
      assertThat(looks.get(i).z()).isEqualTo(8.0);
      assertThat(looks.get(i).alphaSpent()).isBetween(0.99 * (i + 1) * spent, (i + 1) * spent);
    }
    assertThat(looks.get(3).alphaSpent()).isCloseTo(0.05, within(1e-15));
    assertThat(looks.get(3).z()).isCloseTo(1.959963984540054, within(1e-9));
    // Just below the cap nothing is cut off.
    assertThat(USUAL.boundaries(0.08, 1.0).looks().getFirst().z()).isBetween(7.8, 7.9);
  }

  /** Rounding may leave less than nothing between two looks. */
  @Test
  void whereNothingIsToBeSpentTheBoundaryIsEight() {
    var late = new GroupSequentialDesign(new HwangShihDeCani(40), 0.05, 2);
    assertThat(late.boundaries(0.97, 0.970002, 1.0).looks().get(1).z()).isEqualTo(8.0);
    var early = new GroupSequentialDesign(new KimDeMets(50), 0.05, 2);
    assertThat(early.boundaries(1e-7, 1e-6, 1.0).looks().get(1).z()).isEqualTo(8.0);
  }

  @Test
  void manyLooks() {
    var looks = USUAL.equalLooks(365);
    assertThat(looks.alpha()).isCloseTo(0.05, within(1e-12));
    // Below the limit of continuous looks, above that of 100.
    assertThat(looks.looks().getLast().z()).isBetween(2.19, 2.23);
  }

  @Test
  void looksCostUnits() {
    assertThat(USUAL.equalLooks(1).inflation(0.9)).isCloseTo(1.0, within(1e-8));
    assertThat(USUAL.equalLooks(5).inflation(0.9)).isBetween(1.02, 1.03);
    assertThat(new GroupSequentialDesign(new Pocock(), 0.05, 2).equalLooks(5).inflation(0.9))
        .isBetween(1.19, 1.21);
  }

  /** 40,000 experiments without an effect: 5 % of them are stopped, early or at the end. */
  @Test
  void fiveLooksErrInFivePercent() {
    long seed = 20_260_101L;
    Random random = new Random(seed);
    double[] boundary = z(USUAL.equalLooks(5));
    int rounds = 40_000;
    int crossed = 0;
    for (int round = 0; round < rounds; round++) {
      double sum = 0.0;
      boolean out = false;
      for (int look = 0; look < 5; look++) {
        sum += random.nextGaussian();
        out |= Math.abs(sum) / Math.sqrt(look + 1) > boundary[look];
      }
      crossed += out ? 1 : 0;
    }
    double error = Math.sqrt(0.05 * 0.95 / rounds);
    assertThat((double) crossed / rounds).as("seed %s", seed).isCloseTo(0.05, within(3 * error));
  }

  @Test
  void refusesWhatIsNoPlan() {
    for (double alpha : new double[] {0.0, 9e-13, 0.5, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new GroupSequentialDesign(new Pocock(), alpha, 2))
          .withMessageContaining("alpha is from 1e-12");
    }
    assertThat(new GroupSequentialDesign(new Pocock(), 1e-12, 2).equalLooks(3).alpha())
        .isCloseTo(1e-12, within(1e-20));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new GroupSequentialDesign(new Pocock(), 0.05, 3));
    List<double[]> wrong = List.of(new double[] {0.5}, new double[] {0.5, 1.1}, new double[] {});
    for (double[] fractions : wrong) {
      assertThatIllegalArgumentException().isThrownBy(() -> USUAL.boundaries(fractions));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> USUAL.equalLooks(0));
    assertThatIllegalArgumentException().isThrownBy(() -> USUAL.equalLooks(1_001));
  }

  static double[] z(Boundaries boundaries) {
    return boundaries.looks().stream().mapToDouble(Boundary::z).toArray();
  }
}
