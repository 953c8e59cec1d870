package plumbline.assignment.snapshot;

import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.RedisConnection;
import io.vertx.mutiny.redis.client.Request;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Redis' word that there is something new: it comes sooner than a poll, and may be lost without
 * harm. A subscription that has ended is made again at the next call of {@link #listen}.
 */
@ApplicationScoped
class SnapshotHints {
  private final Redis redis;
  private final SnapshotConfig config;
  private final AtomicBoolean listening = new AtomicBoolean();
  private volatile @Nullable RedisConnection connection;

  @Inject
  SnapshotHints(Redis redis, SnapshotConfig config) {
    this.redis = redis;
    this.config = config;
  }

  /** Sees to it that the action is run on each hint, if Redis can be reached. */
  void listen(Runnable action) {
    if (listening.compareAndSet(false, true)) {
      redis
          .connect()
          .invoke(connected -> prepare(connected, action))
          .chain(connected ->
              connected.send(Request.cmd(Command.SUBSCRIBE).arg(config.redisChannel())))
          .subscribe()
          .with(_ -> {}, _ -> close());
    }
  }

  void close() {
    var open = connection;
    connection = null;
    if (open != null) {
      open.closeAndForget();
    }
    listening.set(false);
  }

  private void prepare(RedisConnection connected, Runnable action) {
    connection = connected;
    connected.handler(_ -> action.run());
    connected.exceptionHandler(_ -> close());
    connected.endHandler(() -> close());
  }
}
