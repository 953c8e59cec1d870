package plumbline.tracking.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbline.tracking.unit.UnitKey;

class ErasureKeyTest {
  private static final String HEX =
      "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";
  private static final String BASE64 = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  /** OpenSSL 3: printf '\x00\x01u1' | openssl dgst -sha256 -mac HMAC -macopt hexkey:0001... */
  @ParameterizedTest
  @ValueSource(strings = {HEX, BASE64, " " + HEX + "\n"})
  void hashesAreHmacSha256OfTypeAndId(String text) {
    var key = ErasureKey.parse(text);
    assertThat(hex(key.hash(new UnitKey((short) 1, "u1"))))
        .isEqualTo("a93bbd9e5cc3a46c5b8105cd61c74500b7c06f94fffa7f4e4b23ab85e9424912");
    assertThat(hex(key.hash(new UnitKey((short) 2, "u1"))))
        .isEqualTo("cd1109d87b1e797d734391ab37b5e982ea94de3db6ff5cf58d7d6647e84f46fb");
    assertThat(hex(key.hash(new UnitKey((short) 1, "ü"))))
        .isEqualTo("72092e49c520e4bf0b4865629cff7592941d40513f8fbefd0cb107304193a628");
  }

  @Test
  void manyHashesAreThoseOfEach() {
    var key = ErasureKey.parse(HEX);
    var units = List.of(new UnitKey((short) 1, "u1"), new UnitKey((short) 3, "u2"));
    var hashes = key.hashes(units);
    assertThat(hashes).hasSize(2);
    units.forEach(unit -> assertThat(hashes).containsEntry(key.hash(unit), unit));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "short",
        "not base64, and long enough to be a key of thirty-two bytes",
        "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e",
        "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg=="
      })
  void whatIsNoneIsRefusedByTheSettingsNameAndNotPrinted(String text) {
    assertThatThrownBy(() -> ErasureKey.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("plumbline.erasure.key must be base64 or hexadecimal of at least 32 bytes")
        .hasNoCause();
    assertThat(ErasureKey.parse(HEX).toString()).isEqualTo("an erasure key");
  }

  @Test
  void aFingerprintTellsKeysApart() {
    var other = HEX.replace("1f", "1e");
    assertThat(ErasureKey.parse(HEX).fingerprint())
        .isEqualTo(ErasureKey.parse(BASE64).fingerprint())
        .isNotEqualTo(ErasureKey.parse(other).fingerprint());
  }

  private static String hex(Buffer hash) {
    return HexFormat.of().formatHex(hash.getBytes());
  }
}
