package plumbline.assignment.code;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Duration;
import com.google.protobuf.util.Durations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSpanTest {

  @ParameterizedTest
  @CsvSource({"14d, 1209600", "36h, 129600", "90m, 5400", "30s, 30", "1d12h, 129600", "0s, 0"})
  void lengthsAreReadAsPeopleWriteThem(String text, long seconds) {
    assertThat(TimeSpan.parse(text)).contains(Durations.fromSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource({"129600, 1d12h", "1209600, 14d", "5400, 1h30m", "0, 0s", "61, 1m1s"})
  void lengthsAreWrittenInWholeUnits(long seconds, String text) {
    assertThat(TimeSpan.print(Durations.fromSeconds(seconds))).isEqualTo(text);
  }

  @Test
  void fractionsOfASecondAreKept() {
    var length = Duration.newBuilder().setSeconds(60).setNanos(1).build();
    assertThat(TimeSpan.print(length)).isEqualTo("1m0.000000001s");
    assertThat(TimeSpan.parse("1m0.000000001s")).contains(length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "14", "d", "14 d", "-1d", "1h1d", "1.5d", "2w", "P14D", "14d ", "1s1s"})
  void nothingElseIsALength(String text) {
    assertThat(TimeSpan.parse(text)).isEmpty();
  }
}
