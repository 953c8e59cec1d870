package plumbline.analysis.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CsvTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "plain, plain",
        "`a,b`, `\"a,b\"`",
        "`say \"x\"`, `\"say \"\"x\"\"\"`",
        "`=1+1`, `'=1+1`",
        "`+1`, `'+1`",
        "`-1`, `'-1`",
        "`@a`, `'@a`",
        "`\t=1`, `'\t=1`",
        "`a=1`, `a=1`",
        "``, ``",
        "`=\"a\",b`, `\"'=\"\"a\"\",b\"`",
        "straße, straße"
      })
  void textIsQuotedAndNoFormula(String cell, String written) {
    assertThat(taken(new Csv().text(cell))).isEqualTo(written + "\r\n");
  }

  @ParameterizedTest
  @CsvSource({"-5, -5", "1.5E-7, 1.5E-7"})
  void numbersStayNumbers(String cell, String written) {
    assertThat(taken(new Csv().exact(cell))).isEqualTo(written + "\r\n");
  }

  private static String taken(Csv csv) {
    csv.endRow();
    return new String(csv.take(), StandardCharsets.UTF_8);
  }
}
