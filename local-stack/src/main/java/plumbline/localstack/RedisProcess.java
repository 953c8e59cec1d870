package plumbline.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import redis.embedded.RedisServer;

/** A real Redis on loopback, without persistence: it holds nothing that PostgreSQL does not. */
public final class RedisProcess implements AutoCloseable {
  private final RedisServer redis;
  private final int port;

  private RedisProcess(RedisServer redis, int port) {
    this.redis = redis;
    this.port = port;
  }

  /**
   * Starts a server.
   *
   * @param port 0 for any free one
   */
  public static RedisProcess start(int port) {
    var chosen = port == 0 ? Ports.free() : port;
    try {
      var redis =
          RedisServer.newRedisServer()
              .port(chosen)
              .setting("bind 127.0.0.1")
              .setting("save \"\"")
              .setting("appendonly no")
              .build();
      redis.start();
      return new RedisProcess(redis, chosen);
    } catch (IOException e) {
      throw new UncheckedIOException("Redis does not start on port " + chosen, e);
    }
  }

  /** As the services' configuration wants it. */
  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    try {
      redis.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
