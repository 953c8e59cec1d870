package plumbline.tracking.oracle;

import java.util.Arrays;
import java.util.Map;
import plumbline.proto.tracking.v1.AttributeValue;

/** A rule over an event's attributes in three languages. */
enum Rule {
  ALL("", "true"),
  FAILED("status >= 500", "coalesce(attributes @@ '$.status >= 500', false)"),
  GERMAN("country == 'DE'", "coalesce(attributes @@ '$.country == \"DE\"', false)"),
  BOT("bot", "coalesce(attributes @@ '$.bot == true', false)");

  private static final AttributeValue NONE = AttributeValue.getDefaultInstance();

  final String cel;
  final String sql;

  Rule(String cel, String sql) {
    this.cel = cel;
    this.sql = sql;
  }

  static Rule of(String cel) {
    return Arrays.stream(values()).filter(it -> it.cel.equals(cel)).findFirst().orElseThrow();
  }

  /** The same in Java. */
  boolean holds(Map<String, AttributeValue> attributes) {
    return switch (this) {
      case ALL -> true;
      case FAILED -> attributes.getOrDefault("status", NONE).getNumberValue() >= 500;
      case GERMAN -> attributes.getOrDefault("country", NONE).getStringValue().equals("DE");
      case BOT -> attributes.getOrDefault("bot", NONE).getBoolValue();
    };
  }
}
