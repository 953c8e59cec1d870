package plumbline.assignment.code;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Value;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.nodes.Node;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.LayerSlots;

/** Writes an experiment as the file that {@link DefinitionFile} reads as the same definition. */
final class DefinitionWriter {
  private DefinitionWriter() {}

  /** The file: what is set and nothing else, in the contract's order. */
  static String write(String key, ExperimentDefinition definition) {
    var file = new LinkedHashMap<String, Node>();
    file.put("key", YamlWriter.text(key));
    Shape.of(ExperimentDefinition.getDescriptor())
        .forEach((name, field) -> {
          switch (name) {
            case "metrics" -> file.putAll(MetricsWriter.write(definition.getMetricsList()));
            case "layer" -> {
              if (definition.hasLayer()) {
                file.put(name, layer(definition.getLayer()));
              }
            }
            default -> put(file, name, field, definition);
          }
        });
    return YamlWriter.print(YamlWriter.mapping(file));
  }

  /** The fields of a message that are set, by their names in a file. */
  static Map<String, Node> members(Message message) {
    var members = new LinkedHashMap<String, Node>();
    Shape.of(message.getDescriptorForType())
        .forEach((name, field) -> put(members, name, field, message));
    return members;
  }

  private static void put(
      Map<String, Node> members, String name, FieldDescriptor field, Message message) {
    if (field.isRepeated()) {
      var elements = (List<?>) message.getField(field);
      if (!elements.isEmpty()) {
        members.put(name, YamlWriter.list(elements.stream().map(it -> value(it, field)).toList()));
      }
    } else if (message.hasField(field)) {
      members.put(name, value(message.getField(field), field));
    }
  }

  private static Node value(Object value, FieldDescriptor field) {
    return switch (value) {
      case String text -> YamlWriter.text(text);
      case Double number -> YamlWriter.number((double) number);
      case Long micros when Shape.isMicros(field) ->
          YamlWriter.number(BigDecimal.valueOf(micros, 6));
      case Long number -> YamlWriter.number((long) number);
      case Boolean flag -> YamlWriter.flag(flag);
      case EnumValueDescriptor choice -> YamlWriter.text(Choice.name(choice));
      case Duration length -> YamlWriter.text(TimeSpan.print(length));
      case Value payload -> YamlWriter.json(payload);
      case Message message -> YamlWriter.mapping(members(message));
      default -> throw new IllegalStateException("no field of a definition is " + field.getType());
    };
  }

  private static Node layer(LayerSlots layer) {
    var members = new LinkedHashMap<String, Node>();
    members.put("name", YamlWriter.text(layer.getLayer()));
    members.put("slots", YamlWriter.text(layer.getFromSlot() + "-" + (layer.getToSlot() - 1)));
    return YamlWriter.mapping(members);
  }
}
