package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import plumbline.engine.statistics.NotDefined.Reason;
import plumbline.engine.statistics.PostStratification.Stratified;
import plumbline.engine.statistics.PostStratification.Stratum;

class PostStratificationTest {
  private static final Stratum FIRST = stratum(40, 10.0, 4.0, 20, 12.0, 9.0);
  private static final Stratum SECOND = stratum(10, 2.0, 1.0, 30, 3.0, 2.0);

  /** By hand: the shares are 0.6 and 0.4, so control is 6 + 0.8 and treatment 7.2 + 1.2. */
  @Test
  void weighsBothArmsAlike() {
    Stratified result = (Stratified) PostStratification.of(List.of(FIRST, SECOND));
    assertNear(result.control(), 50, 6.8, 2.6);
    assertNear(result.treatment(), 50, 8.4, 50 * (0.36 * 9.0 / 20 + 0.16 * 2.0 / 30));
    assertNear(result.plainControl(), 50, 8.4, 13.816326530612244);
    assertNear(result.plainTreatment(), 50, 6.6, 24.510204081632654);
    double squaredError = 0.052 + 0.162 + 0.16 * 2.0 / 30;
    assertNear(
        result.varianceReduction(),
        1.0 - squaredError / ((13.816326530612244 + 24.510204081632654) / 50));
    assertThat(result.strata()).containsExactly(FIRST, SECOND);
  }

  /**
   * Effects of 2 and 1 differ from 1.6 by 0.4 and 0.6, squared and weighed 0.24, over 100 units.
   * With a factor of 1.5 the contrasts are -3 and 0 around -1.8: 2.16 over 100.
   */
  @Test
  void theSharesAreEstimatedToo() {
    Stratified result = (Stratified) PostStratification.of(List.of(FIRST, SECOND));
    double treatment = 0.162 + 0.16 * 2.0 / 30;
    assertNear(result.populationVariance(1.0), 0.052 + treatment + 0.0024);
    assertNear(result.populationVariance(1.5), 2.25 * 0.052 + treatment + 0.0216);
  }

  @Test
  void oneStratumChangesNothing() {
    Stratified result = (Stratified) PostStratification.of(List.of(FIRST));
    assertNear(result.control(), 40, 10.0, 4.0);
    assertThat(result.plainControl()).isEqualTo(FIRST.control());
    assertThat(result.plainTreatment()).isEqualTo(FIRST.treatment());
    assertNear(result.populationVariance(1.0), 0.1 + 0.45);
    assertThat(result.varianceReduction()).isCloseTo(0.0, Offset.offset(1e-15));
  }

  @Test
  void takesMomentsByTheStratumsName() {
    Map<String, Moments> control = Map.of("de", Moments.of(1, 2, 9), "fr", Moments.of(4, 8));
    Map<String, Moments> treatment =
        Map.of("fr", Moments.of(5, 5, 7), "de", Moments.of(3, 3), "none", Moments.NONE);
    Stratum de = new Stratum(summary(1, 2, 9), summary(3, 3));
    Stratum fr = new Stratum(summary(4, 8), summary(5, 5, 7));
    assertThat(PostStratification.of(control, treatment, 1))
        .isEqualTo(PostStratification.of(List.of(de, fr)));
    var scaled = (Stratified) PostStratification.of(control, treatment, 1e-6);
    assertThat(scaled.control().mean()).isCloseTo(5e-6, Offset.offset(1e-18));
    // All units as one, to the last digits.
    var result = (Stratified) PostStratification.of(control, treatment, 1);
    ArmSummary all = summary(1, 2, 9, 4, 8);
    assertNear(result.plainControl(), 5, all.mean(), all.variance());
  }

  @Test
  void aStratumOfOneSideLeavesTheQuestionOpen() {
    NotDefined tooFew = new NotDefined(Reason.TOO_FEW_UNITS);
    Map<String, Moments> two = Map.of("de", Moments.of(1, 2), "fr", Moments.of(3, 4));
    Map<String, Moments> lacking = Map.of("de", Moments.of(1, 2));
    Map<String, Moments> single = Map.of("de", Moments.of(1, 2), "fr", Moments.of(3));
    for (var other : List.of(lacking, single)) {
      assertThat(PostStratification.of(two, other, 1)).isEqualTo(tooFew);
      assertThat(PostStratification.of(other, two, 1)).isEqualTo(tooFew);
    }
    assertThat(PostStratification.of(single, lacking, 1)).isEqualTo(tooFew);
    assertThat(PostStratification.of(Map.of(), Map.of(), 1)).isEqualTo(tooFew);
    assertThat(PostStratification.of(List.of())).isEqualTo(tooFew);
    assertThat(PostStratification.of(two, two, 1)).isInstanceOf(Stratified.class);
  }

  @Test
  void strataWithoutNoiseHaveNone() {
    Stratum constant = stratum(5, 1.0, 0.0, 5, 1.0, 0.0);
    Stratified result = (Stratified) PostStratification.of(List.of(constant, constant));
    assertThat(result.varianceReduction()).isZero();
    assertThat(result.populationVariance(1.0)).isZero();
  }

  @Test
  void aBillionUnitsAndALopsidedSplitAreOrdinary() {
    Stratum lopsided = stratum(1_980_000_000, 1e9, 4.0, 20_000_000, 1e9 + 1, 4.0);
    Stratified result = (Stratified) PostStratification.of(List.of(lopsided, lopsided));
    assertThat(result.control().n()).isEqualTo(3_960_000_000L);
    assertThat(result.treatment().mean() - result.control().mean()).isEqualTo(1.0);
    assertNear(result.treatment().variance(), 4.0);
    assertNear(result.plainTreatment().variance(), 4.0 * (1.0 - 1.0 / 39_999_999.0));
  }

  private static Stratum stratum(
      long controlN, double control, double controlVar, long n, double mean, double variance) {
    return new Stratum(
        new ArmSummary(controlN, control, controlVar), new ArmSummary(n, mean, variance));
  }

  private static ArmSummary summary(long... values) {
    return Moments.of(values).summary(1).orElseThrow();
  }

  private static void assertNear(ArmSummary got, long n, double mean, double variance) {
    assertThat(got.n()).isEqualTo(n);
    assertNear(got.mean(), mean);
    assertNear(got.variance(), variance);
  }

  private static void assertNear(double got, double expected) {
    assertThat(got).isCloseTo(expected, Offset.offset(1e-12 * Math.abs(expected)));
  }
}
