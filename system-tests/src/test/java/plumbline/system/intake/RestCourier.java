package plumbline.system.intake;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import plumbline.proto.tracking.v1.TrackRequest;
import plumbline.proto.tracking.v1.TrackResponse;

/** {@code POST /v1/events}. */
final class RestCourier implements Courier {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI route;
  private final String token;

  RestCourier(int port, String token) {
    this.route = URI.create("http://127.0.0.1:" + port + "/v1/events");
    this.token = token;
  }

  @Override
  public Attempt send(TrackRequest batch) throws InterruptedException {
    try {
      return read(http.send(request(batch), BodyHandlers.ofString()));
    } catch (InvalidProtocolBufferException e) {
      throw new UncheckedIOException(e);
    } catch (IOException e) {
      return new Attempt.Unanswered(String.valueOf(e));
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private HttpRequest request(TrackRequest batch) throws InvalidProtocolBufferException {
    return HttpRequest.newBuilder(route)
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(JsonFormat.printer().print(batch)))
        .build();
  }

  private static Attempt read(HttpResponse<String> response) throws InvalidProtocolBufferException {
    var advised = response.headers().firstValue("Retry-After").isPresent();
    return switch (response.statusCode()) {
      case 200 -> {
        var stored = TrackResponse.newBuilder();
        JsonFormat.parser().merge(response.body(), stored);
        yield new Attempt.Stored(stored.build());
      }
      case 429 -> new Attempt.Refused("RESOURCE_EXHAUSTED", advised);
      case 503 -> new Attempt.Refused("UNAVAILABLE", advised);
      default ->
          new Attempt.Refused("HTTP " + response.statusCode() + " " + response.body(), advised);
    };
  }
}
