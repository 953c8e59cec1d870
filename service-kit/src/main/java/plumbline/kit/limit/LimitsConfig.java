package plumbline.kit.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What one caller may take of a replica. */
@ConfigMapping(prefix = "plumbline.limits")
public interface LimitsConfig {
  /**
   * Calls per second of one principal that has no limit of its own, from 0 to 1,000,000; 0: as many
   * as it likes. Services are never held to it.
   */
  @WithDefault("0")
  int callsPerSecond();

  /**
   * How long an HTTP request may take to arrive, from the first byte to the last, and how long a
   * connection is kept on which none does.
   */
  @WithDefault("60s")
  Duration requestTimeout();

  /**
   * RPCs that are under way on one gRPC connection, streams among them; the client holds others.
   */
  @WithDefault("1000")
  int grpcCallsPerConnection();

  /** After how long without an RPC a gRPC connection is closed. */
  @WithDefault("30m")
  Duration grpcConnectionIdle();

  /**
   * After how long a gRPC connection takes no more RPCs, so that its client comes back, perhaps to
   * another replica.
   */
  @WithDefault("1h")
  Duration grpcConnectionAge();

  /** How long RPCs that are under way on such a connection may still take. */
  @WithDefault("10m")
  Duration grpcConnectionGrace();
}
