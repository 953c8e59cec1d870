package plumbline.engine.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import plumbline.engine.guardrail.Clearance.State;
import plumbline.engine.guardrail.HarmReading.Measured;
import plumbline.engine.guardrail.HarmReading.Method;
import plumbline.engine.guardrail.ObservedArms.Shares;
import plumbline.engine.guardrail.ObservedArms.Summaries;
import plumbline.engine.guardrail.ObservedArms.Summary;
import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.Proportion;

/**
 * The numbers behind a state. Oracles: scipy 1.17.1, exact bounds by beta.ppf and beta.isf, those
 * of a contrast by t.isf at Welch's degrees of freedom at the margin and brentq, rel 1e-9.
 */
class HarmTestTest {
  private static final Scale SHARE = new Scale.Share();
  private static final Scale MS = new Scale.Measured("ms");

  @Test
  void aRareShareHasTheBinomialsBounds() {
    var more = shares("< 10% increase from control", 0.001, 12, 5_000, 30, 5_200);
    assertNumbers(more, 1.4038461538461542, -0.1598608184005429, 7.158867665321722);
    assertThat(more.method()).isEqualTo(Method.CONDITIONAL_BINOMIAL);
    assertThat(more.state()).isEqualTo(State.WATCH);
    var less = shares("< 10% decrease from control", 0.002, 60, 9_000, 20, 10_000);
    assertNumbers(less, 0.7, 0.37318664603822405, 0.8692554351444505);
    assertThat(less.state()).isEqualTo(State.BREACHED);
  }

  @Test
  void aRareShareInPointsHasBothArmsBounds() {
    var more = shares("< 0.001pp increase from control", 0.001, 3, 1_000, 30, 1_100);
    assertNumbers(more, 0.024272727272727272, 2.0727162767145146e-05, 0.04721649097437161);
    assertThat(more.method()).isEqualTo(Method.CLOPPER_PEARSON);
    assertThat(more.state()).isEqualTo(State.BREACHED);
    var less = shares("< 2pp decrease from control", 0.001, 90, 1_000, 20, 900);
    assertNumbers(less, 0.06777777777777777, 0.01956358008969552, 0.11398127053146098);
    assertThat(less.state()).isEqualTo(State.WATCH);
  }

  @Test
  void aCommonShareHasTheContrasts() {
    var relative = shares("< 10% increase from control", 0.001, 500, 10_000, 560, 9_500);
    assertNumbers(relative, 0.17894736842105252, -0.020380643850472207, 0.4218643461198416);
    assertThat(relative.method()).isEqualTo(Method.CONTRAST);
    var points = shares("< 0.1pp decrease from control", 0.001, 700, 10_000, 500, 9_500);
    assertNumbers(points, 0.01736842105263159, 0.006769786792943584, 0.02796705531231959);
    assertThat(points.state()).isEqualTo(State.BREACHED);
  }

  @Test
  void aSummaryHasTheContrasts() {
    var absolute =
        measured(
            "< 20ms increase from control",
            MS,
            0.0005,
            new Summaries(
                summary(new ArmSummary(5_000, 340, 250_000), 0),
                summary(new ArmSummary(5_200, 420, 300_000), 0)));
    assertNumbers(absolute, 80.0, 45.84266012780384, 114.15733987219616);
    assertThat(absolute.state()).isEqualTo(State.BREACHED);
    var less =
        measured(
            "< 5% decrease from control",
            MS,
            0.0005,
            new Summaries(
                summary(new ArmSummary(4_000, 12, 90), 0),
                summary(new ArmSummary(4_000, 10, 80), 0)));
    assertNumbers(less, 0.16666666666666663, 0.1134149874446832, 0.21709179558358602);
  }

  @Test
  void aValuesOwnErrorWidensBothBounds() {
    var more =
        measured(
            "< 10% increase from control",
            MS,
            0.0005,
            new Summaries(
                summary(new ArmSummary(5_000, 340, 250_000), 1.7),
                summary(new ArmSummary(5_200, 420, 300_000), 2.1)));
    assertNumbers(more, 0.23529411764705888, 0.11742731266672782, 0.36733528706581275);
    var less =
        measured(
            "< 5% decrease from control",
            MS,
            0.0005,
            new Summaries(
                summary(new ArmSummary(4_000, 12, 90), 0.06),
                summary(new ArmSummary(4_000, 10, 80), 0.05)));
    assertNumbers(less, 0.16666666666666663, 0.10451951116479588, 0.22492843352847627);
    // An error as large as the excess leaves nothing shown.
    var hidden =
        measured(
            "< 20ms increase from control",
            MS,
            0.0005,
            new Summaries(
                summary(new ArmSummary(5_000, 340, 250_000), 12.93),
                summary(new ArmSummary(5_200, 420, 300_000), 12.93)));
    assertThat(hidden.state()).isEqualTo(State.WATCH);
  }

  private static void assertNumbers(Measured got, double harm, double lower, double upper) {
    assertNear(got.harm(), harm);
    assertNear(got.lower(), lower);
    assertNear(got.upper(), upper);
  }

  private static void assertNear(OptionalDouble got, double want) {
    assertThat(got.getAsDouble()).isCloseTo(want, within(1e-9 * Math.abs(want)));
  }

  private static Measured shares(
      String text, double level, long xControl, long nControl, long x, long n) {
    return shares(text, level, new Proportion(xControl, nControl), new Proportion(x, n));
  }

  private static Measured shares(String text, double level, Proportion control, Proportion arm) {
    return measured(text, SHARE, level, new Shares(control, arm));
  }

  private static Measured measured(String text, Scale scale, double level, ObservedArms arms) {
    return (Measured) read(text, scale, level, arms);
  }

  private static HarmReading read(String text, Scale scale, double level, ObservedArms arms) {
    return new HarmTest(Threshold.parse(text, scale), level, level).read(arms);
  }

  private static Summary summary(ArmSummary arm, double valueError) {
    return new Summary(arm, arm.n(), valueError);
  }
}
