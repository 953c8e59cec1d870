package plumbline.kit.unit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitIdTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "ünït-1", "用户", "\uD83D\uDE00", " ", "a:b"})
  void whatIsPlainIsValid(String id) {
    assertThat(UnitId.isValid(id)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "\u0000", "\u007F", "\u0085", "\uD83D", "a\uDE00"})
  void controlCharactersAndHalfPairsAreNot(String id) {
    assertThat(UnitId.isValid(id)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "ü", "用", "\uD83D\uDE00"})
  void theLengthIsOfUtf8(String character) {
    var bytes = character.getBytes(StandardCharsets.UTF_8).length;
    assertThat(UnitId.isValid(character.repeat(256 / bytes))).isTrue();
    assertThat(UnitId.isValid(character.repeat(256 / bytes + 1))).isFalse();
  }
}
