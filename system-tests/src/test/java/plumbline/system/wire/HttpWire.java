package plumbline.system.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import plumbline.localstack.LocalStack;
import plumbline.localstack.Service;

/** Sends requests over HTTP/1.1, and follows nothing. */
public final class HttpWire implements AutoCloseable {
  private final LocalStack stack;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public HttpWire(LocalStack stack) {
    this.stack = stack;
  }

  /** What is answered by then; a stream only with its head. */
  public Answer send(
      Service service, String method, String path, Map<String, String> headers, byte[] body) {
    var request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + stack.service(service).httpPort() + path))
            .timeout(Duration.ofSeconds(30))
            .method(method, BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    try {
      var answer = client.send(request.build(), BodyHandlers.ofInputStream());
      var type = answer.headers().firstValue("content-type").orElse("");
      var location = answer.headers().firstValue("location").orElse("");
      try (var stream = answer.body()) {
        var text =
            type.startsWith("text/event-stream") ? "" : new String(stream.readAllBytes(), UTF_8);
        return new Answer(answer.statusCode(), location, text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }

  /**
   * What was answered.
   *
   * @param location where it sends one on to; else empty
   */
  public record Answer(int status, String location, String body) {}
}
