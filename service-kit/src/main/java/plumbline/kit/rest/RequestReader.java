package plumbline.kit.rest;

import com.google.protobuf.Message;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import jakarta.ws.rs.NotSupportedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import plumbline.kit.failure.Failure;
import plumbline.kit.identity.Principal;
import plumbline.kit.json.ProtoJson;
import plumbline.kit.rest.CallTable.Asked;
import plumbline.kit.tracing.ExperimentOfSpan;

/** Reads what came over HTTP. */
final class RequestReader {
  private static final String JSON = "application/json";

  private RequestReader() {}

  /**
   * What is to be done for whoever asks.
   *
   * @param contentType the header; null is taken for JSON
   * @throws Failure.Invalid naming what is wrong in body, query or path
   * @throws NotSupportedException if the body is of a type that is not taken
   */
  static Function<Principal, Uni<? extends Message>> read(
      Asked asked, @Nullable String contentType, byte[] body, MultiMap query) {
    var call = asked.call();
    if (call.dialect().isPresent()) {
      requireJson(mediaType(contentType));
      Variables.fill(empty(call), query, call.parameters());
      return call.dialect().get().read().apply(text(body));
    }
    var request = request(asked, contentType, body, query);
    ExperimentOfSpan.setCurrent(request);
    return principal -> call.handler().apply(request, principal);
  }

  /** The request, as {@link #read} makes it where bodies are protobuf's JSON. */
  static Message request(Asked asked, @Nullable String contentType, byte[] body, MultiMap query) {
    var call = asked.call();
    var request = call.hasBody() ? body(call, mediaType(contentType), text(body)) : empty(call);
    if (!query.isEmpty()) {
      Variables.fill(request, query, call.parameters());
    }
    asked.variables().forEach((variable, value) -> Variables.fill(request, variable, value));
    return request.build();
  }

  private static Message.Builder body(Call call, String mediaType, String text) {
    var raw = call.rawRequest().filter(it -> it.mediaType().equals(mediaType));
    if (raw.isPresent()) {
      return empty(call).setField(raw.get().field(), text);
    }
    requireJson(mediaType);
    var json = text.isBlank() && call.bodyIsOptional() ? "{}" : text;
    return ProtoJson.parse(json, empty(call));
  }

  private static void requireJson(String mediaType) {
    if (!mediaType.equals(JSON)) {
      // Also keeps a page of another site from sending what its browser would not ask us about.
      throw new NotSupportedException();
    }
  }

  private static Message.Builder empty(Call call) {
    return call.prototype().newBuilderForType();
  }

  private static String mediaType(@Nullable String contentType) {
    return contentType == null
        ? JSON
        : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  private static String text(byte[] body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw new Failure.Invalid("body", "is not valid UTF-8");
    }
  }
}
