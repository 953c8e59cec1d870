package plumbline.openfeature;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;

/**
 * What stands between a sender and tracking-service when things go wrong: an HTTP server that gives
 * the answers that it was told to, and then takes everything.
 */
final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final Queue<Reply> script = new ConcurrentLinkedQueue<>();
  private final List<List<JsonObject>> batches = new CopyOnWriteArrayList<>();
  private final List<String> credentials = new CopyOnWriteArrayList<>();

  /** An answer; without a body, every event is accepted. */
  private record Reply(int status, String body, String retryAfter) {}

  Receiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/base/v1/events", this::answer);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/base/");
  }

  Receiver then(int status, String body) {
    script.add(new Reply(status, body, ""));
    return this;
  }

  Receiver thenAskToWait(int status, int seconds) {
    script.add(new Reply(status, "{}", String.valueOf(seconds)));
    return this;
  }

  /** What came, oldest first: the events of each request. */
  List<List<JsonObject>> batches() {
    return batches;
  }

  /** The names of the events of each request. */
  List<List<String>> names() {
    return batches.stream()
        .map(batch -> batch.stream().map(event -> event.get("name").getAsString()).toList())
        .toList();
  }

  List<String> credentials() {
    return credentials;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var events =
          JsonParser.parseString(
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
              .getAsJsonObject()
              .getAsJsonArray("events");
      batches.add(
          StreamSupport.stream(events.spliterator(), false)
              .map(event -> event.getAsJsonObject())
              .toList());
      var credential = exchange.getRequestHeaders().getFirst("authorization");
      credentials.add(credential == null ? "" : credential);
      var reply = script.poll();
      send(exchange, reply == null ? new Reply(200, accepted(events), "") : reply);
    }
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    if (!reply.retryAfter().isEmpty()) {
      exchange.getResponseHeaders().add("Retry-After", reply.retryAfter());
    }
    var body = reply.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static String accepted(JsonArray events) {
    return "{\"results\":["
        + String.join(
            ",",
            java.util.Collections.nCopies(
                events.size(), "{\"outcome\":\"EVENT_OUTCOME_ACCEPTED\"}"))
        + "]}";
  }
}
