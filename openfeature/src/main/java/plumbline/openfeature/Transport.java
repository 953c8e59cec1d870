package plumbline.openfeature;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/events}, once. */
final class Transport {
  private static final int MAX_SHOWN = 500;

  private final HttpClient http;
  private final URI events;
  private final Supplier<@Nullable String> credential;
  private final Duration timeout;

  Transport(HttpClient http, URI events, Supplier<@Nullable String> credential, Duration timeout) {
    this.http = http;
    this.events = events;
    this.credential = credential;
    this.timeout = timeout;
  }

  Answer send(List<Event> batch) throws InterruptedException {
    CompletableFuture<HttpResponse<String>> call;
    try {
      call = http.sendAsync(request(batch), BodyHandlers.ofString());
    } catch (RuntimeException e) {
      // Not its message, which may hold the credential.
      return failed("there is no usable credential: " + e.getClass().getName());
    }
    try {
      // Counts until the body's end; a request's own timeout counts until its beginning.
      return read(call.get(timeout.toNanos(), TimeUnit.NANOSECONDS), batch.size());
    } catch (ExecutionException e) {
      return failed(String.valueOf(e.getCause()));
    } catch (TimeoutException e) {
      return failed("no answer within " + timeout);
    } finally {
      call.cancel(true);
    }
  }

  private HttpRequest request(List<Event> batch) {
    var body =
        batch.stream().map(Event::json).collect(Collectors.joining(",", "{\"events\":[", "]}"));
    var request =
        HttpRequest.newBuilder(events)
            .header("content-type", "application/json")
            .POST(BodyPublishers.ofString(body));
    var token = credential.get();
    if (token != null && !token.isEmpty()) {
      request.header("authorization", "Bearer " + token);
    }
    return request.build();
  }

  private static Answer read(HttpResponse<String> response, int size) {
    var status = response.statusCode();
    if (status == 200) {
      return results(response.body(), size);
    }
    var reason = "HTTP " + status + " " + shown(response.body());
    return status == 400 || status == 413
        ? new Answer.Refused(reason)
        : new Answer.Failed(reason, retryAfter(response));
  }

  /** What became of each; anything else did not come from tracking-service. */
  private static Answer results(String body, int size) {
    try {
      var results = new ArrayList<Answer.Result>(size);
      var answered = JsonParser.parseString(body).getAsJsonObject().getAsJsonArray("results");
      for (var result : answered) {
        results.add(result(result.getAsJsonObject()));
      }
      if (results.size() == size) {
        return new Answer.Taken(results);
      }
    } catch (RuntimeException e) {
      // Said below.
    }
    return failed("not what tracking-service answers: " + shown(body));
  }

  private static Answer.Result result(JsonObject result) {
    var outcome = result.get("outcome").getAsString();
    return outcome.equals("EVENT_OUTCOME_ACCEPTED")
        ? new Answer.Result(true, "")
        : new Answer.Result(
            false, outcome + " " + text(result, "field") + " " + text(result, "reason"));
  }

  private static String text(JsonObject result, String field) {
    return result.has(field) ? result.get(field).getAsString() : "";
  }

  private static Duration retryAfter(HttpResponse<String> response) {
    var seconds = response.headers().firstValue("retry-after").orElse("");
    return seconds.matches("\\d{1,6}")
        ? Duration.ofSeconds(Long.parseLong(seconds))
        : Duration.ZERO;
  }

  private static Answer failed(String reason) {
    return new Answer.Failed(reason, Duration.ZERO);
  }

  private static String shown(String body) {
    return body.length() <= MAX_SHOWN ? body : body.substring(0, MAX_SHOWN) + "...";
  }
}
