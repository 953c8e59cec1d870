package plumbline.assignment.snapshot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How a replica keeps its snapshot current. */
@ConfigMapping(prefix = "plumbline.snapshot")
public interface SnapshotConfig {
  /** How often the version is asked for, from Redis, else from PostgreSQL. */
  @WithDefault("250ms")
  Duration pollInterval();

  /** How often PostgreSQL is asked in any case, so that a change that missed Redis is found. */
  @WithDefault("3s")
  Duration verifyInterval();

  /** How long a change waits at most until this replica has seen it, before it is answered. */
  @WithDefault("2s")
  Duration settleTimeout();

  /** What the Redis keys that replicas share the snapshot in are named after. */
  @WithDefault("plumbline:snapshot")
  String redisKey();

  /** The Redis channel on which a new snapshot is hinted at. */
  @WithDefault("plumbline:snapshot:changed")
  String redisChannel();
}
