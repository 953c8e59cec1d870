package plumbline.clients;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.openfeature.sdk.ImmutableMetadata;
import java.util.List;

/** What an answer says of itself. The SDK gives it by name and type alone. */
final class Metadata {
  private static final List<String> TEXTS = List.of("rule", "flagRule", "experiment", "unitType");
  private static final List<String> SWITCHES = List.of("exposes", "exposed");

  private Metadata() {}

  static ObjectNode render(ImmutableMetadata metadata) {
    var rendered = JsonNodeFactory.instance.objectNode();
    for (var name : TEXTS) {
      var text = metadata.getString(name);
      if (text != null) {
        rendered.put(name, text);
      }
    }
    for (var name : SWITCHES) {
      var is = metadata.getBoolean(name);
      if (is != null) {
        rendered.put(name, is);
      }
    }
    return rendered;
  }
}
