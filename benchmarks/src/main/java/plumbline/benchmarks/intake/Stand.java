package plumbline.benchmarks.intake;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import plumbline.benchmarks.CopyClient;
import plumbline.benchmarks.Tables;
import plumbline.benchmarks.TemporaryStack;
import plumbline.benchmarks.TrackClient;
import plumbline.localstack.Service;

/**
 * What is measured: PostgreSQL and the packaged tracking-service, each as a process of its own, and
 * clients of both. The service folds nothing meanwhile and has no assignment-service.
 */
final class Stand implements AutoCloseable {
  private final TemporaryStack temporary;
  private final Tables tables;
  private final Meter meter;
  private final List<TrackClient> intake = new ArrayList<>();
  private final List<CopyClient> reference = new ArrayList<>();

  private Stand(TemporaryStack temporary, int clients) throws SQLException {
    this.temporary = temporary;
    var stack = temporary.stack();
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
    var temporary =
        TemporaryStack.start(of -> {
          var unfolded = of.withEnvironment(Service.TRACKING, "PLUMBLINE_FOLD_WORKERS", "0");
          return options
              .profile()
              .map(file -> TemporaryStack.profiled(unfolded, file))
              .orElse(unfolded);
        });
    return new Stand(temporary, options.clients());
  }

  /** What it runs on, a line. */
  String describe() throws SQLException {
    return tables.describe();
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
      temporary.close();
    }
  }
}
