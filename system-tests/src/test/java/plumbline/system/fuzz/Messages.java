package plumbline.system.fuzz;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Messages of any type: parts that are as they should be, where a sample has them, and random
 * values in the place of some.
 */
final class Messages {
  private static final int DEEPEST = 5;

  private final Map<String, List<Message>> samples = new HashMap<>();

  /** Takes the message, and all that is in it, as examples of their types. */
  void learn(Message message) {
    samples
        .computeIfAbsent(message.getDescriptorForType().getFullName(), _ -> new ArrayList<>())
        .add(message);
    message
        .getAllFields()
        .forEach((field, value) -> {
          if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isMapField()) {
            if (value instanceof List<?> values) {
              values.forEach(it -> learn((Message) it));
            } else {
              learn((Message) value);
            }
          }
        });
  }

  DynamicMessage random(Random random, Descriptor type) {
    return random(random, type, 0);
  }

  private DynamicMessage random(Random random, Descriptor type, int depth) {
    var known = samples.getOrDefault(type.getFullName(), List.of());
    if (!known.isEmpty() && random.nextInt(10) > 1) {
      var message = copy(known.get(random.nextInt(known.size())), type);
      // The deeper, the less is changed: else nothing of a large message is ever well.
      if (random.nextInt(depth + 1) > 0) {
        return message.build();
      }
      for (var i = random.nextInt(3); i >= 0; i--) {
        var fields = type.getFields();
        set(random, message, fields.get(random.nextInt(fields.size())), depth);
      }
      return message.build();
    }
    var message = DynamicMessage.newBuilder(type);
    for (var field : type.getFields()) {
      if (depth < DEEPEST && random.nextInt(10) > (depth == 0 ? 1 : 4)) {
        set(random, message, field, depth);
      }
    }
    return message.build();
  }

  /** The samples are of generated types, or of other services' descriptors. */
  private static DynamicMessage.Builder copy(Message sample, Descriptor type) {
    try {
      return DynamicMessage.newBuilder(type).mergeFrom(sample.toByteString());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private void set(
      Random random, DynamicMessage.Builder message, FieldDescriptor field, int depth) {
    if (!field.isRepeated()) {
      message.setField(field, value(random, field, depth));
      return;
    }
    if (random.nextBoolean()) {
      message.clearField(field);
    }
    var size = random.nextInt(40) == 0 ? random.nextInt(1_200) : random.nextInt(4);
    for (var i = 0; i < size; i++) {
      message.addRepeatedField(field, value(random, field, depth + (size > 4 ? DEEPEST : 0)));
    }
  }

  private Object value(Random random, FieldDescriptor field, int depth) {
    return switch (field.getJavaType()) {
      case BOOLEAN -> random.nextBoolean();
      case INT -> (int) Nasty.integer(random);
      case LONG -> Nasty.integer(random);
      case FLOAT -> (float) Nasty.real(random);
      case DOUBLE -> Nasty.real(random);
      case STRING -> Vocabulary.text(random, field.getName());
      case BYTE_STRING -> ByteString.copyFrom(Nasty.bytes(random, 50));
      case ENUM -> constant(random, field.getEnumType());
      case MESSAGE -> random(random, field.getMessageType(), depth + 1);
    };
  }

  private static Object constant(Random random, EnumDescriptor type) {
    return random.nextInt(5) == 0
        ? type.findValueByNumberCreatingIfUnknown(random.nextInt())
        : type.getValues().get(random.nextInt(type.getValues().size()));
  }
}
