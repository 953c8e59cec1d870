package plumbline.engine.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumbline.engine.guardrail.Threshold.Kind;
import plumbline.engine.planning.Direction;

class ThresholdTest {
  private static final Scale SHARE = new Scale.Share();
  private static final long SEED = 20_260_301;

  /** Text, the metric's unit ("share" for a share), margin, kind, direction. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          < 1% increase from control               | share | 0.01     | RELATIVE          | INCREASE
          < 0.5pp increase from control            | share | 0.005    | PERCENTAGE_POINTS | INCREASE
          < 200ms increase from control            | ms    | 200      | ABSOLUTE          | INCREASE
          < 10% decrease from control              | EUR   | 0.1      | RELATIVE          | DECREASE
          <1%increase from control                 | share | 0.01     | RELATIVE          | INCREASE
          '  <  200   MS   Increase FROM Control ' | ms    | 200      | ABSOLUTE          | INCREASE
          < 2.50 percentage points decrease from control | share | 0.025 | PERCENTAGE_POINTS | DECREASE
          < 1 percentage point increase from control | share | 0.01   | PERCENTAGE_POINTS | INCREASE
          <= 1% increase from control              | ms    | 0.01     | RELATIVE          | INCREASE
          ≤ .5 PP increase from control            | share | 0.005    | PERCENTAGE_POINTS | INCREASE
          < 0.2 increase from control              | 1     | 0.2      | ABSOLUTE          | INCREASE
          < 3 decrease from control                | ''    | 3        | ABSOLUTE          | DECREASE
          < 5 € decrease from control              | €     | 5        | ABSOLUTE          | DECREASE
          < 7 tickets per day increase from control| tickets per day | 7 | ABSOLUTE       | INCREASE
          < 0.000001% increase from control        | share | 1e-8     | RELATIVE          | INCREASE
          < 1000% increase from control            | share | 10       | RELATIVE          | INCREASE
          < 1000000000ms increase from control     | ms    | 1e9      | ABSOLUTE          | INCREASE
          """)
  void readsWhatPeopleWrite(
      String text, String unit, BigDecimal margin, Kind kind, Direction direction) {
    Scale scale = scale(unit);
    assertThat(Threshold.parse(text, scale))
        .isEqualTo(new Threshold(margin, kind, direction, scale));
  }

  /** Text, the metric's unit, what the refusal says. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ''                                    | share | a threshold reads like
          1% increase from control              | share | a threshold reads like
          > 1% increase from control            | share | a threshold reads like
          = 1% increase from control            | share | a threshold reads like
          < 1% rise from control                | share | a threshold reads like
          < 1% increase                         | share | a threshold reads like
          < 1% increase from baseline           | share | a threshold reads like
          < increase from control               | share | a margin is a number
          < 1% increase from control, or less   | share | a threshold reads like
          < -1% increase from control           | share | a margin is a number
          < NaN% increase from control          | share | a margin is a number
          < ∞% increase from control            | share | a margin is a number
          < 1,5% increase from control          | share | a margin is a number
          < 1.2.3% increase from control        | share | a margin is a number
          < 1.% increase from control           | share | a margin is a number
          < 1 000ms increase from control       | ms    | a margin is a number
          < 12345678901ms increase from control | ms    | a margin is a number
          < 0.0000001% increase from control    | share | a margin is a number
          < ١% increase from control            | share | a margin is a number
          < 1e3ms increase from control         | ms    | the unit has to be the metric's
          < 0% increase from control            | share | a margin is above 0
          < 0.00pp increase from control        | share | a margin is above 0
          < 1000.1% increase from control       | share | at most 1000%
          < 100% decrease from control          | share | below 100%
          < 100pp increase from control         | share | below 100pp
          < 1000000001ms increase from control  | ms    | at most 1,000,000,000
          < 200s increase from control          | ms    | the unit has to be the metric's
          < 200 increase from control           | ms    | the unit has to be the metric's
          < 200ms increase from control         | share | the unit has to be the metric's
          < 0.5 increase from control           | share | the unit has to be the metric's
          < 0.5pp increase from control         | ms    | percentage points are for shares
          < 2%% increase from control           | share | the unit has to be the metric's
          """)
  void refusesTheRestAndSaysWhatIsAllowed(String text, String unit, String says) {
    assertThatThrownBy(() -> Threshold.parse(text, scale(unit)))
        .isInstanceOf(GuardrailSyntaxException.class)
        .hasMessageContaining(says);
  }

  @Test
  void refusesWhatIsTooLongWithoutReadingItAll() {
    assertThatThrownBy(() -> Threshold.parse("< 1" + "% ".repeat(100_000), SHARE))
        .isInstanceOf(GuardrailSyntaxException.class)
        .message()
        .hasSizeLessThan(300);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          < 1% increase from control    | share | error_rate | breached when the treatment's error_rate is more than 1 % above control's, relatively: with control at 2 %, above 2.02 %
          < 0.5pp increase from control | share | error_rate | breached when the treatment's error_rate is more than 0.5 percentage points above control's: with control at 2 %, above 2.5 %
          < 5pp decrease from control   | share | retention  | breached when the treatment's retention is more than 5 percentage points below control's: with control at 50 %, below 45 %
          < 60pp decrease from control  | share | retention  | breached when the treatment's retention is more than 60 percentage points below control's
          < 200ms increase from control | ms    | latency    | breached when the treatment's latency is more than 200 ms above control's: with control at 2000 ms, above 2200 ms
          < 10% decrease from control   | EUR   | revenue    | breached when the treatment's revenue is more than 10 % below control's, relatively: with control at 100 EUR, below 90 EUR
          < 0.2 increase from control   | 1     | tickets    | breached when the treatment's tickets is more than 0.2 above control's: with control at 2, above 2.2
          """)
  void saysHowItWasUnderstood(String text, String unit, String metric, String words) {
    assertThat(Threshold.parse(text, scale(unit)).describe(metric)).isEqualTo(words);
  }

  @Test
  void saysHowItWasUnderstoodForAKnownControl() {
    Threshold threshold = Threshold.parse("< 0.5pp increase from control", SHARE);
    assertThat(threshold.describe("error_rate", 0.013))
        .endsWith("with control at 1.3 %, above 1.8 %");
    assertThat(threshold.describe("error_rate", 1.0 / 3.0))
        .endsWith("with control at 33.3333 %, above 33.8333 %");
    assertThat(threshold.describe("error_rate", 0.999))
        .endsWith("above 100.4 %, which no share can be: it can never be breached");
  }

  @Test
  void itsOwnTextMeansTheSame() {
    Random random = new Random(SEED);
    Scale[] scales = {SHARE, new Scale.Measured("ms"), new Scale.Measured("1")};
    for (int round = 0; round < 10_000; round++) {
      Scale scale = scales[random.nextInt(scales.length)];
      Kind[] kinds =
          scale instanceof Scale.Share
              ? new Kind[] {Kind.RELATIVE, Kind.PERCENTAGE_POINTS}
              : new Kind[] {Kind.RELATIVE, Kind.ABSOLUTE};
      Direction direction = random.nextBoolean() ? Direction.INCREASE : Direction.DECREASE;
      // Written with up to 6 decimals, as a percentage where it is one.
      Kind kind = kinds[random.nextInt(2)];
      BigDecimal written = BigDecimal.valueOf(1 + random.nextInt(99_999_999), random.nextInt(7));
      BigDecimal margin =
          kind == Kind.ABSOLUTE ? written : written.remainder(BigDecimal.TEN).movePointLeft(2);
      if (margin.signum() == 0) {
        continue;
      }
      var threshold = new Threshold(margin, kind, direction, scale);
      assertThat(Threshold.parse(threshold.text(), scale))
          .as("seed %d, round %d: %s", SEED, round, threshold.text())
          .isEqualTo(threshold);
      assertThat(threshold.describe("m"))
          .startsWith("breached when the treatment's m is more than ")
          .contains(direction == Direction.INCREASE ? " above " : " below ");
    }
  }

  @Test
  void theLimitIsALineInControl() {
    for (String text :
        new String[] {
          "< 3% increase from control", "< 3% decrease from control",
          "< 3pp increase from control", "< 3pp decrease from control"
        }) {
      Threshold threshold = Threshold.parse(text, SHARE);
      double margin = threshold.margin().doubleValue();
      double limit = threshold.limit(0.2);
      assertThat(limit).isCloseTo(threshold.slope() * 0.2 + threshold.shift(), within(1e-15));
      assertThat(threshold.harm(0.2, limit)).as(text).isCloseTo(margin, within(1e-15));
      assertThat(threshold.treatmentAt(0.2, margin)).as(text).isCloseTo(limit, within(1e-15));
    }
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          halt, HALT
          ' HALT ', HALT
          Auto-halt experiment if breached, HALT
          auto-halt  Experiment if breached, HALT
          alert, ALERT
          Alert + review, ALERT
          """)
  void readsActions(String text, GuardrailAction action) {
    assertThat(GuardrailAction.parse(text)).isEqualTo(action);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "stop", "halt or alert", "Auto-halt", "Alert review"})
  void refusesOtherActions(String text) {
    assertThatThrownBy(() -> GuardrailAction.parse(text))
        .isInstanceOf(GuardrailSyntaxException.class)
        .hasMessageContaining("an action is \"halt\"")
        .hasMessageEndingWith("not \"" + text + '"');
  }

  private static Scale scale(String unit) {
    return unit.equals("share") ? SHARE : new Scale.Measured(unit);
  }
}
