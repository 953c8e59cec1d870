package plumbline.assignment.snapshot;

import com.google.protobuf.InvalidProtocolBufferException;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumbline.assignment.change.SnapshotVersion;
import plumbline.proto.assignment.v1.ExperimentSnapshot;

/**
 * The snapshot in Redis: one hash of epoch, version and data, replaced only by something newer, and
 * of the time at which PostgreSQL was last seen to hold the same, as milliseconds since 1970.
 */
@ApplicationScoped
class SharedSnapshot {
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** A Redis that hangs keeps nobody from asking PostgreSQL: a halt may be waiting there. */
  private static final Duration VERSION_PATIENCE = Duration.ofMillis(250);

  // A value that is no snapshot of ours counts as absent. ARGV: epoch, version, data, channel,
  // force, confirmed.
  private static final String COMPARE_AND_SET =
      """
      if redis.call('TYPE', KEYS[1]).ok ~= 'hash' then redis.call('DEL', KEYS[1]) end
      local held = redis.call('HMGET', KEYS[1], 'epoch', 'version')
      local version = tonumber(held[2] or '') or -1
      if ARGV[5] == '1' or held[1] ~= ARGV[1] or version < tonumber(ARGV[2]) then
        redis.call('HSET', KEYS[1], 'epoch', ARGV[1], 'version', ARGV[2], 'data', ARGV[3], 'confirmed', ARGV[6])
        redis.call('PUBLISH', ARGV[4], ARGV[2])
        return 1
      end
      return 0
      """;

  private final Redis redis;
  private final SnapshotConfig config;

  @Inject
  SharedSnapshot(Redis redis, SnapshotConfig config) {
    this.redis = redis;
    this.config = config;
  }

  /** The version that is shared; empty if none is, or what is there makes no sense. */
  Uni<Optional<Shared>> version() {
    var question =
        Request.cmd(Command.HMGET)
            .arg(config.redisKey())
            .arg("epoch")
            .arg("version")
            .arg("confirmed");
    return send(question, VERSION_PATIENCE)
        .map(SharedSnapshot::parseVersion)
        .onFailure(SharedSnapshot::isNoHash)
        .recoverWithItem(Optional.empty());
  }

  /**
   * The snapshot that is shared, of the version that was announced or a newer one; fails with
   * {@link IllegalArgumentException} if what is there is not that.
   */
  Uni<Snapshot> load(SnapshotVersion announced) {
    return send(Request.cmd(Command.HGET).arg(config.redisKey()).arg("data"), PATIENCE)
        .emitOn(Infrastructure.getDefaultWorkerPool())
        .map(data -> parse(data, announced));
  }

  /** Shares a snapshot if it is of another epoch or newer than what is shared. */
  Uni<Void> share(Snapshot snapshot, Instant confirmed) {
    return write(snapshot, confirmed, "0");
  }

  /** Shares a snapshot in the place of whatever is there. */
  Uni<Void> overwrite(Snapshot snapshot, Instant confirmed) {
    return write(snapshot, confirmed, "1");
  }

  /** Tells the others when PostgreSQL was seen to hold what is shared. */
  Uni<Void> confirm(Instant confirmed) {
    var change =
        Request.cmd(Command.HSET)
            .arg(config.redisKey())
            .arg("confirmed")
            .arg(confirmed.toEpochMilli());
    return send(change, PATIENCE).replaceWithVoid();
  }

  private Uni<Void> write(Snapshot snapshot, Instant confirmed, String force) {
    var version = snapshot.version();
    var script =
        Request.cmd(Command.EVAL)
            .arg(COMPARE_AND_SET)
            .arg(1)
            .arg(config.redisKey())
            .arg(version.epoch())
            .arg(version.version())
            .arg(Buffer.buffer(snapshot.contract().toByteArray()))
            .arg(config.redisChannel())
            .arg(force)
            .arg(confirmed.toEpochMilli());
    return send(script, PATIENCE).replaceWithVoid();
  }

  private Uni<Response> send(Request request, Duration patience) {
    return redis.send(request).ifNoItem().after(patience).fail();
  }

  private static boolean isNoHash(Throwable thrown) {
    return String.valueOf(thrown.getMessage()).startsWith("WRONGTYPE");
  }

  private static Optional<Shared> parseVersion(@Nullable Response response) {
    if (response == null || response.get(0) == null || response.get(1) == null) {
      return Optional.empty();
    }
    try {
      var version =
          new SnapshotVersion(
              response.get(0).toString(), Long.parseLong(response.get(1).toString()));
      var confirmed =
          Optional.<@Nullable Response>ofNullable(response.get(2))
              .map(millis -> Instant.ofEpochMilli(Long.parseLong(millis.toString())));
      return Optional.of(new Shared(version, confirmed));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Snapshot parse(@Nullable Response data, SnapshotVersion announced) {
    if (data == null) {
      throw new IllegalArgumentException("no data");
    }
    try {
      var snapshot = Snapshot.of(ExperimentSnapshot.parseFrom(data.toBytes()));
      if (!snapshot.version().equals(announced) && !snapshot.version().isNewerThan(announced)) {
        throw new IllegalArgumentException("data of " + snapshot.version());
      }
      return snapshot;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * What is shared.
   *
   * @param confirmed when PostgreSQL was last seen to hold the same; empty if nobody says
   */
  record Shared(SnapshotVersion version, Optional<Instant> confirmed) {}
}
