package plumbline.assignment.ofrep;

import com.google.protobuf.Struct;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.evaluation.FlagBulk;
import plumbline.assignment.evaluation.FlagContext;
import plumbline.assignment.evaluation.FlagEvaluation;
import plumbline.assignment.evaluation.FlagEvaluator.Keyed;
import plumbline.assignment.notice.NoticeConfig;
import plumbline.kit.failure.OfrepError;

/** Every flag for one context, with a mark of what it says. */
@ApplicationScoped
class OfrepBulk {
  /** How long a page is hidden before its client ends its stream; what clients do anyway. */
  private static final int INACTIVITY_SECONDS = 120;

  private final FlagBulk flags;
  private final NoticeConfig config;

  @Inject
  OfrepBulk(FlagBulk flags, NoticeConfig config) {
    this.flags = flags;
    this.config = config;
  }

  /**
   * The reply.
   *
   * @param known the marks of the replies that the caller has
   */
  Future<Response.ResponseBuilder> evaluate(
      FlagContext context, @Nullable List<String> known, HttpServerRequest request) {
    var problem = context.problem();
    if (problem != null) {
      var body = OfrepError.body(null, problem.error().name(), problem.details());
      return Future.succeededFuture(OfrepResource.json(400, body));
    }
    var stream = origin(request).map(origin -> origin + OfrepEvents.PATH);
    return flags.evaluate(context, all -> reply(write(all, stream), known));
  }

  private static Response.ResponseBuilder reply(String body, @Nullable List<String> known) {
    var etag = ETag.of(body);
    var reply =
        known != null && etag.isAmong(known)
            ? Response.notModified()
            : OfrepResource.json(200, body);
    return reply.header(HttpHeaders.ETAG, etag.toString());
  }

  private static String write(List<Keyed> all, Optional<String> stream) {
    return new OfrepJson()
        .object(json -> {
          json.list("flags", flags -> all.forEach(flag -> write(flags, flag)))
              .fields("metadata", Struct.getDefaultInstance());
          stream.ifPresent(url -> json.list("eventStreams", list -> write(list, url)));
        })
        .toString();
  }

  private static void write(OfrepJson json, Keyed flag) {
    switch (flag.evaluation()) {
      case FlagEvaluation.Answered(var type, var answer) ->
          json.answer(flag.key(), type, answer, answer.bulkMetadata());
      case FlagEvaluation.Refused(var error, var details) ->
          json.refusal(flag.key(), error, details);
    }
  }

  private static void write(OfrepJson list, String stream) {
    list.object(json ->
        json.text("type", "sse")
            .text("url", stream)
            .number("inactivityDelaySec", INACTIVITY_SECONDS));
  }

  /** Where the caller reaches this service; empty: it did not say. */
  private Optional<String> origin(HttpServerRequest request) {
    return config
        .publicUrl()
        .map(url -> url.toString().replaceAll("/+$", ""))
        .or(() ->
            Optional.ofNullable(request.authority())
                .map(authority -> request.scheme() + "://" + authority));
  }
}
