package plumbline.system.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import plumbline.system.Stack;

/** A person at the dashboard, without a screen: has the cookie, and sends forms as our pages do. */
final class Visitor {
  private static final String COOKIE = "plumbline_token";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final String token;

  private Visitor(String token) {
    this.token = token;
  }

  /** Somebody with that role, by the name {@code test-<role>}. */
  static Visitor as(String role) {
    return new Visitor(Stack.get().token("test-" + role, Set.of(role), Duration.ofHours(1)));
  }

  /** A page; where it sends one on to is not followed. */
  Page get(String path) {
    return send(request(path).GET());
  }

  /** A form as a page of the dashboard sends it. */
  Page post(String path, Map<String, String> fields) {
    var body =
        fields.entrySet().stream()
            .map(it ->
                URLEncoder.encode(it.getKey(), UTF_8)
                    + "="
                    + URLEncoder.encode(it.getValue(), UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        request(path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin")
            .POST(BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:" + Stack.get().analysis().httpPort() + path))
        .timeout(PATIENCE)
        .header("accept", "text/html")
        .header("cookie", COOKIE + "=" + token);
  }

  private Page send(HttpRequest.Builder request) {
    try {
      var answer = http.send(request.build(), BodyHandlers.ofString(UTF_8));
      return new Page(
          answer.statusCode(), answer.headers().firstValue("location").orElse(""), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * What was answered.
   *
   * @param location where it sends one on to; else empty
   */
  record Page(int status, String location, String body) {
    /** What a person reads: no tags, white space as one space. */
    String text() {
      return body.replaceAll("<[^>]*>", " ")
          .replace("&lt;", "<")
          .replace("&gt;", ">")
          .replace("&quot;", "\"")
          .replace("&#39;", "'")
          .replace("&amp;", "&")
          .replaceAll("\\s+", " ");
    }
  }
}
