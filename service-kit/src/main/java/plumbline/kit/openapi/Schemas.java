package plumbline.kit.openapi;

import static plumbline.kit.openapi.Json.array;
import static plumbline.kit.openapi.Json.object;
import static plumbline.kit.openapi.Json.ref;

import com.google.gson.JsonObject;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.GenericDescriptor;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Messages and enums as JSON schemas, by protobuf's own mapping. */
final class Schemas {
  private static final String DURATION = "^-?\\d+(\\.\\d{1,9})?s$";

  private final ContractComments comments;
  private final JsonObject components = new JsonObject();
  private final Map<String, String> fullNames = new HashMap<>();

  Schemas(ContractComments comments) {
    this.comments = comments;
  }

  /** What was asked for so far, and all that it needs, by name. */
  JsonObject components() {
    return components;
  }

  /** A message's schema, among the components. */
  JsonObject message(Descriptor type) {
    if (isNew(type)) {
      var schema = object("type", "object", "description", comment(type));
      components.add(type.getName(), schema);
      var properties = new JsonObject();
      type.getFields().forEach(field -> properties.add(field.getJsonName(), field(field)));
      schema.add("properties", properties);
    }
    return ref("schemas", type.getName());
  }

  /** A field's schema, with what the contract says about it. */
  JsonObject field(FieldDescriptor field) {
    var schema = shape(field);
    var comment = comment(field);
    if (!comment.isEmpty()) {
      schema.addProperty("description", comment);
    }
    return schema;
  }

  /** What the contract says about a part of it, in one line. */
  String comment(GenericDescriptor part) {
    return comments.of(part.getFile().getFullName(), part.getFullName());
  }

  /** A field's schema without words. */
  JsonObject shape(FieldDescriptor field) {
    if (field.isMapField()) {
      var value = single(field.getMessageType().findFieldByName("value"));
      return object("type", "object", "additionalProperties", value);
    }
    return field.isRepeated() ? object("type", "array", "items", single(field)) : single(field);
  }

  private JsonObject single(FieldDescriptor field) {
    return switch (field.getType()) {
      case INT32, SINT32, SFIXED32, UINT32, FIXED32 -> object("type", "integer", "format", "int32");
      case INT64, SINT64, SFIXED64 ->
          object("type", "string", "format", "int64", "pattern", "^-?\\d+$");
      case UINT64, FIXED64 -> object("type", "string", "format", "uint64", "pattern", "^\\d+$");
      case DOUBLE, FLOAT -> object("type", "number", "format", "double");
      case BOOL -> object("type", "boolean");
      case STRING -> object("type", "string");
      case BYTES -> object("type", "string", "contentEncoding", "base64");
      case ENUM -> enumeration(field.getEnumType());
      case MESSAGE, GROUP -> wellKnown(field.getMessageType());
    };
  }

  private JsonObject wellKnown(Descriptor type) {
    return switch (type.getFullName()) {
      case "google.protobuf.Timestamp" -> object("type", "string", "format", "date-time");
      case "google.protobuf.Duration" -> object("type", "string", "pattern", DURATION);
      case "google.protobuf.Struct" -> object("type", "object", "additionalProperties", true);
      case "google.protobuf.ListValue" -> object("type", "array", "items", new JsonObject());
      case "google.protobuf.Value" -> new JsonObject();
      default -> message(type);
    };
  }

  private JsonObject enumeration(EnumDescriptor type) {
    if (isNew(type)) {
      var values =
          type.getValues().stream()
              .map(value -> "- `" + value.getName() + "`: " + comment(type, value.getName()))
              .collect(Collectors.joining("\n"));
      components.add(
          type.getName(),
          object(
              "type",
              "string",
              "description",
              comment(type) + "\n\n" + values,
              "enum",
              array(type.getValues().stream().map(EnumValueDescriptor::getName).toList())));
    }
    return ref("schemas", type.getName());
  }

  private String comment(EnumDescriptor type, String value) {
    return comments.of(type.getFile().getFullName(), type.getFullName() + "." + value);
  }

  private boolean isNew(GenericDescriptor type) {
    var known = fullNames.putIfAbsent(type.getName(), type.getFullName());
    if (known != null && !known.equals(type.getFullName())) {
      throw new IllegalStateException(known + " and " + type.getFullName() + " share a name");
    }
    return known == null;
  }
}
