package plumbline.engine.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbline.engine.statistics.Normal;

class BoundariesTest {
  /** Armitage, McPherson, Rowe 1969, Table 2, recomputed with more digits (PUBLISHED.md). */
  @ParameterizedTest
  @CsvSource({
    "5, 1, 5.00", "5, 2, 8.31", "5, 3, 10.73", "5, 4, 12.62", "5, 5, 14.17", "5, 10, 19.34",
    "5, 20, 24.79", "5, 100, 37.36", "1, 2, 1.77", "1, 5, 3.27", "1, 10, 4.74", "10, 2, 16.01",
    "10, 5, 25.96"
  })
  void lookingWithoutCorrectionErrsMoreOften(double percent, int looks, double errsPercent) {
    assertThat(naive(2, percent / 100, looks).alpha() * 100).isCloseTo(errsPercent, within(0.005));
  }

  /** The second of two one-sided looks at half and all: P(Z1 < c, Z2 > c), scipy 1.17.1 quad. */
  @Test
  void oneSideLooksAtOneSide() {
    var looks = naive(1, 0.05, 2).looks();
    assertThat(looks.get(0).alphaSpent()).isCloseTo(0.05, within(1e-15));
    assertThat(looks.get(1).alphaSpent()).isCloseTo(0.08007552565467, within(1e-13));
    assertThat(looks.get(1).nominalPValuePerSide()).isCloseTo(0.05, within(1e-15));
  }

  @Test
  void onlyRatiosOfInformationMatter() {
    double[] z = {2.5, 2.2, 2.0};
    var once = Boundaries.of(2, new double[] {0.2, 0.5, 1.0}, z);
    var scaled = Boundaries.of(2, new double[] {2e6, 5e6, 1e7}, z);
    assertThat(scaled.alpha()).isCloseTo(once.alpha(), within(1e-15));
  }

  /** Nothing between two looks, so the second adds next to nothing; and it costs what it costs. */
  @Test
  void looksMayBeClose() {
    var close = Boundaries.of(2, new double[] {1.0, 1.000001}, new double[] {1.96, 1.96});
    double first = Normal.twoSided(1.96);
    // Of a walk on the boundary, half a mean absolute step of 0.001 in z: 0.001·φ(1.96)/√(2π).
    double adds = 2 * 1e-3 * Math.exp(-0.5 * 1.96 * 1.96) / (2 * Math.PI);
    assertThat(close.alpha() - first).isCloseTo(adds, within(2e-3 * adds));
  }

  /**
   * What the third look adds, with the second one close to one of the others. Given the second, the
   * first and the third are independent, so it is one integral: mpmath 1.3.0, 30 digits.
   */
  @Test
  void whatFollowsCloseLooksIsExact() {
    assertThat(addedByThird(0.5, 0.5001, 1.0)).isCloseTo(2 * 0.01517362734338155, within(1e-14));
    assertThat(addedByThird(0.2, 0.9, 0.9001)).isCloseTo(2 * 2.009101653520550e-4, within(1e-14));
  }

  private static double addedByThird(double... fractions) {
    var looks = Boundaries.of(2, fractions, new double[] {2, 2, 2}).looks();
    return looks.get(2).alphaSpent() - looks.get(1).alphaSpent();
  }

  @Test
  void aBoundaryThatIsAlwaysPassedEndsIt() {
    var looks = Boundaries.of(1, new double[] {0.5, 1.0}, new double[] {-30, 2}).looks();
    assertThat(looks.get(0).alphaSpent()).isEqualTo(1.0);
    assertThat(looks.get(1).alphaSpent()).isEqualTo(1.0);
  }

  @Test
  void aBoundaryThatIsNeverPassedChangesNothing() {
    var looks = Boundaries.of(2, new double[] {0.5, 1.0}, new double[] {1e6, 1.96}).looks();
    assertThat(looks.get(0).alphaSpent()).isZero();
    assertThat(looks.get(1).alphaSpent()).isCloseTo(Normal.twoSided(1.96), within(1e-14));
  }

