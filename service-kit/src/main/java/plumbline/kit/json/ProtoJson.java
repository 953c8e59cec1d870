package plumbline.kit.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Struct;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import plumbline.kit.failure.Failure;

/** The contracts as JSON, by protobuf's own mapping: REST speaks what gRPC speaks. */
public final class ProtoJson {
  private static final JsonFormat.Printer PRINTER = JsonFormat.printer();

  private ProtoJson() {}

  /** The message as JSON, with every field that is set. */
  public static String print(Message message) {
    try {
      return PlainText.of(PRINTER.print(message));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads JSON into the builder.
   *
   * @throws Failure.Invalid naming the field that is unknown or of the wrong type
   */
  public static <B extends Message.Builder> B parse(String json, B builder) {
    requireOneValue(json);
    try {
      JsonFormat.parser().merge(json, builder);
      return builder;
    } catch (InvalidProtocolBufferException e) {
      throw locate(json, builder.getDescriptorForType(), e);
    }
  }

  /**
   * A JSON object in UTF-8, whatever its fields are.
   *
   * @throws Failure.Invalid if it is none
   */
  public static Struct object(byte[] json) {
    try {
      var text = UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
      requireOneValue(text);
      var object = Struct.newBuilder();
      JsonFormat.parser().merge(text, object);
      return object.build();
    } catch (CharacterCodingException e) {
      throw new Failure.Invalid("body", "is not valid UTF-8");
    } catch (InvalidProtocolBufferException e) {
      throw new Failure.Invalid("body", "must be a JSON object, at most 100 levels deep");
    }
  }

  /**
   * JsonFormat stops reading after the first value; what follows it would be ignored in silence.
   */
  private static void requireOneValue(String json) {
    try (var reader = new JsonReader(new StringReader(json))) {
      reader.skipValue();
      if (reader.peek() == JsonToken.END_DOCUMENT) {
        return;
      }
    } catch (IOException | IllegalStateException e) {
      // Not JSON at all, which is said below.
    }
    throw new Failure.Invalid("body", "is not valid JSON");
  }

  private static Failure.Invalid locate(
      String json, Descriptor type, InvalidProtocolBufferException cause) {
    try {
      if (JsonParser.parseString(json) instanceof JsonObject object) {
        return culprit(object, type, "").orElseGet(() -> invalid("body", cause));
      }
      return new Failure.Invalid("body", "must be a JSON object");
    } catch (JsonParseException e) {
      return new Failure.Invalid("body", "is not valid JSON");
    }
  }

  /** JsonFormat does not say where it failed, so each field is tried alone, from the outside in. */
  private static Optional<Failure.Invalid> culprit(JsonObject object, Descriptor type, String at) {
    for (var entry : object.entrySet()) {
      var path = at.isEmpty() ? entry.getKey() : at + "." + entry.getKey();
      var field = field(type, entry.getKey());
      if (field.isEmpty()) {
        return Optional.of(new Failure.Invalid(path, "is not a field of " + type.getName()));
      }
      var alone = new JsonObject();
      alone.add(entry.getKey(), entry.getValue());
      try {
        JsonFormat.parser().merge(alone.toString(), DynamicMessage.newBuilder(type));
      } catch (InvalidProtocolBufferException e) {
        return inside(entry.getValue(), field.get(), path).or(() -> Optional.of(invalid(path, e)));
      }
    }
    return Optional.empty();
  }

  private static Optional<Failure.Invalid> inside(
      JsonElement value, FieldDescriptor field, String path) {
    if (field.getJavaType() != FieldDescriptor.JavaType.MESSAGE
        || field.isMapField()
        || field.getMessageType().getFile().getPackage().equals("google.protobuf")) {
      return Optional.empty();
    }
    if (value instanceof JsonObject object && !field.isRepeated()) {
      return culprit(object, field.getMessageType(), path);
    }
    if (value.isJsonArray() && field.isRepeated()) {
      for (var i = 0; i < value.getAsJsonArray().size(); i++) {
        if (value.getAsJsonArray().get(i) instanceof JsonObject object) {
          var found = culprit(object, field.getMessageType(), path + "[" + i + "]");
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<FieldDescriptor> field(Descriptor type, String name) {
    return type.getFields().stream()
        .filter(field -> field.getJsonName().equals(name) || field.getName().equals(name))
        .findFirst();
  }

  private static Failure.Invalid invalid(String path, InvalidProtocolBufferException e) {
    return new Failure.Invalid(path, String.valueOf(e.getMessage()));
  }
}
