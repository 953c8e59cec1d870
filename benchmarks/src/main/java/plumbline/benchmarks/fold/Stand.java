package plumbline.benchmarks.fold;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import plumbline.benchmarks.Tables;
import plumbline.benchmarks.TemporaryStack;
import plumbline.benchmarks.TrackClient;
import plumbline.localstack.LocalStack;
import plumbline.localstack.PostgresServer;
import plumbline.localstack.Service;
import plumbline.localstack.ServiceProcess;
import plumbline.localstack.StackOptions;

/**
 * What is measured: PostgreSQL, the packaged tracking-service as it is by default, one more process
 * of it that takes events and folds none, and clients. This process serves the definitions.
 */
final class Stand implements AutoCloseable {
  /** The experiment whose events come over the wire. */
  static final String SHOP = "shop";

  static final String SMALL = "small";
  static final String LARGE = "large";

  private static final List<String> TABLES =
      List.of(
          "event",
          "event_key",
          "fold_work",
          "unit_state",
          "unit_histogram",
          "aggregate",
          "aggregate_histogram");

  private final TemporaryStack temporary;
  private final Instant start;
  private final ServiceProcess intakeOnly;
  private final Tables tables;
  private final FoldGate gate;
  private final StatisticsClient statistics;
  private final List<TrackClient> toWhole;
  private final List<TrackClient> toIntakeOnly;

  private Stand(Options options) throws SQLException, IOException {
    start = Instant.now().minus(Visits.SPREAD).truncatedTo(ChronoUnit.SECONDS);
    var definitions =
        DefinitionServer.start(
            Stream.of(SHOP, SMALL, LARGE).map(key -> Experiments.running(key, start)).toList());
    temporary = TemporaryStack.start(of -> configured(of, options, definitions.port()));
    stack().closeFirst(definitions);
    intakeOnly =
        stack()
            .replica(
                Service.TRACKING, Map.of("PLUMBLINE_FOLD_WORKERS", "0", "JAVA_TOOL_OPTIONS", ""));
    intakeOnly.launch();
    intakeOnly.awaitReady();
    tables = owned(new Tables(database()));
    gate = owned(new FoldGate(database()));
    var token = stack().token("benchmark", Set.of("client", "admin"), Duration.ofHours(24));
    statistics = owned(new StatisticsClient(stack().tracking().grpcPort(), token));
    toWhole = clients(stack().tracking(), token, options.clients());
    toIntakeOnly = clients(intakeOnly, token, options.clients());
  }

  private static StackOptions configured(StackOptions of, Options options, int definitionsPort) {
    var followed =
        of.withEnvironment(Service.TRACKING, "PLUMBLINE_ASSIGNMENT_HOST", "127.0.0.1")
            .withEnvironment(
                Service.TRACKING, "PLUMBLINE_ASSIGNMENT_PORT", String.valueOf(definitionsPort));
    return options.profile().map(file -> TemporaryStack.profiled(followed, file)).orElse(followed);
  }

  /** Starts it, and waits until the definitions have arrived. */
  static Stand start(Options options) throws SQLException, IOException, InterruptedException {
    var stand = new Stand(options);
    stand.statistics.awaitFolded(LARGE);
    return stand;
  }

  /** Before which nothing counts in any of the experiments. */
  Instant start() {
    return start;
  }

  PostgresServer.Database database() {
    return stack().postgres().database("tracking");
  }

  /** The process that takes events and folds, with the defaults. */
  ProcessHandle whole() {
    return ProcessHandle.of(stack().tracking().pid()).orElseThrow();
  }

  /** The process that takes events and folds none. */
  ProcessHandle intakeOnly() {
    return ProcessHandle.of(intakeOnly.pid()).orElseThrow();
  }

  List<TrackClient> toWhole() {
    return toWhole;
  }

  List<TrackClient> toIntakeOnly() {
    return toIntakeOnly;
  }

  Tables tables() {
    return tables;
  }

  FoldGate gate() {
    return gate;
  }

  StatisticsClient statistics() {
    return statistics;
  }

  /** Takes away all events and what was folded of them, while nothing is folded. */
  void empty() throws SQLException {
    gate.shut();
    tables.empty(TABLES);
    gate.open();
  }

  @Override
  public void close() {
    temporary.close();
  }

  private LocalStack stack() {
    return temporary.stack();
  }

  private List<TrackClient> clients(ServiceProcess service, String token, int count) {
    var clients = new ArrayList<TrackClient>();
    for (var i = 0; i < count; i++) {
      clients.add(owned(new TrackClient(service.grpcPort(), token)));
    }
    return clients;
  }

  private <P extends AutoCloseable> P owned(P part) {
    stack().closeFirst(part);
    return part;
  }
}
