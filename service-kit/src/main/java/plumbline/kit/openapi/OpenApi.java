package plumbline.kit.openapi;

import static plumbline.kit.openapi.Json.array;
import static plumbline.kit.openapi.Json.object;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.List;
import java.util.Locale;
import plumbline.kit.rest.Call;

/** Writes the document. */
final class OpenApi {
  private static final String ABOUT =
      "The same calls as over gRPC, in protobuf's JSON: names in camelCase, or as the contract"
          + " spells them; 64-bit integers as strings; enums by name. A field that holds its"
          + " default (0, false, empty) is left out of a reply.";

  private final List<Call> calls;
  private final Schemas schemas = new Schemas(new ContractComments());

  private OpenApi(List<Call> calls) {
    this.calls = calls;
  }

  /** The document as JSON, for people to read as well. */
  static String write(String service, List<Call> calls) {
    return new GsonBuilder()
        .disableHtmlEscaping()
        .setPrettyPrinting()
        .create()
        .toJson(new OpenApi(calls).document(service));
  }

  private JsonObject document(String service) {
    var info = object("title", "Plumbline: " + service, "version", "v1", "description", ABOUT);
    var document = object("openapi", "3.1.0", "info", info, "tags", tags(), "paths", paths());
    document.add("security", array(List.of(object("bearer", new JsonArray()))));
    document.add("components", components());
    return document;
  }

  private JsonArray tags() {
    return array(
        calls.stream().map(call -> call.rpc().getService()).distinct().map(this::tag).toList());
  }

  private JsonObject tag(ServiceDescriptor service) {
    return object("name", service.getName(), "description", schemas.comment(service));
  }

  private JsonObject paths() {
    var operations = new Operations(schemas);
    var paths = new JsonObject();
    for (var call : calls) {
      var path = call.path().toString();
      if (!paths.has(path)) {
        paths.add(path, new JsonObject());
      }
      var method = call.method().toLowerCase(Locale.ROOT);
      paths.getAsJsonObject(path).add(method, operations.operation(call));
    }
    return paths;
  }

  /** After the paths, which say what is needed. */
  private JsonObject components() {
    var messages = schemas.components();
    calls.forEach(call -> call.dialect().ifPresent(own -> own.describe().accept(messages)));
    messages.add(Refusals.SCHEMA, Refusals.schema());
    var bearer = object("type", "http", "scheme", "bearer", "bearerFormat", "JWT");
    return object(
        "schemas",
        messages,
        "responses",
        Refusals.components(),
        "securitySchemes",
        object("bearer", bearer));
  }
}
