package plumbline.assignment.code;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the fields of the contract's messages are called in a file, in the contract's order. */
final class Shape {
  /** Where the contract's name says more than a file has to. */
  private static final Map<String, String> RENAMED =
      Map.ofEntries(
          Map.entry("ExperimentDefinition.unit_type", "unit"),
          Map.entry("RampStep.after_start", "after"),
          Map.entry("AnalysisPlan.mde_relative", "mde"),
          Map.entry("Metric.event_name", "event"),
          Map.entry("Metric.event_filter", "filter"),
          Map.entry("Metric.denominator_event_name", "denominator_event"),
          Map.entry("Metric.denominator_event_filter", "denominator_filter"),
          Map.entry("Metric.cap_micros", "cap"),
          Map.entry("Metric.floor_micros", "floor"));

  private Shape() {}

  /** The message's fields by their names in a file. */
  static Map<String, FieldDescriptor> of(Descriptor type) {
    var fields = new LinkedHashMap<String, FieldDescriptor>();
    type.getFields().forEach(field -> fields.put(name(field), field));
    return fields;
  }

  static String name(FieldDescriptor field) {
    var type = field.getContainingType().getName();
    return RENAMED.getOrDefault(type + "." + field.getName(), field.getName());
  }

  /** Whether the contract counts in millionths what a file writes as a decimal. */
  static boolean isMicros(FieldDescriptor field) {
    return field.getName().endsWith("_micros");
  }

  /** What is said of a name that is not among these. */
  static String unknown(Set<String> names) {
    return names.stream()
        .sorted()
        .collect(Collectors.joining(", ", "is not known here: allowed are ", ""));
  }
}
