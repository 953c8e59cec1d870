package plumbline.kit.notification;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import plumbline.kit.health.Trouble;
import plumbline.kit.notification.OutboxRows.Message;

/**
 * The way to one endpoint: a few messages at once, of different experiments, and then the next few.
 * Endpoints have nothing in common, so that one that fails or is slow holds up no other.
 */
final class Lane {
  /** Messages on their way to one endpoint at once. */
  static final int WIDTH = 8;

  private static final Logger LOG = Logger.getLogger(Lane.class);

  private final Endpoint endpoint;
  private final NotificationConfig config;
  private final OutboxRows rows;
  private final Courier courier;
  private final LaneMeters meters;
  private final Clock clock;
  private final Backoff backoff;
  private final Duration lease;
  private final AtomicBoolean busy = new AtomicBoolean();
  private volatile boolean failing;
  private volatile @Nullable Trouble trouble;
  private volatile boolean stopped;

  Lane(
      Endpoint endpoint,
      NotificationConfig config,
      OutboxRows rows,
      Courier courier,
      LaneMeters meters,
      Clock clock) {
    this.endpoint = endpoint;
    this.config = config;
    this.rows = rows;
    this.courier = courier;
    this.meters = meters;
    this.clock = clock;
    this.backoff = new Backoff(config.minBackoff(), config.maxBackoff());
    // Long enough for the attempt and for noting what became of it.
    this.lease = config.timeout().multipliedBy(3);
  }

  /** Sends what is due, unless that is under way. */
  void next() {
    if (stopped || !busy.compareAndSet(false, true)) {
      return;
    }
    Uni.createFrom()
        .deferred(() -> rows.claim(endpoint, WIDTH, lease))
        .chain(this::sendAll)
        .subscribe()
        .with(this::sent, this::failed);
  }

  /** What is wrong with it, in words; empty: nothing that is known. */
  Optional<String> warning() {
    var known = trouble;
    return known == null
        ? Optional.empty()
        : Optional.of(
            "webhook '%s' has taken none of %d waiting messages since %s: %s"
                .formatted(endpoint, meters.pending(), known.since(), known.error()));
  }

  /** Begins nothing more. */
  void stop() {
    stopped = true;
  }

  private Uni<Integer> sendAll(List<Message> messages) {
    if (messages.isEmpty()) {
      return Uni.createFrom().item(0);
    }
    return Uni.join()
        .all(messages.stream().map(this::send).toList())
        .andCollectFailures()
        .replaceWith(messages.size());
  }

  private Uni<Void> send(Message message) {
    return courier.post(endpoint, message).chain(answer -> note(message, answer));
  }

  private Uni<Void> note(Message message, Answer answer) {
    return switch (answer) {
      case Answer.Taken() -> {
        trouble = null;
        yield rows.delivered(message).invoke(meters::delivered).replaceWithVoid();
      }
      case Answer.Refused refused -> {
        meters.refused();
        yield note(message, refused.asFailed());
      }
      case Answer.Failed failed when message.attempt() >= config.maxAttempts() -> {
        failedWith(failed);
        yield rows.dead(message, failed.error())
            .invoke(isNews -> gaveUp(message, failed, isNews))
            .replaceWithVoid();
      }
      case Answer.Failed failed -> {
        failedWith(failed);
        meters.failed();
        var pause =
            backoff.after(message.attempt(), failed.retryAfter(), ThreadLocalRandom.current());
        yield rows.retry(message, pause, failed.error()).replaceWithVoid();
      }
    };
  }

  private void failedWith(Answer.Failed failed) {
    trouble = Trouble.again(trouble, failed.error(), clock);
  }

  private void gaveUp(Message message, Answer.Failed failed, boolean isNews) {
    meters.failed();
    if (isNews) {
      meters.dead();
      LOG.errorf(
          "notification %s of experiment '%s' to webhook '%s' is given up after %d attempts: %s",
          message.id(), message.experiment(), endpoint, message.attempt(), failed.error());
    }
  }

  private void sent(int count) {
    failing = false;
    busy.set(false);
    if (count > 0) {
      next();
    }
  }

  /** The database is away: what is due now is found later, by any replica. */
  private void failed(Throwable cause) {
    if (!failing && !stopped) {
      LOG.warnf("notifications to webhook '%s' wait: %s", endpoint, cause.getMessage());
    }
    failing = true;
    busy.set(false);
  }
}
