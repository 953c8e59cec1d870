package plumbline.system.intake;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import plumbline.localstack.Directories;
import plumbline.localstack.LocalStack;
import plumbline.localstack.Service;
import plumbline.localstack.StackOptions;

/**
 * tracking-service alone on a PostgreSQL of its own, with little memory: shared by the tests of
 * this package, ended with the JVM.
 */
final class IntakeStack {
  /** Events that may wait for the disk: what the service has by default. */
  static final int QUEUE_EVENTS = 20_000;

  /** The same in bytes. */
  static final int QUEUE_BYTES = 16 * 1024 * 1024;

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static @Nullable LocalStack running;

  private IntakeStack() {}

  static synchronized LocalStack get() {
    var stack = running;
    if (stack == null) {
      stack =
          LocalStack.start(
              StackOptions.random(Directories.temporary())
                  .only(Service.TRACKING)
                  // This variable wins over the options that every service is started with.
                  .withEnvironment(
                      Service.TRACKING, "_JAVA_OPTIONS", "-Xmx160m -XX:+ExitOnOutOfMemoryError")
                  // Shorter than PostgreSQL hangs here, so that it is seen to pass.
                  .withEnvironment(Service.TRACKING, "PLUMBLINE_INTAKE_TIMEOUT", "3s"));
      running = stack;
    }
    return stack;
  }

  /** Whether the service need not be restarted, as it says. */
  static boolean isLive() throws IOException, InterruptedException {
    return read("/q/health/live").statusCode() == 200;
  }

  /** The value of a metric without labels. */
  static double metric(String name) throws IOException, InterruptedException {
    return read("/q/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{}"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + name));
  }

  /** The first column of what a query finds, past the service. */
  static List<String> ask(String query) throws SQLException {
    var database = get().postgres().database("tracking");
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      var found = new ArrayList<String>();
      while (row.next()) {
        found.add(String.valueOf(row.getString(1)));
      }
      return found;
    }
  }

  /** Does something to the database, past the service. */
  static void execute(String sql) throws SQLException {
    var database = get().postgres().database("tracking");
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static HttpResponse<String> read(String path) throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + get().tracking().httpPort() + path);
    return HTTP.send(
        HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
