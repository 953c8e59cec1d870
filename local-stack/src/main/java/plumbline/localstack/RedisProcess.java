package plumbline.localstack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import redis.embedded.RedisServer;

/** A real Redis on loopback, without persistence: it holds nothing that PostgreSQL does not. */
public final class RedisProcess implements AutoCloseable {
  private static final String PROCESS_ID = "process_id:";

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

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** Number of its process, as it says itself. */
  public long pid() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write("INFO server\r\nQUIT\r\n".getBytes(US_ASCII));
      var info = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      return info.lines()
          .filter(line -> line.startsWith(PROCESS_ID))
          .mapToLong(line -> Long.parseLong(line.substring(PROCESS_ID.length())))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
