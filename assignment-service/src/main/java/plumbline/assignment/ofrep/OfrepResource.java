package plumbline.assignment.ofrep;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.evaluation.FlagContext;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.OfrepError;

/** The protocol's two evaluations, on the event loop but for what would hold it up. */
@Path("/ofrep/v1/evaluate/flags")
public class OfrepResource {
  /** Some milliseconds of reading JSON. */
  private static final int LARGE_BYTES = 64 * 1024;

  private static final byte[] NO_BODY = new byte[0];

  private final OfrepSingle single;
  private final OfrepBulk bulk;
  private final Vertx vertx;

  @Inject
  OfrepResource(OfrepSingle single, OfrepBulk bulk, Vertx vertx) {
    this.single = single;
    this.bulk = bulk;
    this.vertx = vertx;
  }

  @POST
  @Path("{key}")
  public Uni<Response> one(
      @PathParam("key") String key, byte @Nullable [] body, @Context HttpHeaders headers) {
    requireJson(headers);
    return answer(body, key, context -> Future.succeededFuture(single.evaluate(key, context)));
  }

  @POST
  public Uni<Response> all(
      byte @Nullable [] body, @Context HttpHeaders headers, @Context RoutingContext http) {
    requireJson(headers);
    var known = headers.getRequestHeader(HttpHeaders.IF_NONE_MATCH);
    return answer(body, null, context -> bulk.evaluate(context, known, http.request()));
  }

  /** Also keeps a page of another site from sending what its browser would not ask us about. */
  private static void requireJson(HttpHeaders headers) {
    var type = headers.getMediaType();
    if (type != null && !type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
      throw new NotSupportedException();
    }
  }

  private Uni<Response> answer(
      byte @Nullable [] sent,
      @Nullable String key,
      Function<FlagContext, Future<Response.ResponseBuilder>> evaluate) {
    var body = sent == null ? NO_BODY : sent;
    return Uni.createFrom()
        .emitter(answer ->
            read(body)
                .compose(evaluate)
                .recover(thrown -> parseError(key, thrown))
                .map(reply -> reply.header(HttpHeaders.CACHE_CONTROL, "no-store").build())
                .onComplete(answer::complete, answer::fail));
  }

  private Future<FlagContext> read(byte[] body) {
    if (body.length > LARGE_BYTES) {
      return vertx.executeBlocking(() -> OfrepRequest.context(body), false);
    }
    try {
      return Future.succeededFuture(OfrepRequest.context(body));
    } catch (Failure.Invalid e) {
      return Future.failedFuture(e);
    }
  }

  /** Nothing but the body can be invalid: all else has an answer of its own. */
  private static Future<Response.ResponseBuilder> parseError(
      @Nullable String key, Throwable thrown) {
    return thrown instanceof Failure.Invalid invalid
        ? Future.succeededFuture(
            json(400, OfrepError.body(key, "PARSE_ERROR", String.valueOf(invalid.getMessage()))))
        : Future.failedFuture(thrown);
  }

  /** A reply as the protocol has it. */
  static Response.ResponseBuilder json(int status, String body) {
    return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(body);
  }
}
