package plumbline.kit.failure;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import org.jboss.logging.Logger;

/**
 * Turns what a route throws into {@code {"code", "message", "violations"}}, or into what {@link
 * OfrepError} says for the routes of that protocol.
 */
@Provider
public class HttpFailures implements ExceptionMapper<Throwable> {
  private static final Logger LOG = Logger.getLogger(HttpFailures.class);

  private static final String HTML = "text/html; charset=utf-8";

  private final RoutingContext asked;
  private final Instance<FailurePages> pages;

  @Inject
  public HttpFailures(RoutingContext asked, Instance<FailurePages> pages) {
    this.asked = asked;
    this.pages = pages;
  }

  @Override
  public Response toResponse(Throwable thrown) {
    return switch (thrown) {
      case Failure failure -> response(failure);
      case WebApplicationException known -> routing(known);
      case IllegalArgumentException broken when BrokenForm.is(broken, asked.request()) ->
          response(new Failure.Invalid("form", "is not encoded as a form must be"));
      // A body that grew too large was answered while it was read: there is nothing to add.
      case IOException _ when asked.response().ended() ->
          Response.status(asked.response().getStatusCode()).build();
      default -> internal(thrown);
    };
  }

  /** Answers what was asked for with the failure, where no resource does. */
  public static void refuse(RoutingContext asked, Failure failure) {
    var response = asked.response().setStatusCode(FailureMap.http(failure));
    if (failure instanceof Failure.Unauthenticated) {
      response.putHeader("WWW-Authenticate", "Bearer");
    }
    if (isTemporary(failure)) {
      response.putHeader("Retry-After", String.valueOf(FailureMap.RETRY_SECONDS));
    }
    response
        .putHeader("content-type", "application/json")
        .end(body(failure, asked.normalizedPath()));
  }

  private static boolean isTemporary(Failure failure) {
    return failure instanceof Failure.Unavailable || failure instanceof Failure.Exhausted;
  }

  /** The failure in JSON, for who reads at that path. */
  private static String body(Failure failure, String path) {
    var message = String.valueOf(failure.getMessage());
    if (OfrepError.isReadAt(path)) {
      return OfrepError.at(path, message);
    }
    var body = error(FailureMap.code(failure).name(), message);
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

  private Response response(Failure failure) {
    var response = Response.status(FailureMap.http(failure));
    if (isTemporary(failure)) {
      response.header("Retry-After", FailureMap.RETRY_SECONDS);
    }
    if (isPage()) {
      return page(response, FailureMap.http(failure), String.valueOf(failure.getMessage()));
    }
    return response
        .type(MediaType.APPLICATION_JSON)
        .entity(body(failure, asked.normalizedPath()))
        .build();
  }

  private boolean isPage() {
    return pages.isResolvable() && pages.get().isPage(asked.normalizedPath());
  }

  private Response page(ResponseBuilder response, int status, String message) {
    return response
        .type(HTML)
        .header("Cache-Control", "no-store")
        .entity(pages.get().page(status, message))
        .build();
  }

  private Response routing(WebApplicationException known) {
    var status = known.getResponse().getStatusInfo();
    if (isPage()) {
      return page(
          Response.fromResponse(known.getResponse()),
          status.getStatusCode(),
          status.getReasonPhrase());
    }
    return Response.fromResponse(known.getResponse())
        .type(MediaType.APPLICATION_JSON)
        .entity(body(status.getReasonPhrase(), "HTTP " + status.getStatusCode()))
        .build();
  }

  private Response internal(Throwable thrown) {
    var incident = Incident.log(LOG, thrown);
    if (isPage()) {
      return page(
          Response.serverError(), 500, "It has been written down as incident " + incident + ".");
    }
    return Response.serverError()
        .type(MediaType.APPLICATION_JSON)
        .entity(body("INTERNAL", "internal error, incident " + incident))
        .build();
  }

  private String body(String code, String message) {
    var path = asked.normalizedPath();
    return OfrepError.isReadAt(path)
        ? OfrepError.at(path, message)
        : error(code, message).toString();
  }

  private static JsonObject error(String code, String message) {
    var error = new JsonObject();
    error.addProperty("code", code);
    error.addProperty("message", message);
    return error;
  }
}
