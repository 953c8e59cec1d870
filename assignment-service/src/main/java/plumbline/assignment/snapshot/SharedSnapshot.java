package plumbline.assignment.snapshot;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.change.SnapshotVersion;
import plumbline.assignment.change.Stored;
import plumbline.assignment.change.StoredRow;
import plumbline.assignment.change.StoredState;

/**
 * The snapshot in Redis, row by row, replaced only by something newer; and the time at which
 * PostgreSQL was last seen to hold the same, as milliseconds since 1970.
 */
@ApplicationScoped
class SharedSnapshot {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** A Redis that hangs keeps nobody from asking PostgreSQL: a halt may be waiting there. */
  private static final Duration STATE_PATIENCE = Duration.ofMillis(250);

  private static final long EVERYTHING = -1;

  private final Redis redis;
  private final SharedKeys keys;
  private final SnapshotConfig config;

  @Inject
  SharedSnapshot(Redis redis, SnapshotConfig config) {
    this.redis = redis;
    this.keys = new SharedKeys(config.redisKey());
    this.config = config;
  }

  /** What is shared; empty if nothing is, or what is there makes no sense. */
  Uni<Optional<Shared>> state() {
    var question =
        Request.cmd(Command.HMGET)
            .arg(keys.meta())
            .arg("epoch")
            .arg("version")
            .arg("fingerprint")
            .arg("confirmed");
    return send(question, STATE_PATIENCE)
        .map(SharedSnapshot::parseState)
        .onFailure(SharedSnapshot::isPoison)
        .recoverWithItem(Optional.empty());
  }

  /**
   * All that is shared, which need not belong together; fails with {@link IllegalArgumentException}
   * if it cannot be read.
   */
  Uni<Stored> load() {
    return loadSince(EVERYTHING);
  }

  /** What was changed after a version; fails as {@link #load} does. */
  Uni<Stored> loadSince(long version) {
    return send(keys.script(SharedScripts.READ).arg(version), PATIENCE)
        .onFailure(SharedSnapshot::isPoison)
        .transform(IllegalArgumentException::new)
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(SharedSnapshot::parse);
  }

  /**
   * Shares contents unless something newer of their epoch is there.
   *
   * @param found what is shared already, of which only what changed since is replaced
   */
  Uni<Void> share(Contents contents, Optional<Shared> found, Instant confirmed) {
    var version = contents.state().version();
    var older = found.map(it -> it.state().version()).filter(version::isNewerThan);
    if (older.isEmpty()) {
      return write(contents, contents.rows(), Mode.WHOLE, confirmed).replaceWithVoid();
    }
    var changed = contents.since(older.get().version());
    return write(contents, changed, Mode.CHANGES, confirmed)
        .chain(fits ->
            fits
                ? Uni.createFrom().voidItem()
                : write(contents, contents.rows(), Mode.WHOLE, confirmed).replaceWithVoid());
  }

  /** Shares contents in the place of whatever is there. */
  Uni<Void> overwrite(Contents contents, Instant confirmed) {
    return write(contents, contents.rows(), Mode.FORCE, confirmed).replaceWithVoid();
  }

  /** Tells the others when PostgreSQL was seen to hold what is shared. */
  Uni<Void> confirm(Instant confirmed) {
    var change =
        Request.cmd(Command.HSET).arg(keys.meta()).arg("confirmed").arg(confirmed.toEpochMilli());
    return send(change, PATIENCE).replaceWithVoid();
  }

  /** Answers whether the rows fitted to what is there, or something newer is. */
  private Uni<Boolean> write(
      Contents contents, Collection<StoredRow> rows, Mode mode, Instant confirmed) {
    var state = contents.state();
    var script =
        keys.script(SharedScripts.WRITE)
            .arg(state.version().epoch())
            .arg(state.version().version())
            .arg(state.fingerprint())
            .arg(confirmed.toEpochMilli())
            .arg(config.redisChannel())
            .arg(mode.name());
    for (var row : rows) {
      script.arg(row.id()).arg(row.changed()).arg(row.stamp());
      script.arg(Buffer.buffer(SharedRows.write(row)));
    }
    return send(script, PATIENCE).map(reply -> reply.toInteger() != SharedScripts.MISFIT);
  }

  private Uni<Response> send(Request request, Duration patience) {
    return redis.send(request).ifNoItem().after(patience).fail();
  }

  /** Somebody put a value of another type there. */
  private static boolean isPoison(Throwable thrown) {
    return String.valueOf(thrown.getMessage()).contains("WRONGTYPE");
  }

  private static Optional<Shared> parseState(@Nullable Response response) {
    if (response == null) {
      return Optional.empty();
    }
    for (var i = 0; i < 3; i++) {
      if (response.get(i) == null) {
        return Optional.empty();
      }
    }
    try {
      var confirmed =
          Optional.<@Nullable Response>ofNullable(response.get(3))
              .map(millis -> Instant.ofEpochMilli(Long.parseLong(millis.toString())));
      return Optional.of(new Shared(parseState(response, 0), confirmed));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static StoredState parseState(Response response, int from) {
    return new StoredState(
        new SnapshotVersion(
            response.get(from).toString(), Long.parseLong(response.get(from + 1).toString())),
        Long.parseLong(response.get(from + 2).toString()));
  }

  private static Stored parse(Response reply) {
    var rows = reply.get(3);
    return new Stored(parseState(reply, 0), List.copyOf(SharedRows.read(rows)));
  }

  /**
   * What is shared.
   *
   * @param confirmed when PostgreSQL was last seen to hold the same; empty if nobody says
   */
  record Shared(StoredState state, Optional<Instant> confirmed) {}

  /** How to write; the script knows the names. */
  private enum Mode {
    /** Everything, unless there is something newer. */
    WHOLE,
    /** Everything, whatever is there. */
    FORCE,
    /** What changed, if that makes exactly the state of what is there. */
    CHANGES
  }
}
