package plumbline.tracking.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import plumbline.tracking.unit.UnitType;

/**
 * Digests that are stored must come out the same for ever, or what is sent again is in conflict.
 * The expected ones were computed by another program, from the form as it is described.
 */
class EventDigestTest {
  private static final Instant AT = Instant.parse("2026-03-01T12:00:00.000001Z");

  @Test
  void ofAnOutcome() {
    var units = Map.of(UnitType.DEVICE, "Gerät", UnitType.USER, "anna");
    var attributes = Map.<String, Object>of("vip", true, "items", 3.5, "country", "DE");
    var event =
        new Event(
            "e-1",
            new TreeMap<>(units),
            AT,
            new Event.Outcome("buy", -12_500_000L),
            new TreeMap<>(attributes));
    assertThat(digest(event))
        .isEqualTo("0d47d50983c65618b38acd8d28665d77fd39bf33e9e538c7f1dd8d2449e4b507");
  }

  @Test
  void ofAnExposure() {
    var event =
        new Event(
            "x-1",
            new TreeMap<>(Map.of(UnitType.ACCOUNT, "acme")),
            AT,
            new Event.Exposure("exp", "b"),
            new TreeMap<>());
    assertThat(digest(event))
        .isEqualTo("591fd984f84f5d8cea11b8c1088691da2e4a66b67612700123b9e7800a274308");
  }

  @Test
  void ofTheLongestEvent() {
    var attributes = new TreeMap<String, Object>();
    for (var i = 0; i < 32; i++) {
      attributes.put(String.valueOf((char) ('a' + i)) + "€".repeat(63), "€".repeat(1024));
    }
    var units = new TreeMap<UnitType, String>();
    for (var type : UnitType.values()) {
      units.put(type, "€".repeat(85));
    }
    var event =
        new Event("😀".repeat(64), units, AT, new Event.Outcome("😀".repeat(128), 1L), attributes);
    assertThat(digest(event)).hasSize(64);
  }

  private static String digest(Event event) {
    return HexFormat.of().formatHex(EventDigest.of(event).getBytes());
  }
}
