package plumbline.tracking.retention;

import java.sql.Connection;
import java.sql.Date;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.flywaydb.core.Flyway;
import plumbline.localstack.Directories;
import plumbline.localstack.PostgresServer;
import plumbline.proto.assignment.v1.Experiment;

/** A PostgreSQL of a test's own, where time may be any and every test has a database to itself. */
final class OwnServer implements AutoCloseable {
  static final Retention RETENTION =
      new Retention(Duration.ofDays(400), Duration.ofDays(460), Duration.ofDays(30));

  private final PostgresServer server =
      PostgresServer.start(Directories.temporary().resolve("postgres"), 0);
  private int databases;

  /** A new database at the newest schema. */
  PostgresServer.Database database() {
    var database = empty();
    migrate(database, "latest");
    return database;
  }

  PostgresServer.Database empty() {
    return server.database("own_" + databases++);
  }

  static void migrate(PostgresServer.Database database, String target) {
    Flyway.configure()
        .dataSource(database.jdbcUrl(), database.user(), database.password())
        .locations("classpath:db/migration")
        .target(target)
        .load()
        .migrate();
  }

  static Connection connect(PostgresServer.Database database) throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  /** The first column of the first row. */
  static String ask(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return String.valueOf(row.getString(1));
    }
  }

  static void store(Connection connection, String id, Instant occurredAt) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO event (batch, shard, unit_type, unit, event_id, occurred_at, name)
            VALUES (1, 1, 1, 'u', ?, ?::timestamptz, 'buy')
            """)) {
      insert.setString(1, id);
      insert.setString(2, occurredAt.toString());
      insert.executeUpdate();
    }
  }

  static void storeKeys(Connection connection, String unit, int count, LocalDate storedOn)
      throws SQLException {
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO event_key (unit_type, unit, event_id, digest, stored_on)
            SELECT 1, ? || i % 50, ? || i, '', ? FROM generate_series(1, ?) AS i
            """)) {
      insert.setString(1, unit);
      insert.setString(2, unit);
      insert.setDate(3, Date.valueOf(storedOn));
      insert.setInt(4, count);
      insert.executeUpdate();
    }
  }

  /** Definitions have arrived, this one among them; every shard was folded by the plan. */
  static void define(Connection connection, Experiment experiment, String plan, String folded)
      throws SQLException {
    PartitionTable.execute(connection, "UPDATE definition_snapshot SET epoch = 'e', version = 1");
    try (var upsert =
        connection.prepareStatement(
            """
            INSERT INTO definition (experiment, version, started, body, plan)
            VALUES (?, 1, true, ?, ?)
            ON CONFLICT (experiment) DO UPDATE SET body = excluded.body, plan = excluded.plan
            """)) {
      upsert.setString(1, experiment.getKey());
      upsert.setBytes(2, experiment.toByteArray());
      upsert.setString(3, plan);
      upsert.executeUpdate();
    }
    try (var insert =
        connection.prepareStatement(
            """
            INSERT INTO folded_plan (shard, plan_key, digest) SELECT shard, ?, ? FROM fold_shard
            ON CONFLICT (shard, plan_key) DO UPDATE SET digest = excluded.digest
            """)) {
      insert.setString(1, experiment.getKey());
      insert.setString(2, folded);
      insert.executeUpdate();
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
