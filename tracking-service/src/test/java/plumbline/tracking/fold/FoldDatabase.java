package plumbline.tracking.fold;

import com.google.gson.JsonObject;
import com.google.protobuf.util.Timestamps;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.flywaydb.core.Flyway;
import plumbline.engine.bucketing.Bucketing;
import plumbline.localstack.PostgresServer;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.tracking.v1.AttributeValue;
import plumbline.proto.tracking.v1.Event;
import plumbline.tracking.definitions.DefinitionTable;
import plumbline.tracking.definitions.StoredDefinitions;
import plumbline.tracking.erasure.NobodyErased;
import plumbline.tracking.unit.UnitType;

/** A database of the service without the service: what the intake does is done here by hand. */
final class FoldDatabase {
  /** Few, so that a shard's work is seldom taken at once. */
  private static final int MAX_BATCHES = 3;

  private static final int LARGEST_BATCH = 40;

  private static final String STORE =
      """
      INSERT INTO event (batch, shard, unit_type, unit, event_id, occurred_at, name, value_micros,
                         attributes, experiment, variant)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
      """;

  /** What the fold writes; rows of sums that have come to nothing are as good as none. */
  private static final Map<String, String> TABLES =
      Map.of(
          "unit_state", "true",
          "unit_histogram", "true",
          "aggregate", "exposed <> 0",
          "aggregate_histogram", "events <> 0",
          "folded_plan", "true",
          "segment_overflow", "true",
          "fold_work", "true");

  private final PostgresServer.Database database;

  FoldDatabase(PostgresServer server, String name) {
    database = server.database(name);
    Flyway.configure()
        .dataSource(database.jdbcUrl(), database.user(), database.password())
        .locations("classpath:db/migration")
        .load()
        .migrate();
  }

  record Config(int workers, int maxBatches, Duration pause, Duration poll) implements FoldConfig {}

  static ShardFold shardFold() {
    var config = new Config(0, MAX_BATCHES, Duration.ZERO, Duration.ZERO);
    return new ShardFold(new DefinitionTable(), NobodyErased.units(), config);
  }

  /** In transactions. */
  Connection connect() throws SQLException {
    var connection =
        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    connection.setAutoCommit(false);
    return connection;
  }

  void define(List<Experiment> experiments) throws SQLException {
    try (var connection = connect()) {
      StoredDefinitions.put(connection, experiments);
      connection.commit();
    }
  }

  /** In batches of any size, each in a transaction of its own. */
  void store(List<Event> events, Random sizes) throws SQLException {
    try (var connection = connect()) {
      for (var from = 0; from < events.size(); ) {
        var to = Math.min(events.size(), from + 1 + sizes.nextInt(LARGEST_BATCH));
        storeBatch(connection, events.subList(from, to));
        connection.commit();
        from = to;
      }
    }
  }

  private static void storeBatch(Connection connection, List<Event> events) throws SQLException {
    try (var next = connection.prepareStatement("SELECT nextval('batch_number')");
        var row = next.executeQuery();
        var store = connection.prepareStatement(STORE);
        var work =
            connection.prepareStatement(
                "INSERT INTO fold_work (batch, shard) VALUES (?, ?) ON CONFLICT DO NOTHING")) {
      row.next();
      for (var event : events) {
        for (var unit : event.getUnitsMap().entrySet()) {
          var type = UnitType.parse(unit.getKey()).orElseThrow();
          var shard = Bucketing.shard(unit.getKey(), unit.getValue());
          store.setLong(1, row.getLong(1));
          store.setInt(2, shard);
          store.setShort(3, type.number());
          store.setString(4, unit.getValue());
          setEvent(store, event);
          work.setLong(1, row.getLong(1));
          work.setInt(2, shard);
          work.addBatch();
        }
      }
      store.executeBatch();
      work.executeBatch();
    }
  }

  private static void setEvent(PreparedStatement store, Event event) throws SQLException {
    var exposure = event.getExposure();
    store.setString(5, event.getEventId());
    store.setObject(
        6,
        Instant.ofEpochMilli(Timestamps.toMillis(event.getOccurredAt())).atOffset(ZoneOffset.UTC));
    store.setString(7, event.hasExposure() ? null : event.getName());
    store.setObject(8, event.hasValueMicros() ? event.getValueMicros() : null);
    store.setString(
        9, event.getAttributesCount() == 0 ? null : json(event.getAttributesMap()).toString());
    store.setString(10, event.hasExposure() ? exposure.getExperiment() : null);
    store.setString(11, event.hasExposure() ? exposure.getVariant() : null);
    store.addBatch();
  }

  private static JsonObject json(Map<String, AttributeValue> attributes) {
    var json = new JsonObject();
    attributes.forEach((name, value) -> {
      switch (value.getKindCase()) {
        case STRING_VALUE -> json.addProperty(name, value.getStringValue());
        case BOOL_VALUE -> json.addProperty(name, value.getBoolValue());
        case NUMBER_VALUE -> json.addProperty(name, BigDecimal.valueOf(value.getNumberValue()));
        case KIND_NOT_SET -> throw new IllegalArgumentException(name);
      }
    });
    return json;
  }

  /** Folds all there is, by one worker that nothing happens to. */
  void foldAll() throws SQLException {
    var fold = shardFold();
    try (var connection = connect()) {
      for (var shard = 0; shard < Bucketing.SHARDS; shard++) {
        var more = true;
        while (more) {
          more = fold.fold(connection, shard) == ShardFold.Outcome.MORE;
          connection.commit();
        }
      }
    }
  }

  /** Every row that the fold wrote, by table. */
  Map<String, List<String>> folded() throws SQLException {
    var rows = new TreeMap<String, List<String>>();
    try (var connection = connect()) {
      for (var table : TABLES.entrySet()) {
        var query =
            "SELECT coalesce(array_agg(t::text ORDER BY t::text), '{}') FROM %s AS t WHERE %s"
                .formatted(table.getKey(), table.getValue());
        try (var statement = connection.createStatement();
            var row = statement.executeQuery(query)) {
          row.next();
          rows.put(table.getKey(), List.of((String[]) row.getArray(1).getArray()));
        }
      }
    }
    return rows;
  }
}
