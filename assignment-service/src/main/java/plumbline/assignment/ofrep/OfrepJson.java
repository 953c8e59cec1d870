package plumbline.assignment.ofrep;

import com.google.gson.stream.JsonWriter;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.TreeMap;
import plumbline.assignment.evaluation.FlagError;
import plumbline.assignment.snapshot.FlagAnswer;
import plumbline.proto.assignment.v1.FlagType;

/** Writes replies. The same reply is the same text on every replica, as its ETag is its hash. */
final class OfrepJson {
  private final StringWriter text = new StringWriter();
  private final JsonWriter json = new JsonWriter(text);

  /** A part of the text. */
  interface Part {
    void write(OfrepJson to) throws IOException;
  }

  /** An object of what {@code fields} writes. */
  OfrepJson object(Part fields) {
    return run(_ -> {
      json.beginObject();
      fields.write(this);
      json.endObject();
    });
  }

  /** A field that is a list of what {@code elements} writes. */
  OfrepJson list(String name, Part elements) {
    return run(_ -> {
      json.name(name).beginArray();
      elements.write(this);
      json.endArray();
    });
  }

  OfrepJson text(String name, String value) {
    return run(_ -> json.name(name).value(value));
  }

  OfrepJson number(String name, long value) {
    return run(_ -> json.name(name).value(value));
  }

  /** A field that is an object, as metadata is. */
  OfrepJson fields(String name, Struct value) {
    return run(_ -> {
      json.name(name);
      write(value);
    });
  }

  /** What a flag gives. */
  OfrepJson answer(String key, FlagType type, FlagAnswer answer, Struct metadata) {
    return object(_ -> {
      text("key", key).text("reason", answer.reason().name()).text("variant", answer.variant());
      json.name("value");
      write(answer.value(), type);
      fields("metadata", metadata);
    });
  }

  /** Why a flag gives nothing. */
  OfrepJson refusal(String key, FlagError error, String details) {
    return object(_ ->
        text("key", key)
            .text("errorCode", error.name())
            .text("errorDetails", details)
            .fields("metadata", Struct.getDefaultInstance()));
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private OfrepJson run(Part part) {
    try {
      part.write(this);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A client for Java takes 1 for no double and 1.0 for no integer: the flag's type decides. */
  private void write(Value value, FlagType type) throws IOException {
    if (!value.hasNumberValue()) {
      write(value);
    } else if (type == FlagType.FLAG_TYPE_INTEGER) {
      json.value((long) value.getNumberValue());
    } else {
      json.value(value.getNumberValue());
    }
  }

  private void write(Value value) throws IOException {
    switch (value.getKindCase()) {
      case BOOL_VALUE -> json.value(value.getBoolValue());
      case STRING_VALUE -> json.value(value.getStringValue());
      case NUMBER_VALUE -> write(value.getNumberValue());
      case STRUCT_VALUE -> write(value.getStructValue());
      case LIST_VALUE -> {
        json.beginArray();
        for (var element : value.getListValue().getValuesList()) {
          write(element);
        }
        json.endArray();
      }
      case NULL_VALUE, KIND_NOT_SET -> json.nullValue();
    }
  }

  private void write(Struct object) throws IOException {
    json.beginObject();
    for (var field : new TreeMap<>(object.getFieldsMap()).entrySet()) {
      json.name(field.getKey());
      write(field.getValue());
    }
    json.endObject();
  }

  /**
   * A number in an object has no type of its own: whole ones are written so as far as a client for
   * Java reads them as an int; it refuses an object with a long.
   */
  private void write(double number) throws IOException {
    if (number == (int) number) {
      json.value((int) number);
    } else {
      json.value(number);
    }
  }
}