  @Test
  void powerOfOneLookIsThatOfAZTest() {
    var single = Boundaries.of(2, new double[] {1.0}, new double[] {1.96});
    assertThat(single.power(2.8)).isCloseTo(Normal.upperTail(1.96 - 2.8), within(1e-14));
    assertThat(single.power(-1.0)).isCloseTo(Normal.upperTail(2.96), within(1e-14));
    assertThat(single.inflation(0.8)).isCloseTo(1.0, within(1e-9));
    assertThat(single.drift(0.8)).isCloseTo(1.96 + 0.8416212335729143, within(1e-9));
  }

  /** The drift is the mean of z at information 1, wherever the looks are. */
  @Test
  void aLookWithMoreInformationFindsLessDrift() {
    var late = Boundaries.of(2, new double[] {4.0}, new double[] {1.96});
    assertThat(late.drift(0.8)).isCloseTo((1.96 + 0.8416212335729143) / 2, within(1e-9));
    assertThat(late.inflation(0.8)).isCloseTo(1.0, within(1e-9));
  }

  @Test
  void withoutDriftPowerIsHalfOfATwoSidedAlpha() {
    var looks = naive(2, 0.05, 7);
    assertThat(looks.power(0.0)).isCloseTo(looks.alpha() / 2, within(1e-14));
    assertThat(naive(1, 0.05, 7).power(0.0)).isCloseTo(naive(1, 0.05, 7).alpha(), within(1e-14));
  }

  @Test
  void driftIsWhereThePowerIs() {
    for (double power : new double[] {0.5, 0.8, 0.95, 1 - 1e-9}) {
      var looks = naive(2, 0.01, 10);
      assertThat(looks.power(looks.drift(power))).as("%s", power).isCloseTo(power, within(1e-9));
    }
  }

  @Test
  void powerWithAHugeDriftIsOne() {
    assertThat(naive(2, 0.01, 10).power(1e6)).isCloseTo(1.0, within(1e-14));
    assertThat(naive(2, 0.01, 10).power(-1e6)).isZero();
  }

  @Test
  void refusesWhatIsNoSequenceOfLooks() {
    double[][] wrong = {
      {},
      {0.0},
      {-1.0, 1.0},
      {0.5, 0.5},
      {0.5, 0.4},
      {1.0, 1.0000009},
      {1.0, Double.NaN},
      {Double.POSITIVE_INFINITY},
      new double[1_001]
    };
    for (double[] fractions : wrong) {
      assertThatIllegalArgumentException()
          .as(Arrays.toString(fractions))
          .isThrownBy(() -> Boundaries.of(2, fractions, fractions))
          .withMessageContaining("fractions are 1 to 1000 numbers above 0");
    }
    double[] two = {0.5, 1.0};
    assertThatIllegalArgumentException().isThrownBy(() -> Boundaries.of(3, two, two));
    assertThatIllegalArgumentException().isThrownBy(() -> Boundaries.of(0, two, two));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Boundaries.of(2, two, new double[] {Double.NaN, 2}))
        .withMessageContaining("for each look");
    for (double z : new double[] {-0.1, 1.1e6}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Boundaries.of(2, two, new double[] {2, z}))
          .withMessageContaining("for each look");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Boundaries.of(1, two, new double[] {2, -1.1e6}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Boundaries.of(2, two, new double[] {2}))
        .withMessageContaining("for each look");
    assertThatIllegalArgumentException().isThrownBy(() -> new Boundaries(2, List.of()));
  }

  @Test
  void refusesPowerThatIsNone() {
    var looks = naive(2, 0.05, 2);
    for (double power : new double[] {0.49, 1.0, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> looks.inflation(power))
          .withMessageContaining("power is from 0.5");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> looks.power(Double.NaN))
        .withMessageContaining("drift is finite");
  }

  private static Boundaries naive(int sides, double alpha, int looks) {
    double[] z = new double[looks];
    Arrays.fill(z, Normal.upperQuantile(alpha / sides));
    return Boundaries.of(sides, GroupSequentialDesign.equalFractions(looks), z);
  }
}
