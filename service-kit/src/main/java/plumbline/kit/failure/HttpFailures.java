package plumbline.kit.failure;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Turns what a route throws into {@code {"code", "message", "violations"}}. */
@Provider
public class HttpFailures implements ExceptionMapper<Throwable> {
  private static final Logger LOG = Logger.getLogger(HttpFailures.class);

  @Override
  public Response toResponse(Throwable thrown) {
    return switch (thrown) {
      case Failure failure -> response(failure);
      case WebApplicationException known -> routing(known);
      default -> internal(thrown);
    };
  }

  /** The failure's JSON body. */
  public static String body(Failure failure) {
    var body = error(FailureMap.code(failure).name(), String.valueOf(failure.getMessage()));
    if (failure instanceof Failure.Invalid invalid) {
      var violations = new JsonArray();
      for (var violation : invalid.violations()) {
        var entry = new JsonObject();
        entry.addProperty("field", violation.field());
        entry.addProperty("description", violation.description());
        violations.add(entry);
      }
      body.add("violations", violations);
    }
    return body.toString();
  }

  private static Response response(Failure failure) {
    var response = Response.status(FailureMap.http(failure));
    if (failure instanceof Failure.Unavailable || failure instanceof Failure.Exhausted) {
      response.header("Retry-After", FailureMap.RETRY_SECONDS);
    }
    return response.type(MediaType.APPLICATION_JSON).entity(body(failure)).build();
  }

  private static Response routing(WebApplicationException known) {
    var status = known.getResponse().getStatusInfo();
    return Response.fromResponse(known.getResponse())
        .type(MediaType.APPLICATION_JSON)
        .entity(error(status.getReasonPhrase(), "HTTP " + status.getStatusCode()).toString())
        .build();
  }

  private static Response internal(Throwable thrown) {
    var incident = UUID.randomUUID();
    LOG.errorf(thrown, "incident %s", incident);
    return Response.serverError()
        .type(MediaType.APPLICATION_JSON)
        .entity(error("INTERNAL", "internal error, incident " + incident).toString())
        .build();
  }

  private static JsonObject error(String code, String message) {
    var error = new JsonObject();
    error.addProperty("code", code);
    error.addProperty("message", message);
    return error;
  }
}
