package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import plumbline.engine.statistics.MannWhitney.Compared;
import plumbline.engine.statistics.NotDefined.Reason;

class MannWhitneyTest {
  private static final double[] FIVE = {5.5, 1.1, 3.3, 2.2, 4.4};
  private static final double[] FOUR = {2.5, 6.1, 7.2, 3.9};
  private static final Offset<Double> NEAR = within(1e-14);

  @Test
  void agreesWithScipy() {
    var result = compare(FIVE, FOUR);
    // scipy 1.17.1 mannwhitneyu(FOUR, FIVE), methods exact and asymptotic
    assertThat(result.uTreatment()).isEqualTo(15.0);
    assertThat(result.superiority()).isEqualTo(0.75);
    assertThat(result.z()).isCloseTo(5 / Math.sqrt(20 / 12.0 * 10), NEAR);
    assertThat(result.pValueTwoSided()).isCloseTo(0.22067136191984693, NEAR);
    assertThat(result.pValueTwoSidedCorrected()).isCloseTo(0.2703441406547801, NEAR);
    assertThat(result.pValueTwoSidedExact().orElseThrow()).isCloseTo(0.2857142857142857, NEAR);
  }

  @Test
  void agreesWithScipyInALargerSampleToo() {
    var control = IntStream.range(0, 49).mapToDouble(i -> 2 * i).toArray();
    var treatment = IntStream.range(0, 49).mapToDouble(i -> 2 * i + 21).toArray();
    var result = compare(control, treatment);
    assertThat(result.uTreatment()).isEqualTo(1660.0);
    assertThat(result.pValueTwoSidedExact().orElseThrow())
        .isCloseTo(0.0009595747152989116, within(1e-16));
    var fifty = IntStream.range(0, 50).mapToDouble(i -> 2 * i).toArray();
    assertThat(compare(fifty, treatment).pValueTwoSidedExact()).isEmpty();
    assertThat(compare(treatment, fifty).pValueTwoSidedExact()).isEmpty();
  }

  @Test
  void tiesAreHalfAPairEach() {
    var result = compare(new double[] {1, 2, 2, 3, 3, 3}, new double[] {2, 3, 4, 4, 5});
    // scipy 1.17.1 mannwhitneyu, asymptotic
    assertThat(result.uTreatment()).isEqualTo(24.5);
    assertThat(result.pValueTwoSided()).isCloseTo(0.07236892118078302, NEAR);
    assertThat(result.pValueTwoSidedCorrected()).isCloseTo(0.08871369199677616, NEAR);
    assertThat(result.pValueTwoSidedExact()).isEmpty();
    var mirrored =
        compare(new double[] {-1, -2, -2, -3, -3, -3}, new double[] {-2, -3, -4, -4, -5});
    assertThat(mirrored.z()).isEqualTo(-result.z());
    assertThat(mirrored.pValueTwoSided()).isEqualTo(result.pValueTwoSided());
    var above = compare(new double[] {1, 2, 2, 3, 3, 3}, new double[] {2, 3, 4, 4, 4});
    // scipy 1.17.1 mannwhitneyu, asymptotic
    assertThat(above.pValueTwoSided()).isCloseTo(0.07028282375874685, NEAR);
  }

  @Test
  void swappingTheArmsTurnsTheSign() {
    var there = compare(FIVE, FOUR);
    var back = compare(FOUR, FIVE);
    assertThat(back.uTreatment()).isEqualTo(5.0);
    assertThat(back.z()).isEqualTo(-there.z());
    assertThat(back.pValueTwoSided()).isEqualTo(there.pValueTwoSided());
    assertThat(back.pValueTwoSidedExact()).isEqualTo(there.pValueTwoSidedExact());
  }

  @Test
  void theMiddleIsNoEvidence() {
    var result = compare(new double[] {1, 4}, new double[] {2, 3});
    assertThat(result.z()).isZero();
    assertThat(result.pValueTwoSided()).isEqualTo(1.0);
    assertThat(result.pValueTwoSidedCorrected()).isEqualTo(1.0);
    assertThat(result.pValueTwoSidedExact()).hasValue(1.0);
  }

  @Test
  void oneUnitInAnArmIsEnough() {
    // One of three orders, on each side.
    assertThat(compare(new double[] {1, 2}, new double[] {3}).pValueTwoSidedExact().orElseThrow())
        .isCloseTo(2 / 3.0, NEAR);
  }

  @Test
  void whatIsNotDefined() {
    NotDefined none = new NotDefined(Reason.TOO_FEW_UNITS);
    assertThat(MannWhitney.compare(new double[0], FIVE)).isEqualTo(none);
    assertThat(MannWhitney.compare(FIVE, new double[0])).isEqualTo(none);
    assertThat(MannWhitney.compare(new double[] {0, 0}, new double[] {0}))
        .isEqualTo(new NotDefined(Reason.NO_VARIANCE));
    assertThatThrownBy(() -> MannWhitney.compare(FIVE, new double[] {Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Compared compare(double[] control, double[] treatment) {
    return (Compared) MannWhitney.compare(control, treatment);
  }
}
