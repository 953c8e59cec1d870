package plumbline.benchmarks.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import plumbline.localstack.Directories;
import plumbline.localstack.LocalStack;
import plumbline.localstack.Service;
import plumbline.localstack.StackOptions;

/**
 * What is measured: PostgreSQL and the packaged tracking-service, each as a process of its own, and
 * clients of both. The service folds nothing meanwhile and has no assignment-service.
 */
final class Stand implements AutoCloseable {
  private final Path directory;
  private final LocalStack stack;
  private final Tables tables;
  private final Meter meter;
  private final List<TrackClient> intake = new ArrayList<>();
  private final List<CopyClient> reference = new ArrayList<>();

  private Stand(Path directory, LocalStack stack, int clients) throws SQLException {
    this.directory = directory;
    this.stack = stack;
    var database = stack.postgres().database("tracking");
    tables = new Tables(database);
    var service = ProcessHandle.of(stack.tracking().pid()).orElseThrow();
    meter = new Meter(tables, service);
    var token = stack.token("benchmark", Set.of("client"), Duration.ofHours(24));
    for (var i = 0; i < clients; i++) {
      intake.add(new TrackClient(stack.tracking().grpcPort(), token));
      reference.add(new CopyClient(database));
    }
  }

  static Stand start(Options options) throws SQLException {
    var directory = Directories.temporary();
    var of =
        StackOptions.random(directory)
            .only(Service.TRACKING)
            .withEnvironment(Service.TRACKING, "PLUMBLINE_FOLD_WORKERS", "0");
    if (options.profile().isPresent()) {
      var file = options.profile().get().toAbsolutePath();
      of =
          of.withEnvironment(
              Service.TRACKING,
              "JAVA_TOOL_OPTIONS",
              "-XX:StartFlightRecording=settings=profile,filename=" + file);
    }
    var stack = LocalStack.start(of);
    return new Stand(directory, stack, options.clients());
  }

  /** What it runs on, a line. */
  String describe() throws SQLException {
    return "PostgreSQL %s, fsync %s, synchronous_commit %s, full_page_writes %s; %d processors"
        .formatted(
            tables.ask("SHOW server_version"),
            tables.ask("SHOW fsync"),
            tables.ask("SHOW synchronous_commit"),
            tables.ask("SHOW full_page_writes"),
            Runtime.getRuntime().availableProcessors());
  }

  Meter meter() {
    return meter;
  }

  List<TrackClient> intake() {
    return intake;
  }

  List<CopyClient> reference() {
    return reference;
  }

  @Override
  public void close() throws SQLException, InterruptedException {
    try {
      for (var client : intake) {
        client.close();
      }
      for (var client : reference) {
        client.close();
      }
      tables.close();
    } finally {
      stack.close();
      remove();
    }
  }

  private void remove() {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
