package plumbline.assignment.definition;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.Message;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.TreeMap;
import plumbline.kit.json.ProtoJson;

/**
 * The one text of a message that is hashed, so that anybody can hash it again (a definition's
 * pre-registration, an entry of the decision log): protobuf's JSON in the JSON Canonicalization
 * Scheme (RFC 8785), UTF-8. That is: members sorted by their names' UTF-16 code units, no white
 * space, numbers as ECMAScript writes them, only the necessary escapes. Fields at their default are
 * left out, as protobuf's JSON does. It can be computed again from what the API answers, with any
 * implementation of the RFC.
 */
public final class CanonicalForm {
  private CanonicalForm() {}

  /** SHA-256 of the canonical form, 64 hexadecimal digits in lower case. */
  public static String sha256(Message message) {
    return sha256(of(message));
  }

  /** SHA-256 of a text's UTF-8, 64 hexadecimal digits in lower case. */
  public static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must provide SHA-256", e);
    }
  }

  /** The canonical form. */
  public static String of(Message message) {
    return of(ProtoJson.print(message));
  }

  static String of(String json) {
    var text = new StringBuilder();
    write(JsonParser.parseString(json), text);
    return text.toString();
  }

  private static void write(JsonElement element, StringBuilder text) {
    switch (element) {
      case JsonObject object -> writeObject(object, text);
      case JsonArray array -> writeArray(array, text);
      case JsonPrimitive string when string.isString() -> writeString(string.getAsString(), text);
      case JsonPrimitive number when number.isNumber() -> text.append(number(number.getAsDouble()));
      default -> text.append(element);
    }
  }

  private static void writeObject(JsonObject object, StringBuilder text) {
    var separator = "{";
    for (var member : new TreeMap<>(object.asMap()).entrySet()) {
      text.append(separator);
      writeString(member.getKey(), text);
      write(member.getValue(), text.append(':'));
      separator = ",";
    }
    text.append(object.isEmpty() ? "{}" : "}");
  }

  private static void writeArray(JsonArray array, StringBuilder text) {
    text.append('[');
    for (var i = 0; i < array.size(); i++) {
      write(array.get(i), i == 0 ? text : text.append(','));
    }
    text.append(']');
  }

  private static void writeString(String string, StringBuilder text) {
    text.append('"');
    for (var i = 0; i < string.length(); i++) {
      var c = string.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\b' -> text.append("\\b");
        case '\f' -> text.append("\\f");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> text.append(c < ' ' ? String.format(Locale.ROOT, "\\u%04x", (int) c) : c);
      }
    }
    text.append('"');
  }

  /** ECMAScript's Number.toString: the shortest digits that read back as the same double. */
  private static String number(double value) {
    if (value == 0) {
      return "0";
    }
    var shortest = shortest(Math.abs(value));
    var digits = shortest.unscaledValue().toString();
    // The value is 0.digits * 10^point.
    var point = digits.length() - shortest.scale();
    var sign = value < 0 ? "-" : "";
    if (point > -6 && point <= 21) {
      return sign + shortest.toPlainString();
    }
    var exponent = point - 1;
    var mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    return sign + mantissa + "e" + (exponent < 0 ? "" : "+") + exponent;
  }

  /** Java writes two digits at least, and with the second not always a zero: 4.9E-324. */
  private static BigDecimal shortest(double magnitude) {
    var digits = new BigDecimal(Double.toString(magnitude)).stripTrailingZeros();
    var one = digits.round(new MathContext(1));
    return digits.precision() == 2 && one.doubleValue() == magnitude
        ? one.stripTrailingZeros()
        : digits;
  }
}
