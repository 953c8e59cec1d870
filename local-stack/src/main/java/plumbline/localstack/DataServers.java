package plumbline.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stack's PostgreSQL and Redis. Each can be stopped or killed, and started again on its port:
 * PostgreSQL with all that it had committed, Redis always empty.
 */
public final class DataServers implements AutoCloseable {
  private static final int SHOWN_LOG_LINES = 15;

  private final StackDirectory directory;
  private final int postgresPort;
  private final int redisPort;
  private @Nullable PostgresServer postgres;
  private @Nullable RedisProcess redis;
  private boolean closed;

  DataServers(StackOptions options, StackDirectory directory) {
    this.directory = directory;
    this.postgresPort = options.postgresPort() == 0 ? Ports.free() : options.postgresPort();
    this.redisPort = options.redisPort() == 0 ? Ports.free() : options.redisPort();
  }

  void start(Consumer<String> progress) {
    startPostgres();
    progress.accept("PostgreSQL is ready: port " + postgresPort + ", data in " + directory.root());
    startRedis();
    progress.accept("Redis is ready: port " + redisPort);
  }

  /** PostgreSQL as it was started last. */
  public synchronized PostgresServer postgres() {
    if (postgres == null) {
      throw new IllegalStateException("PostgreSQL is stopped");
    }
    return postgres;
  }

  /** Redis as it was started last. */
  public synchronized RedisProcess redis() {
    if (redis == null) {
      throw new IllegalStateException("Redis is stopped");
    }
    return redis;
  }

  /** Starts PostgreSQL on its data, if it is stopped. */
  public synchronized void startPostgres() {
    requireOpen();
    if (postgres == null) {
      var log = directory.log("postgres");
      try {
        Files.createDirectories(log.getParent());
        postgres = PostgresServer.start(directory.postgres(), postgresPort, log);
      } catch (IOException | RuntimeException e) {
        throw new StackFailure(
            "PostgreSQL does not start: %s. The end of %s:%n%s"
                .formatted(e.getMessage(), log, LogTail.of(log, SHOWN_LOG_LINES)),
            e);
      }
    }
  }

  /** Stops PostgreSQL and ends all connections, if it runs. */
  public synchronized void stopPostgres() {
    if (postgres != null) {
      postgres.close();
      postgres = null;
    }
  }

  /** Kills PostgreSQL as a power cut would, if it runs. */
  public synchronized void killPostgres() {
    if (postgres != null) {
      postgres.kill();
      postgres = null;
    }
  }

  /** Starts an empty Redis, if it is stopped. */
  public synchronized void startRedis() {
    requireOpen();
    if (redis == null) {
      var server = RedisProcess.start(redisPort);
      redis = server;
      record(server);
    }
  }

  /** Kills Redis and loses what it held, if it runs. */
  public synchronized void killRedis() {
    if (redis != null) {
      redis.kill();
      redis = null;
    }
  }

  /** Stops Redis and loses what it held, if it runs. */
  public synchronized void stopRedis() {
    if (redis != null) {
      redis.close();
      redis = null;
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      stopRedis();
      Files.deleteIfExists(directory.pidFile("redis"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      stopPostgres();
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the stack is closed");
    }
  }

  private void record(RedisProcess server) {
    try {
      ProcessRecord.of(ProcessHandle.of(server.pid()).orElseThrow())
          .write(directory.pidFile("redis"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
