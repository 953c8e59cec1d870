package plumbline.tracking.retention;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import plumbline.localstack.Ports;

/** A database in which an experiment runs that needs its events for longer than is configured. */
public class LongExperiment implements QuarkusTestResourceLifecycleManager {
  private @Nullable OwnServer server;

  @Override
  public Map<String, String> start() {
    var own = new OwnServer();
    server = own;
    var database = own.database();
    try (var connection = OwnServer.connect(database)) {
      var running = Histories.running("long-run", Instant.now(), 14, 60, 0, 7);
      OwnServer.define(connection, running.build(), "plan", "plan");
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return Map.of(
        "quarkus.grpc.server.test-port", String.valueOf(Ports.free()),
        "quarkus.http.test-port", String.valueOf(Ports.free()),
        "quarkus.datasource.jdbc.url", database.jdbcUrl(),
        "quarkus.datasource.reactive.url", database.reactiveUrl(),
        "quarkus.datasource.username", database.user(),
        "quarkus.datasource.password", database.password(),
        "plumbline.intake.retention", "30d");
  }

  @Override
  public void stop() {
    if (server != null) {
      server.close();
    }
  }
}
