package plumbline.engine.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumbline.engine.calibration.Scenario.Rounds;

/** What turns a figure red, and how it is written. */
class FigureTest {
  @Test
  void aRateIsRedBeyondFourErrorsOfWhatItIsHeldTo() {
    // Of 10,000 rounds at 5 % the error is 0.00218, four of them 0.0087.
    assertThat(rate(587, Held.to(0.05)).holds()).isTrue();
    assertThat(rate(588, Held.to(0.05)).holds()).isFalse();
    assertThat(rate(413, Held.to(0.05)).holds()).isTrue();
    assertThat(rate(412, Held.to(0.05)).holds()).isFalse();
  }

  @Test
  void boundsAreOpenToOneSide() {
    assertThat(rate(0, Held.atMost(0.05)).holds()).isTrue();
    assertThat(rate(588, Held.atMost(0.05)).holds()).isFalse();
    assertThat(rate(10_000, Held.atLeast(0.05)).holds()).isTrue();
    assertThat(rate(412, Held.atLeast(0.05)).holds()).isFalse();
    assertThat(rate(412, Held.TO_NOTHING).holds()).isTrue();
  }

  @Test
  void nothingAtAllMayHappenWhereTheRateIsZero() {
    assertThat(rate(0, Held.to(0)).holds()).isTrue();
    assertThat(rate(1, Held.to(0)).holds()).isFalse();
    assertThat(rate(9_999, Held.to(1)).holds()).isFalse();
  }

  @Test
  void aMeanHasTheErrorOfItsOwnSpread() {
    var measured = Figure.mean("mean", Held.to(2)).measured(new double[] {1, 2, 3, 6});
    assertThat(measured.observed()).isEqualTo(3);
    // sd over n - 1 is sqrt(14/3), its error half of that.
    assertThat(measured.error()).isCloseTo(Math.sqrt(14 / 3.0) / 2, within(1e-12));
    assertThat(measured.holds()).isTrue();
    assertThat(Figure.mean("mean", Held.to(7.4)).measured(new double[] {1, 2, 3, 6}).holds())
        .isFalse();
  }

  @Test
  void heldToIsWrittenForReaders() {
    assertThat(Held.to(0.05).words()).isEqualTo("0.05");
    assertThat(Held.atMost(0.001).words()).isEqualTo("at most 0.001");
    assertThat(Held.atLeast(0.95).words()).isEqualTo("at least 0.95");
    assertThat(Held.between(0.945, 0.955).words()).isEqualTo("0.945 to 0.955");
    assertThat(Held.TO_NOTHING.words()).isEqualTo("–");
  }

  @Test
  void tablesReplaceWhatIsBetweenTheMarkers() {
    var scenario =
        new Scenario("a method", "data", new Rounds(1, 4), List.of(), _ -> new double[0]);
    var result =
        new Runner.Result(scenario, List.of(rate(588, Held.to(0.05)), rate(500, Held.to(0.05))));
    var tables = Tables.of(7, List.of(result), List.of());
    assertThat(tables)
        .contains("Seed 7.", "### a method")
        .contains("| data | false positives | **0.0588 ± 0.0024 RED** | 0.05 | 10,000 |")
        .contains("|  | false positives | 0.0500 ± 0.0022 | 0.05 | 10,000 |");
    var document =
        "before\n<!-- from here on written by make calibrate -->\nold\n<!-- to here -->\n";
    assertThat(Tables.replaced(document, "new"))
        .isEqualTo(
            "before\n<!-- from here on written by make calibrate -->\n\nnew\n<!-- to here -->\n");
    assertThatThrownBy(() -> Tables.replaced("before", "new"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Figure.Measured rate(int yes, Held held) {
    var outcomes = new double[10_000];
    for (var i = 0; i < yes; i++) {
      outcomes[i] = 1;
    }
    return Figure.rate("false positives", held).measured(outcomes);
  }
}
