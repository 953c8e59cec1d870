package plumbline.kit.openapi;

import static java.util.stream.Collectors.joining;
import static plumbline.kit.openapi.Json.array;
import static plumbline.kit.openapi.Json.object;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import plumbline.kit.identity.AccessTable;
import plumbline.kit.rest.Call;
import plumbline.kit.rest.RawField;

/** Rows of the table as operations. */
final class Operations {
  private final Schemas schemas;

  Operations(Schemas schemas) {
    this.schemas = schemas;
  }

  JsonObject operation(Call call) {
    var rpc = call.rpc();
    var operation =
        object(
            "operationId",
            rpc.getName(),
            "tags",
            array(List.of(rpc.getService().getName())),
            "description",
            schemas.comment(rpc) + "\n\nRoles: " + roles(call) + ".",
            "parameters",
            parameters(call));
    if (call.hasBody()) {
      operation.add("requestBody", requestBody(call));
    }
    operation.add("responses", responses(call));
    return operation;
  }

  private static String roles(Call call) {
    return AccessTable.route(call.method(), call.path().toString()).orElseThrow().stream()
        .map(role -> role.name().toLowerCase(Locale.ROOT))
        .sorted()
        .collect(joining(", "));
  }

  private JsonArray parameters(Call call) {
    var parameters = new JsonArray();
    for (var variable : call.path().variables()) {
      var parameter = parameter("path", field(call.rpc().getInputType(), variable));
      parameter.addProperty("required", true);
      parameters.add(parameter);
    }
    call.parameters().forEach(field -> parameters.add(parameter("query", field)));
    return parameters;
  }

  private JsonObject parameter(String in, FieldDescriptor field) {
    var name = field.getJsonName();
    var description = schemas.comment(field);
    return object(
        "name", name, "in", in, "description", description, "schema", schemas.shape(field));
  }

  private static FieldDescriptor field(Descriptor type, String path) {
    var names = path.split("[.]", 2);
    var field = type.findFieldByName(names[0]);
    return names.length == 1 ? field : field(field.getMessageType(), names[1]);
  }

  private JsonObject requestBody(Call call) {
    var content = content(call.rpc().getInputType(), call.rawRequest());
    return object("required", !call.bodyIsOptional(), "content", content);
  }

  private JsonObject responses(Call call) {
    var reply = call.rpc().getOutputType();
    var ok =
        object("description", schemas.comment(reply), "content", content(reply, call.rawReply()));
    var responses = object("200", ok);
    Refusals.addTo(responses, call);
    return responses;
  }

  private JsonObject content(Descriptor message, Optional<RawField> raw) {
    var content = object("application/json", object("schema", schemas.message(message)));
    raw.ifPresent(it -> content.add(it.mediaType(), object("schema", schemas.field(it.field()))));
    return content;
  }
}
