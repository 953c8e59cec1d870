package plumbline.system.fold;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import plumbline.localstack.Directories;
import plumbline.localstack.LocalStack;
import plumbline.localstack.Service;
import plumbline.localstack.StackClients;
import plumbline.localstack.StackOptions;

/**
 * tracking-service on a PostgreSQL of its own, with little memory, for the tests of this package;
 * ends with the JVM.
 */
final class FoldStack {
  private static @Nullable FoldStack running;

  private final PublishedDefinitions definitions = PublishedDefinitions.start();
  private final LocalStack stack =
      LocalStack.start(
          StackOptions.random(Directories.temporary())
              .only(Service.TRACKING)
              // This variable wins over the options that every service is started with.
              .withEnvironment(
                  Service.TRACKING, "_JAVA_OPTIONS", "-Xmx160m -XX:+ExitOnOutOfMemoryError")
              .withEnvironment(
                  Service.TRACKING,
                  "PLUMBLINE_ASSIGNMENT_PORT",
                  String.valueOf(definitions.port())));

  private FoldStack() {}

  static synchronized FoldStack get() {
    var stack = running;
    if (stack == null) {
      stack = new FoldStack();
      running = stack;
    }
    return stack;
  }

  PublishedDefinitions definitions() {
    return definitions;
  }

  LocalStack servers() {
    return stack;
  }

  /** Stubs of the process that listens there. */
  StackClients client(int trackingPort, String role) {
    return StackClients.connect(1, 1, trackingPort)
        .as(stack.token("fold-" + role, Set.of(role), Duration.ofHours(1)));
  }

  /** Does something to the database, past the service. */
  void execute(String sql) throws SQLException {
    var database = stack.postgres().database("tracking");
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of what a query finds, past the service, sorted. */
  Set<String> ask(String query) throws SQLException {
    var database = stack.postgres().database("tracking");
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      var found = new TreeSet<String>();
      while (rows.next()) {
        found.add(rows.getString(1));
      }
      return found;
    }
  }
}
