package plumbline.assignment.difference;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.ListValue;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.util.Collection;
import plumbline.kit.json.ProtoJson;

/** Parts of messages as protobuf's JSON. */
final class JsonValues {
  private JsonValues() {}

  /** A field that is set. */
  static Value of(Message message, FieldDescriptor field) {
    return print(message.newBuilderForType().setField(field, message.getField(field)), field);
  }

  /** One element of a repeated field. */
  static Value of(Message message, FieldDescriptor field, Object element) {
    return print(message.newBuilderForType().addRepeatedField(field, element), field)
        .getListValue()
        .getValues(0);
  }

  /** A list of texts. */
  static Value of(Collection<String> texts) {
    var list = ListValue.newBuilder();
    texts.forEach(text -> list.addValuesBuilder().setStringValue(text));
    return Value.newBuilder().setListValue(list).build();
  }

  /** JSON has a form of its own for each type, which only a field says. */
  private static Value print(Message.Builder alone, FieldDescriptor field) {
    return ProtoJson.parse(ProtoJson.print(alone.build()), Struct.newBuilder())
        .getFieldsOrThrow(field.getJsonName());
  }
}
