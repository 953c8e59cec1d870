package plumbline.assignment.code;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Duration;
import com.google.protobuf.Message;
import com.google.protobuf.Value;
import java.util.HashSet;
import java.util.Set;

/** Reads mappings into the contract's messages, field by field. */
final class MessageReader {
  private final Problems problems;
  private final ValueReader values;

  MessageReader(Problems problems) {
    this.problems = problems;
    this.values = new ValueReader(problems);
  }

  /**
   * Reads a mapping.
   *
   * @param path the message's, in the definition
   */
  void read(Field from, Message.Builder into, String path) {
    read(from, into, path, Set.of());
  }

  /**
   * Reads a mapping.
   *
   * @param apart names that somebody else reads
   */
  void read(Field from, Message.Builder into, String path, Set<String> apart) {
    problems.remember(path, from.place());
    if (!from.isMapping()) {
      problems.add(from.place(), "must be a mapping of names to values");
      return;
    }
    var fields = Shape.of(into.getDescriptorForType());
    fields.keySet().removeAll(apart);
    fields.forEach((name, field) -> {
      problems.remember(path + "." + field.getName(), from.placeOf(name));
      from.member(name).ifPresent(it -> readField(it, field, into, path + "." + field.getName()));
    });
    var known = new HashSet<>(fields.keySet());
    known.addAll(apart);
    refuseOthers(from, known);
  }

  /** A name that is not known is never passed over: it may be a misspelt one. */
  void refuseOthers(Field from, Set<String> known) {
    if (from.value() instanceof Yaml.Mapping mapping) {
      mapping.members().keySet().stream()
          .filter(name -> !known.contains(name))
          .forEach(name -> problems.add(from.placeOf(name), Shape.unknown(known)));
    }
  }

  private void readField(Field from, FieldDescriptor field, Message.Builder into, String path) {
    if (!field.isRepeated()) {
      if (isNested(field)) {
        var nested = into.newBuilderForField(field);
        read(from, nested, path);
        into.setField(field, nested.build());
      } else {
        values.read(from, field).ifPresent(value -> into.setField(field, value));
      }
      return;
    }
    if (!from.isList()) {
      problems.add(from.place(), "must be a list");
    }
    for (var element : from.elements()) {
      readElement(element, field, into, path + "[" + into.getRepeatedFieldCount(field) + "]");
    }
  }

  private void readElement(Field from, FieldDescriptor field, Message.Builder into, String path) {
    problems.remember(path, from.place());
    if (isNested(field)) {
      var nested = into.newBuilderForField(field);
      read(from, nested, path);
      into.addRepeatedField(field, nested.build());
    } else {
      values.read(from, field).ifPresent(value -> into.addRepeatedField(field, value));
    }
  }

  static boolean isNested(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        && !field.getMessageType().equals(Duration.getDescriptor())
        && !field.getMessageType().equals(Value.getDescriptor());
  }
}
