package plumbline.localstack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Asks a service whether it is ready. */
final class Readiness {
  private static final Duration REQUEST_WAIT = Duration.ofSeconds(5);
  private static final long BETWEEN_NANOS = TimeUnit.MILLISECONDS.toNanos(250);
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(REQUEST_WAIT)
          .build();

  private final HttpRequest question;

  Readiness(int httpPort) {
    this.question =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + httpPort + "/q/health/ready"))
            .timeout(REQUEST_WAIT)
            .build();
  }

  /** How waiting ended. */
  enum Outcome {
    READY,
    DIED,
    TOO_LATE
  }

  Outcome await(BooleanSupplier alive, Duration wait) {
    var deadline = System.nanoTime() + wait.toNanos();
    while (System.nanoTime() < deadline && !Thread.currentThread().isInterrupted()) {
      if (!alive.getAsBoolean()) {
        return Outcome.DIED;
      }
      if (isReady()) {
        return Outcome.READY;
      }
      LockSupport.parkNanos(BETWEEN_NANOS);
    }
    return Outcome.TOO_LATE;
  }

  boolean isReady() {
    try {
      return HTTP.send(question, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
