package plumbline.system.fuzz;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.util.List;
import java.util.Random;

/** A message as JSON, with something wrong. */
final class Jsons {
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-0",
          "1e999",
          "-1e-999",
          "NaN",
          "Infinity",
          "01",
          "1.",
          ".5",
          "99999999999999999999999",
          "1.0",
          "\"\"",
          "\"x\"",
          "\"\\ud800\"",
          "\"\\udc00\\ud800\"",
          "\"\\u0000\"",
          "\"\\x\"",
          "'x'",
          "[]",
          "{}",
          "[[]]",
          "[null]",
          "{\"\": null}",
          "{\"a\":1,\"a\":2}",
          "\"-315576000001s\"",
          "\"1.5s\"",
          "\"-1s\"",
          "\"9999-12-31T23:59:60Z\"",
          "\"0000-01-01T00:00:00Z\"",
          "\"2026-01-01\"",
          "undefined",
          "/*x*/1",
          "\"@type\"",
          "{\"@type\":\"type.googleapis.com/x\"}");

  private Jsons() {}

  static String of(Random random, DynamicMessage message) {
    return of(random, print(random, message));
  }

  static String of(Random random, String json) {
    var broken = json;
    for (var i = random.nextInt(3); i > 0; i--) {
      broken = changed(random, broken);
    }
    return switch (random.nextInt(16)) {
      case 0 -> "[".repeat(1 + random.nextInt(20_000));
      case 1 -> "{\"a\":".repeat(1 + random.nextInt(5_000)) + "1" + "}".repeat(5_000);
      case 2 -> VALUES.get(random.nextInt(VALUES.size()));
      case 3 -> json + json;
      default -> broken;
    };
  }

  private static String print(Random random, DynamicMessage message) {
    var printer = JsonFormat.printer().omittingInsignificantWhitespace();
    try {
      return (random.nextBoolean() ? printer.preservingProtoFieldNames() : printer).print(message);
    } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
      // Times out of range have no JSON.
      return "{}";
    }
  }

  private static String changed(Random random, String json) {
    var at = random.nextInt(json.length() + 1);
    return switch (random.nextInt(5)) {
      case 0 -> json.substring(0, at);
      case 1 -> json.substring(0, at) + "{}[],:\"\\".charAt(random.nextInt(8)) + json.substring(at);
      case 2 -> json.replaceFirst("\"(\\w+)\":", "\"" + Nasty.letters(random, 5) + "\":");
      default -> replaced(random, json, at);
    };
  }

  /** Another value after a colon. */
  private static String replaced(Random random, String json, int from) {
    var colon = json.indexOf(':', from);
    if (colon < 0) {
      return json;
    }
    var end = colon + 1;
    while (end < json.length() && ",}]".indexOf(json.charAt(end)) < 0) {
      end++;
    }
    return json.substring(0, colon + 1)
        + VALUES.get(random.nextInt(VALUES.size()))
        + json.substring(end);
  }
}
