package plumbline.kit.openapi;

import static plumbline.kit.openapi.Json.object;
import static plumbline.kit.openapi.Json.ref;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.util.List;
import plumbline.kit.failure.FailureMap;
import plumbline.kit.rest.Call;

/** How REST says no: what {@link FailureMap} makes of failures, and what HTTP itself refuses. */
final class Refusals {
  /** The name of the schema of a refusal's body. */
  static final String SCHEMA = "Refusal";

  private static final List<Refusal> ALL =
      List.of(
          new Refusal(400, "Invalid", "A field is wrong; `violations` names each one."),
          new Refusal(401, "Unauthenticated", "No credential, or not a valid one."),
          new Refusal(403, "PermissionDenied", "A valid credential whose roles do not allow it."),
          new Refusal(404, "NotFound", "There is no such thing."),
          new Refusal(408, "Late", "The body did not arrive in time; the connection is closed."),
          new Refusal(
              409,
              "Conflict",
              "ALREADY_EXISTS: the key is taken. FAILED_PRECONDITION: a rule forbids it as things"
                  + " stand. ABORTED: somebody else changed it meanwhile."),
          new Refusal(413, "TooLarge", "The body is larger than this service takes."),
          new Refusal(415, "UnsupportedMediaType", "The body is of a type that is not taken."),
          new Refusal(429, "Exhausted", "Too much at once; the same later may succeed."),
          new Refusal(500, "Internal", "A defect of ours; the message has an incident number."),
          new Refusal(503, "Unavailable", "Not now; the same later may succeed."));

  private Refusals() {}

  /** The schema of the body. */
  static JsonObject schema() {
    return JsonParser.parseString(
            """
            {"type": "object", "description": "Why not.", "required": ["code", "message"],
             "properties": {
              "code": {"type": "string",
               "description": "gRPC's name of the status; where HTTP itself refuses, its phrase."},
              "message": {"type": "string", "description": "For people."},
              "violations": {"type": "array", "description": "Only with INVALID_ARGUMENT.",
               "items": {"type": "object", "required": ["field", "description"], "properties": {
                "field": {"type": "string", "description": "The field's path in the request."},
                "description": {"type": "string", "description": "What is allowed."}}}}}}
            """)
        .getAsJsonObject();
  }

  /** All of them, by name. */
  static JsonObject components() {
    var components = new JsonObject();
    ALL.forEach(refusal -> components.add(refusal.name, refusal.response()));
    return components;
  }

  /** Adds those that the call can answer. */
  static void addTo(JsonObject responses, Call call) {
    ALL.stream()
        .filter(refusal -> call.hasBody() || !refusal.needsBody())
        .forEach(refusal ->
            responses.add(String.valueOf(refusal.status), ref("responses", refusal.name)));
  }

  private record Refusal(int status, String name, String description) {
    boolean needsBody() {
      return status == 408 || status == 409 || status == 413 || status == 415;
    }

    JsonObject response() {
      var json = object("application/json", object("schema", ref("schemas", SCHEMA)));
      var response = object("description", description);
      if (status == 429 || status == 503) {
        var seconds = object("type", "integer");
        response.add(
            "headers",
            object(
                "Retry-After",
                object("description", "What to wait, in seconds.", "schema", seconds)));
      }
      if (status != 413) {
        // A body that says its length is refused before anything reads it.
        response.add("content", json);
      }
      return response;
    }
  }
}
