package plumbline.kit.notification;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import plumbline.kit.notification.OutboxRows.Message;

/** Posts messages: one connection each, no redirects, and no more time or bytes than allowed. */
public final class Courier implements AutoCloseable {
  /** An answer's body says nothing to us; so much is read that polite receivers notice nothing. */
  private static final int MOST_BYTES = 64 * 1024;

  private final Vertx vertx;
  private final HttpClient client;
  private final Destinations destinations;
  private final Duration timeout;
  private final Clock clock;

  /**
   * A courier.
   *
   * @param destinations where messages may go
   * @param timeout of an attempt
   * @param mostAtOnce attempts
   */
  public Courier(
      Vertx vertx, Destinations destinations, Duration timeout, int mostAtOnce, Clock clock) {
    this.vertx = vertx;
    this.destinations = destinations;
    this.timeout = timeout;
    this.clock = clock;
    // Messages are rare: a connection that is not kept is never found broken.
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout(Math.toIntExact(timeout.toMillis()))
                .setMaxPoolSize(mostAtOnce)
                .setKeepAlive(false));
  }

  /** Posts the message; never fails. */
  public Uni<Answer> post(Endpoint endpoint, Message message) {
    return Uni.createFrom()
        .completionStage(() -> send(endpoint, message).toCompletionStage())
        .ifNoItem()
        .after(timeout)
        .recoverWithItem(new Answer.Failed("no answer in " + timeout, Optional.empty()))
        .onFailure()
        .recoverWithItem(Courier::failed);
  }

  private Future<Answer> send(Endpoint endpoint, Message message) {
    return destinations
        .of(endpoint.url())
        .compose(address -> client.request(request(endpoint, message).setServer(address)))
        .compose(request -> {
          var end = vertx.setTimer(timeout.toMillis(), _ -> request.reset());
          return request
              .send(Buffer.buffer(message.body()))
              .map(response -> {
                readAll(request, response, end);
                return Answer.of(response.statusCode(), response.getHeader("retry-after"), clock);
              })
              .onFailure(_ -> vertx.cancelTimer(end));
        });
  }

  private RequestOptions request(Endpoint endpoint, Message message) {
    var now = clock.instant();
    var options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(endpoint.url().toString())
            .setFollowRedirects(false)
            .putHeader("content-type", "application/json")
            .putHeader("user-agent", "plumbline")
            .putHeader("webhook-id", message.id())
            .putHeader("webhook-timestamp", String.valueOf(now.getEpochSecond()));
    endpoint
        .secret()
        .ifPresent(secret ->
            options.putHeader("webhook-signature", secret.sign(message.id(), now, message.body())));
    return options;
  }

  /** Reads the body to nowhere; the timer ends one that does not end by itself. */
  private void readAll(HttpClientRequest request, HttpClientResponse response, long end) {
    var read = new AtomicInteger();
    response.handler(part -> {
      if (read.addAndGet(part.length()) > MOST_BYTES) {
        request.reset();
      }
    });
    response.end().onComplete(_ -> vertx.cancelTimer(end));
  }

  private static Answer failed(Throwable thrown) {
    return thrown instanceof Destinations.RefusedException
        ? new Answer.Refused(describe(thrown))
        : new Answer.Failed(describe(thrown), Optional.empty());
  }

  /** The library's words name at most the host, never the path, which may be a secret. */
  private static String describe(Throwable thrown) {
    var message = thrown.getMessage();
    var text = message == null ? thrown.getClass().getSimpleName() : message;
    return text.substring(0, Math.min(text.length(), 200));
  }

  @Override
  public void close() {
    client.close();
  }
}
