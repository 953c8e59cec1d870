package plumbline.assignment.difference;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.ForcedOverride;

/** What the elements of a repeated field are called. */
final class ElementNames {
  /** Texts that are their own names. */
  private static final Set<String> NAMES = Set.of("holdouts", "tags");

  private ElementNames() {}

  /** Whether each element has a name, and no other has the same. */
  static boolean areUnique(Message message, FieldDescriptor field) {
    var seen = new HashSet<String>();
    return elements(message, field).stream()
        .map(element -> name(field, element))
        .allMatch(name -> !name.isEmpty() && seen.add(name));
  }

  /** The elements by their names, in order. */
  static Map<String, Object> byName(Message message, FieldDescriptor field) {
    var named = new LinkedHashMap<String, Object>();
    elements(message, field).forEach(element -> named.put(name(field, element), element));
    return named;
  }

  /** The elements by their places, from 0. */
  static Map<String, Object> byPlace(Message message, FieldDescriptor field) {
    var placed = new LinkedHashMap<String, Object>();
    elements(message, field).forEach(it -> placed.put(String.valueOf(placed.size()), it));
    return placed;
  }

  private static List<?> elements(Message message, FieldDescriptor field) {
    return (List<?>) message.getField(field);
  }

  private static String name(FieldDescriptor field, Object element) {
    return switch (element) {
      case ExperimentMetric metric when metric.hasMetric() -> metric.getMetric().getKey();
      case ExperimentMetric metric -> metric.getCatalogue().getKey();
      case ForcedOverride override -> override.getUnit();
      case Message message -> key(message);
      case String text when NAMES.contains(field.getName()) -> text;
      default -> "";
    };
  }

  private static String key(Message message) {
    var field = message.getDescriptorForType().findFieldByName("key");
    return field == null ? "" : String.valueOf(message.getField(field));
  }
}
