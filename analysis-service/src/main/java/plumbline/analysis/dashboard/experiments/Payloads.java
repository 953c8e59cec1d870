package plumbline.analysis.dashboard.experiments;

import com.google.protobuf.Value;
import java.util.Optional;
import java.util.regex.Pattern;
import plumbline.kit.failure.Failure;
import plumbline.kit.json.ProtoJson;

/** Payloads as people type them: JSON, or text that is none. */
final class Payloads {
  private static final Pattern JSON =
      Pattern.compile("(?s)[\\[{\"].*|true|false|null|-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private Payloads() {}

  static String write(Value payload) {
    if (payload.getKindCase() != Value.KindCase.STRING_VALUE) {
      return ProtoJson.print(payload);
    }
    var text = payload.getStringValue();
    var plain = !text.isEmpty() && text.equals(text.strip()) && !JSON.matcher(text).matches();
    return plain && text.indexOf('\r') < 0 ? text : ProtoJson.print(payload);
  }

  /** Empty where it looks like JSON and is none. */
  static Optional<Value> read(String text) {
    if (!JSON.matcher(text).matches()) {
      return Optional.of(Value.newBuilder().setStringValue(text).build());
    }
    try {
      return Optional.of(ProtoJson.parse(text, Value.newBuilder()).build());
    } catch (Failure.Invalid e) {
      return Optional.empty();
    }
  }
}
