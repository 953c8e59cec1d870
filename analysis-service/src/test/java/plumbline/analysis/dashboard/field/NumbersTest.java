package plumbline.analysis.dashboard.field;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.util.Durations;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import plumbline.proto.assignment.v1.Design;

class NumbersTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.3|0.3",
        ".5|0.5",
        "1,000,000|1000000",
        "10 000|10000",
        "1e-3|0.001",
        "\u22122|-2"
      })
  void numbersAreReadAsPeopleTypeThem(String typed, String number) {
    assertThat(Numbers.parse(typed))
        .hasValueSatisfying(it -> assertThat(it).isEqualByComparingTo(number));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0,3", "0,300", "1,00", "1.2.3", "ten", "NaN", "1e999", ".", "1,0000"})
  void whatMayBeMeantOtherwiseIsNoNumber(String typed) {
    assertThat(Numbers.parse(typed)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.0 / 3, 0.1, 1e-12, 1e15, 0.05, 2.0 / 3, Double.MIN_NORMAL * 1e290})
  void whatIsWrittenIsReadAsTheSame(double number) {
    var typed = new Typed(Map.of("n", Numbers.write(number), "p", Numbers.percent(number)));

    assertThat(typed.number("n")).contains(number);
    assertThat(typed.percent("p")).contains(number);
    assertThat(typed.violations()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"129600s", "1s", "0.000000001s", "316224000s", "604800.5s"})
  void daysAreReadAsTheSame(String span) throws Exception {
    var duration = Durations.parse(span);

    var typed = new Typed(Map.of("d", Numbers.days(duration)));

    assertThat(typed.days("d")).contains(duration);
  }

  @Test
  void aSignMakesAHundredth() {
    var typed = new Typed(Map.of("share", "12 %", "mde", "5%", "bare", "5"));

    assertThat(typed.number("share")).contains(0.12);
    assertThat(typed.percent("mde")).contains(0.05);
    assertThat(typed.percent("bare")).contains(0.05);
    assertThat(typed.number("bare")).contains(5.0);
  }

  @Test
  void whatCannotBeReadNamesItsField() {
    var typed =
        new Typed(Map.of("a", "much", "b", "1.5", "c", "-3", "d", "1e9", "e", "UNRECOGNIZED"));

    assertThat(typed.number("a")).isEmpty();
    assertThat(typed.whole("b")).isEmpty();
    assertThat(typed.whole("c")).isEmpty();
    assertThat(typed.days("d")).isEmpty();
    assertThat(typed.choice("e", Design.class)).isEmpty();
    assertThat(typed.violations()).extracting("field").containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void aSliderStaysWithinItsEnds() {
    assertThat(range("7.3").value()).isEqualTo("7.3");
    assertThat(range("900").value()).isEqualTo("50");
    assertThat(range("nothing").value()).isEqualTo("0.5");
    assertThat(new BigDecimal(range("12 %").value())).isEqualByComparingTo("12");
  }

  private static Range range(String value) {
    var field = new Field("mde", "MDE", "", value, "", List.of());
    return new Range(field, "0.5", "50", "0.5", false, "/planner/plan");
  }
}
