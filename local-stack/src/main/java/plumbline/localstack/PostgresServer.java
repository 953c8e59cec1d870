package plumbline.localstack;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** A real PostgreSQL on loopback, as durable as a production one. */
public final class PostgresServer implements AutoCloseable {
  private static final Duration START_WAIT = Duration.ofSeconds(60);

  private static final Duration STOP_WAIT = Duration.ofSeconds(60);
  private static final Duration KILL_WAIT = Duration.ofSeconds(10);

  private static final long LARGEST_LOG_FILE = 16 * 1024 * 1024;
  private static final long LITTLE = 256 * 1024;

  private final EmbeddedPostgres postgres;
  private final Path data;
  private boolean paused;

  private PostgresServer(EmbeddedPostgres postgres, Path data) {
    this.postgres = postgres;
    this.data = data;
  }

  /**
   * Starts a server on what the directory holds, or on a new cluster where it is empty.
   *
   * @param data the cluster's directory
   * @param port 0 for any free one
   */
  public static PostgresServer start(Path data, int port) {
    return start(EmbeddedPostgres.builder(), data, port);
  }

  /** As above for an owner that ends it itself, also when the JVM ends; it writes into the log. */
  static PostgresServer start(Path data, int port, Path log) {
    var output = ProcessBuilder.Redirect.appendTo(log.toFile());
    return start(
        EmbeddedPostgres.builder()
            .setRegisterShutdownHook(false)
            .setOutputRedirector(output)
            .setErrorRedirector(output),
        data,
        port);
  }

  private static PostgresServer start(EmbeddedPostgres.Builder builder, Path data, int port) {
    try {
      return new PostgresServer(
          builder
              .setDataDirectory(data)
              .setCleanDataDirectory(false)
              .setOverrideWorkingDirectory(Directories.unpacked().toFile())
              .setPort(port)
              .setPGStartupWait(START_WAIT)
              // The embedded defaults trade durability for speed; what we promise needs it.
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("full_page_writes", "on")
              .setServerConfig("max_connections", "200")
              .setServerConfig("listen_addresses", "127.0.0.1")
              .start(),
          data);
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not start in " + data, e);
    }
  }

  /** The database of that name, made if it is not there. */
  public Database database(String name) {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      var found =
          statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + name + "'");
      if (!found.next()) {
        statement.execute("CREATE DATABASE " + name);
      }
      return new Database(postgres.getPort(), name);
    } catch (SQLException e) {
      throw new IllegalStateException("database " + name, e);
    }
  }

  /** Where it listens. */
  public int port() {
    return postgres.getPort();
  }

  /** Ends it at once, as {@code kill -9} of all its processes does, and waits until it is gone. */
  public void kill() {
    paused = false;
    var all = processes().toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(process -> ProcessRecord.awaitEnd(process, KILL_WAIT));
    close();
  }

  /**
   * Makes it hang, as a machine that is starved or a disk that does not answer does: connections
   * stay, and are taken by the system, but nothing is answered until it goes on.
   */
  public void pause() {
    // The one that starts the others first: then none comes after.
    Signals.pause(postmaster().stream());
    Signals.pause(processes());
    paused = true;
  }

  /** Lets it go on after a {@link #pause}. */
  public void resume() {
    Signals.resume(processes());
    paused = false;
  }

  /**
   * Fills its disk, as far as files that grow are concerned: none of them gets larger than the
   * largest is now, or larger than a segment of the log, which goes on. PostgreSQL is told EFBIG.
   *
   * @throws UncheckedIOException where there is no {@code prlimit} (util-linux has it)
   */
  public void fillDisk() {
    var limit = Math.max(largestFile(), LARGEST_LOG_FILE) + LITTLE;
    // The one that starts the others first, as it hands the limit on to them.
    FileSizeLimit.set(limit, processes());
  }

  /** Makes room on its disk again after {@link #fillDisk}. */
  public void emptyDisk() {
    FileSizeLimit.lift(processes());
  }

  @Override
  public void close() {
    if (paused) {
      resume();
    }
    var postmaster = postmaster();
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // The library goes on after some seconds, while a slow disk still writes the last checkpoint.
    postmaster.ifPresent(process -> ProcessRecord.awaitEnd(process, STOP_WAIT));
  }

  private long largestFile() {
    try (var files = Files.walk(data)) {
      return files.mapToLong(file -> file.toFile().length()).max().orElse(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of them, the one that started the others first. */
  private Stream<ProcessHandle> processes() {
    var postmaster = postmaster().orElseThrow();
    return Stream.concat(Stream.of(postmaster), postmaster.descendants());
  }

  private Optional<ProcessHandle> postmaster() {
    return ProcessRecord.readPostmaster(data.resolve("postmaster.pid"))
        .flatMap(ProcessRecord::running);
  }

  /** Where a database is; its user may do everything and needs no password on loopback. */
  public record Database(int port, String name) {
    public String user() {
      return "postgres";
    }

    public String password() {
      return "postgres";
    }

    public String jdbcUrl() {
      return "jdbc:postgresql://127.0.0.1:" + port + "/" + name;
    }

    public String reactiveUrl() {
      return "postgresql://127.0.0.1:" + port + "/" + name;
    }
  }
}
