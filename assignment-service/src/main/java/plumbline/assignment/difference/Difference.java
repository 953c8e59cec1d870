package plumbline.assignment.difference;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import plumbline.proto.assignment.v1.FieldChange;

/**
 * What differs between two messages, field by field in the contract's order. A message that is
 * there on one side alone is one change, with the whole of it.
 */
public final class Difference {
  private final List<FieldChange> changes = new ArrayList<>();

  private Difference() {}

  /**
   * What differs; empty exactly where they are equal. Of a thing that is new, {@code before} is the
   * default instance.
   *
   * @param after of the same type as {@code before}
   */
  public static <M extends Message> List<FieldChange> between(M before, M after) {
    return between("", before, after);
  }

  /**
   * What differs, as above.
   *
   * @param root the path of both messages, such as {@code definition}
   */
  public static <M extends Message> List<FieldChange> between(String root, M before, M after) {
    var difference = new Difference();
    difference.compare(root, before, after);
    return List.copyOf(difference.changes);
  }

  private void compare(String path, Message before, Message after) {
    for (var field : before.getDescriptorForType().getFields()) {
      var at = path.isEmpty() ? field.getName() : path + "." + field.getName();
      if (field.isRepeated()) {
        compareElements(at, field, before, after);
      } else {
        compareField(at, field, before, after);
      }
    }
  }

  private void compareField(String path, FieldDescriptor field, Message before, Message after) {
    var both = before.hasField(field) && after.hasField(field);
    if (before.hasField(field) == after.hasField(field)
        && before.getField(field).equals(after.getField(field))) {
      return;
    }
    if (both && hasParts(field)) {
      compare(path, (Message) before.getField(field), (Message) after.getField(field));
      return;
    }
    var change = change(path);
    if (before.hasField(field)) {
      change.setBefore(JsonValues.of(before, field));
    }
    if (after.hasField(field)) {
      change.setAfter(JsonValues.of(after, field));
    }
    changes.add(change.build());
  }

  private void compareElements(String path, FieldDescriptor field, Message before, Message after) {
    if (before.getField(field).equals(after.getField(field))) {
      return;
    }
    var named = ElementNames.areUnique(before, field) && ElementNames.areUnique(after, field);
    var old = named ? ElementNames.byName(before, field) : ElementNames.byPlace(before, field);
    var now = named ? ElementNames.byName(after, field) : ElementNames.byPlace(after, field);
    compareOrder(path, old, now);
    var names = new LinkedHashSet<>(old.keySet());
    names.addAll(now.keySet());
    names.forEach(name -> {
      var at = path + "[" + name + "]";
      compareElement(at, field, before, old.get(name), now.get(name));
    });
  }

  /**
   * @param owner of the field's type, whatever it holds
   */
  private void compareElement(
      String path,
      FieldDescriptor field,
      Message owner,
      @Nullable Object before,
      @Nullable Object after) {
    if (before != null && after != null && hasParts(field)) {
      compare(path, (Message) before, (Message) after);
    } else if (!Objects.equals(before, after)) {
      var change = change(path);
      if (before != null) {
        change.setBefore(JsonValues.of(owner, field, before));
      }
      if (after != null) {
        change.setAfter(JsonValues.of(owner, field, after));
      }
      changes.add(change.build());
    }
  }

  /** The order of elements matters to an assignment, so it is a change like any other. */
  private void compareOrder(String path, Map<String, Object> before, Map<String, Object> after) {
    var old = before.keySet().stream().filter(after::containsKey).toList();
    var now = after.keySet().stream().filter(before::containsKey).toList();
    if (!old.equals(now)) {
      changes.add(
          change(path)
              .setBefore(JsonValues.of(before.keySet()))
              .setAfter(JsonValues.of(after.keySet()))
              .build());
    }
  }

  private static FieldChange.Builder change(String path) {
    return FieldChange.newBuilder().setPath(path);
  }

  /** A duration or a payload is one value, whatever protobuf makes of it. */
  private static boolean hasParts(FieldDescriptor field) {
    return field.getJavaType() == FieldDescriptor.JavaType.MESSAGE
        && !field.getMessageType().getFile().getPackage().equals("google.protobuf");
  }
}
