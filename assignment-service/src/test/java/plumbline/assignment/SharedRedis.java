package plumbline.assignment;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import io.vertx.mutiny.core.buffer.Buffer;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import java.time.Duration;
import plumbline.proto.assignment.v1.Experiment;

/** The snapshot in Redis, as another replica reads and writes it, or somebody else. */
final class SharedRedis {
  private static final String PREFIX = "{plumbline:snapshot}:3:";
  static final String META = PREFIX + "meta";
  static final String ROWS = PREFIX + "rows";
  static final String CHANGED = PREFIX + "changed";

  private final Redis redis;

  SharedRedis(Redis redis) {
    this.redis = redis;
  }

  long version() {
    return Long.parseLong(meta("version"));
  }

  String meta(String field) {
    return send(Request.cmd(Command.HGET).arg(META).arg(field)).toString();
  }

  /** Whether the experiment's row is there. */
  boolean holds(String experiment) {
    return has("e:" + experiment);
  }

  boolean holdsHoldout(String holdout) {
    return has("h:" + holdout);
  }

  private boolean has(String id) {
    return send(Request.cmd(Command.HEXISTS).arg(ROWS).arg(id)).toInteger() == 1;
  }

  /** Adds an experiment as a replica would that made the version. */
  void share(Experiment experiment, long version) {
    var id = "e:" + experiment.getKey();
    var head = ByteString.copyFrom(version + " 1\n" + id + "\n", UTF_8);
    var row = Buffer.buffer(head.concat(experiment.toByteString()).toByteArray());
    var fingerprint = Long.parseLong(meta("fingerprint")) + 1;
    send(Request.cmd(Command.HSET).arg(ROWS).arg(id).arg(row));
    send(Request.cmd(Command.ZADD).arg(CHANGED).arg(version).arg(id));
    announce(version, fingerprint);
  }

  /** Says that what is there is of that state. */
  void announce(long version, long fingerprint) {
    send(
        Request.cmd(Command.HSET)
            .arg(META)
            .arg("version")
            .arg(version)
            .arg("fingerprint")
            .arg(fingerprint));
  }

  Response send(Request request) {
    return redis.send(request).await().atMost(Duration.ofSeconds(10));
  }
}
