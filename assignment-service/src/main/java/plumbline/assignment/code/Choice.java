package plumbline.assignment.code;

import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import plumbline.proto.assignment.v1.ExperimentDefinition;

/** Values of the contract's enums by their short names: {@code fixed-horizon}. */
final class Choice {
  private static final Map<String, String> SHORT =
      ExperimentDefinition.getDescriptor().getFile().getEnumTypes().stream()
          .flatMap(type -> type.getValues().stream())
          .collect(Collectors.toMap(EnumValueDescriptor::getName, Choice::name));

  private static final Pattern CONSTANT = Pattern.compile("\\b[A-Z]+(?:_[A-Z]+)+\\b");

  private Choice() {}

  static Optional<EnumValueDescriptor> of(EnumDescriptor type, String name) {
    return choices(type).stream().filter(value -> name(value).equals(name)).findFirst();
  }

  /** {@code DESIGN_FIXED_HORIZON} is {@code fixed-horizon}. */
  static String name(EnumValueDescriptor value) {
    var prefix = value.getType().getName().replaceAll("(?<=[a-z])(?=[A-Z])", "_") + "_";
    return value.getName().substring(prefix.length()).toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** All names of a type, for people. */
  static String allowed(EnumDescriptor type) {
    return choices(type).stream().map(Choice::name).collect(Collectors.joining(", "));
  }

  /** A text in which the contract's constants are named as a file names them. */
  static String inWords(String text) {
    return CONSTANT
        .matcher(text)
        .replaceAll(found -> SHORT.getOrDefault(found.group(), found.group()));
  }

  private static List<EnumValueDescriptor> choices(EnumDescriptor type) {
    return type.getValues().stream().filter(value -> value.getNumber() != 0).toList();
  }
}
