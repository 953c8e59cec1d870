package plumbline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import plumbline.localstack.PostgresServer;
import plumbline.localstack.Service;
import plumbline.localstack.ServiceProcess;
import plumbline.localstack.StackClients;
import plumbline.proto.tracking.v1.EventOutcome;
import plumbline.proto.tracking.v1.TrackRequest;

/** Who migrates, who waits for it, and that a newer schema is no reason to stop. */
class SchemaMigrationTest {
  private static final int MIGRATING = 3;

  @Test
  void severalAtOnceMigrateOnceAndWhoWaitsGoesOn() throws Exception {
    var database = Stack.get().postgres().database("migrated_apart");
    try (var waiting = tracking("never", at(database))) {
      waiting.launch();
      await("it says what it waits for")
          .atMost(Duration.ofMinutes(2))
          .until(() -> log(waiting).contains("migrations are still to be made, 1 to "));
      assertThat(waiting.isReady()).isFalse();
      await().until(() -> GrpcProbe.serves(waiting, "liveness"));
      assertThat(GrpcProbe.serves(waiting, "readiness")).isFalse();
      assertThat(tables(database)).isZero();

      migrate(database);
      waiting.awaitReady();
      await().until(() -> GrpcProbe.serves(waiting, "readiness"));
      holdMigratedOnce(database);
      holdTakesAnEvent(waiting, "before");

      // What a newer version leaves behind that only adds.
      execute(
          database,
          """
          ALTER TABLE event ADD COLUMN of_a_newer_version text;
          INSERT INTO flyway_schema_history
            SELECT max(installed_rank) + 1, '999', 'of a newer version', 'SQL', 'V999__newer.sql', 1,
                   'postgres', now(), 1, true FROM flyway_schema_history
          """);
      waiting.restart();
      holdTakesAnEvent(waiting, "after");
      try (var older = tracking("at-start", at(database))) {
        older.launch();
        older.awaitReady();
        holdTakesAnEvent(older, "again");
      }
    }
  }

  @Test
  void aMigrationThatCannotBeMadeEndsWithOne() {
    try (var migration =
        tracking(
            "only", Map.of("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://127.0.0.1:1/no"))) {
      migration.launch();
      assertThat(migration.awaitExit()).isEqualTo(1);
      assertThat(log(migration)).contains("not migrated: ").doesNotContain("\tat org.");
    }
  }

  private static void migrate(PostgresServer.Database database) {
    var migrations =
        Stream.generate(() -> tracking("only", at(database))).limit(MIGRATING).toList();
    try {
      migrations.forEach(ServiceProcess::launch);
      assertThat(migrations).allSatisfy(it -> assertThat(it.awaitExit()).as(log(it)).isZero());
    } finally {
      migrations.forEach(ServiceProcess::close);
    }
  }

  private static void holdMigratedOnce(PostgresServer.Database database) throws SQLException {
    assertThat(
            ask(
                database,
                """
                SELECT count(*) = count(DISTINCT version) AND count(*) = max(version::int)
                       AND bool_and(success)
                FROM flyway_schema_history
                """))
        .isEqualTo("t");
  }

  private static void holdTakesAnEvent(ServiceProcess replica, String id) {
    var stack = Stack.get();
    var now = Instant.now();
    try (var connections = StackClients.connect(1, 1, replica.grpcPort())) {
      var results =
          connections
              .as(stack.token("test", Set.of("client"), Duration.ofHours(1)))
              .tracking()
              .track(
                  TrackRequest.newBuilder()
                      .addEvents(Sender.outcome(id, "user", "paid", now))
                      .build())
              .getResultsList();
      assertThat(results)
          .singleElement()
          .matches(it -> it.getOutcome() == EventOutcome.EVENT_OUTCOME_ACCEPTED);
    }
  }

  private static ServiceProcess tracking(String mode, Map<String, String> environment) {
    var variables = new HashMap<>(environment);
    variables.put("PLUMBLINE_DATABASE_MIGRATION", mode);
    return Stack.get().replica(Service.TRACKING, variables);
  }

  private static Map<String, String> at(PostgresServer.Database database) {
    return Map.of(
        "QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl(),
        "QUARKUS_DATASOURCE_REACTIVE_URL", database.reactiveUrl());
  }

  private static String log(ServiceProcess process) {
    try {
      return Files.readString(process.logFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int tables(PostgresServer.Database database) throws SQLException {
    return Integer.parseInt(
        ask(database, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"));
  }

  private static String ask(PostgresServer.Database database, String query) throws SQLException {
    try (var connection = connect(database);
        var row = connection.createStatement().executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  private static void execute(PostgresServer.Database database, String statements)
      throws SQLException {
    try (var connection = connect(database)) {
      connection.createStatement().execute(statements);
    }
  }

  private static Connection connect(PostgresServer.Database database) throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }
}
