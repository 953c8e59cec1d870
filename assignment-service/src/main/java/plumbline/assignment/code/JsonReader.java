package plumbline.assignment.code;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.math.BigInteger;
import java.util.Optional;

/** Reads what may be anything that JSON can say. */
final class JsonReader {
  private JsonReader() {}

  static Optional<Value> read(Field from, Problems problems) {
    var value = Value.newBuilder();
    switch (from.value()) {
      case Yaml.Scalar scalar -> {
        return scalar(scalar, from.place(), problems);
      }
      case Yaml.Sequence _ -> {
        var list = ListValue.newBuilder();
        from.elements().forEach(it -> read(it, problems).ifPresent(list::addValues));
        value.setListValue(list);
      }
      case Yaml.Mapping mapping -> {
        var struct = Struct.newBuilder();
        mapping
            .members()
            .keySet()
            .forEach(name ->
                from.member(name)
                    .flatMap(it -> read(it, problems))
                    .ifPresent(member -> struct.putFields(name, member)));
        value.setStructValue(struct);
      }
    }
    return Optional.of(value.build());
  }

  private static Optional<Value> scalar(Yaml.Scalar scalar, Place place, Problems problems) {
    var value = Value.newBuilder();
    switch (scalar.kind()) {
      case NULL -> value.setNullValue(NullValue.NULL_VALUE);
      case BOOL -> value.setBoolValue(Boolean.parseBoolean(scalar.text()));
      case TEXT -> value.setStringValue(scalar.text());
      case NUMBER -> {
        var number = number(scalar.text());
        if (number.isEmpty()) {
          problems.add(place, "must be a finite number");
          return Optional.empty();
        }
        value.setNumberValue(number.get());
      }
    }
    return Optional.of(value.build());
  }

  /** A number of YAML's core schema; empty if it is not finite. */
  static Optional<Double> number(String text) {
    if (text.startsWith("0x")) {
      return Optional.of(new BigInteger(text.substring(2), 16).doubleValue());
    }
    if (text.startsWith("0o")) {
      return Optional.of(new BigInteger(text.substring(2), 8).doubleValue());
    }
    return text.toLowerCase(java.util.Locale.ROOT).matches("[-+]?\\.(inf|nan)")
        ? Optional.empty()
        : Optional.of(Double.parseDouble(text)).filter(Double::isFinite);
  }
}
