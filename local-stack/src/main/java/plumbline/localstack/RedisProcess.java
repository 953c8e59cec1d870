package plumbline.localstack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.stream.Stream;
import redis.embedded.RedisServer;

/** A real Redis on loopback, without persistence: it holds nothing that PostgreSQL does not. */
public final class RedisProcess implements AutoCloseable {
  private static final String PROCESS_ID = "process_id:";
  private static final Duration KILL_WAIT = Duration.ofSeconds(10);

  private final RedisServer redis;
  private final int port;
  private final long pid;
  private boolean paused;

  private RedisProcess(RedisServer redis, int port) {
    this.redis = redis;
    this.port = port;
    this.pid = askPid();
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

  /** Number of its process. */
  public long pid() {
    return pid;
  }

  /** Sends one command, as a person types it; answers as Redis does, in its protocol. */
  public String send(String command) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write((command + "\r\nQUIT\r\n").getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it at once, as {@code kill -9} does, and waits until it is gone. */
  public void kill() {
    paused = false;
    ProcessHandle.of(pid)
        .ifPresent(process -> {
          process.destroyForcibly();
          ProcessRecord.awaitEnd(process, KILL_WAIT);
        });
    close();
  }

  /** Makes it hang: connections stay, and are made, but nothing is answered until it goes on. */
  public void pause() {
    Signals.pause(process());
    paused = true;
  }

  /** Lets it go on after a {@link #pause}; it answers what it was asked meanwhile. */
  public void resume() {
    Signals.resume(process());
    paused = false;
  }

  @Override
  public void close() {
    if (paused) {
      resume();
    }
    try {
      redis.stop();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stream<ProcessHandle> process() {
    return ProcessHandle.of(pid).stream();
  }

  private long askPid() {
    return send("INFO server")
        .lines()
        .filter(line -> line.startsWith(PROCESS_ID))
        .mapToLong(line -> Long.parseLong(line.substring(PROCESS_ID.length())))
        .findFirst()
        .orElseThrow();
  }
}
