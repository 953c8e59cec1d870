package plumbline.kit.rest;

import com.google.protobuf.Message;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import plumbline.kit.failure.Failure;
import plumbline.kit.identity.Principal;
import plumbline.kit.json.ProtoJson;
import plumbline.kit.rest.CallTable.Asked;

/** Serves the table: on the event loop, as gRPC does, but for JSON that would hold it up. */
@Path("/v1")
public class CallResource {
  /** Some milliseconds of reading or writing JSON. */
  private static final int LARGE_BYTES = 64 * 1024;

  /** Where Quarkus' metrics look for a path that has few values. */
  private static final String METRICS_PATH = "UrlPathTemplate";

  private static final byte[] NO_BODY = new byte[0];

  private final CallTable table;
  private final Vertx vertx;

  @Inject
  CallResource(CallTable table, Vertx vertx) {
    this.table = table;
    this.vertx = vertx;
  }

  @GET
  @Path("{path: .+}")
  public Uni<Response> get(@Context HttpHeaders headers, @Context RoutingContext http) {
    return answer(NO_BODY, headers, http);
  }

  @POST
  @Path("{path: .+}")
  public Uni<Response> post(
      byte @Nullable [] body, @Context HttpHeaders headers, @Context RoutingContext http) {
    return answer(body == null ? NO_BODY : body, headers, http);
  }

  @PUT
  @Path("{path: .+}")
  public Uni<Response> put(
      byte @Nullable [] body, @Context HttpHeaders headers, @Context RoutingContext http) {
    return answer(body == null ? NO_BODY : body, headers, http);
  }

  private Uni<Response> answer(byte[] body, HttpHeaders headers, RoutingContext http) {
    var asked = find(http);
    var principal = Principal.of(http);
    var contentType = headers.getHeaderString(HttpHeaders.CONTENT_TYPE);
    var query = http.queryParams();
    var raw = asked.call().rawReply().filter(it -> prefers(it.mediaType(), headers));
    return work(body.length, () -> RequestReader.read(asked, contentType, body, query))
        .chain(request -> request.apply(principal))
        .chain(reply -> work(reply.getSerializedSize(), () -> render(reply, raw)));
  }

  private Asked find(RoutingContext http) {
    var method = http.request().method().name();
    var path = http.normalizedPath();
    var asked =
        table
            .find(method, path)
            .orElseThrow(() -> new Failure.NotFound("route", method + " " + path));
    vertx.getOrCreateContext().putLocal(METRICS_PATH, asked.call().path().toString());
    return asked;
  }

  private static Response render(Message reply, Optional<RawField> raw) {
    var response =
        raw.isPresent()
            ? Response.ok(reply.getField(raw.get().field()), raw.get().mediaType())
            : Response.ok(ProtoJson.print(reply), MediaType.APPLICATION_JSON_TYPE);
    return response.header(HttpHeaders.CACHE_CONTROL, "no-store").build();
  }

  private static boolean prefers(String mediaType, HttpHeaders headers) {
    for (var accepted : headers.getAcceptableMediaTypes()) {
      if (accepted.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
        return false;
      }
      if (accepted.isCompatible(MediaType.valueOf(mediaType))) {
        return true;
      }
    }
    return false;
  }

  /** Completes on the caller's context, which is what a database session is bound to. */
  private <T> Uni<T> work(int bytes, Callable<T> work) {
    return Uni.createFrom()
        .emitter(answer -> {
          if (bytes > LARGE_BYTES) {
            vertx.executeBlocking(work, false).onComplete(answer::complete, answer::fail);
          } else {
            try {
              answer.complete(work.call());
            } catch (Exception e) {
              answer.fail(e);
            }
          }
        });
  }
}
