package plumbline.kit.notification;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of an attempt. */
public sealed interface Answer {
  /** The receiver has it. */
  record Taken() implements Answer {}

  /**
   * The receiver may not have it.
   *
   * @param error what went wrong, without addresses or contents
   * @param retryAfter how long the receiver asks for peace; empty if it does not
   */
  record Failed(String error, Optional<Duration> retryAfter) implements Answer {}

  /**
   * Nothing was sent, as the host is where messages must not go.
   *
   * @param error why
   */
  record Refused(String error) implements Answer {
    /** It may be elsewhere later. */
    Failed asFailed() {
      return new Failed(error, Optional.empty());
    }
  }

  /**
   * An answer of HTTP. Only 2xx is well: a redirect may lead anywhere, so it is not followed.
   *
   * @param retryAfter the header's value: seconds, or a date
   */
  static Answer of(int status, @Nullable String retryAfter, Clock clock) {
    return status >= 200 && status < 300
        ? new Taken()
        : new Failed("answered " + status, parse(retryAfter, clock));
  }

  private static Optional<Duration> parse(@Nullable String retryAfter, Clock clock) {
    if (retryAfter == null) {
      return Optional.empty();
    }
    var text = retryAfter.strip();
    if (text.matches("\\d{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
    }
    try {
      var at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      var pause = Duration.between(clock.instant(), at);
      return pause.isPositive() ? Optional.of(pause) : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
