package plumbline.tracking.definitions;

import com.google.protobuf.Timestamp;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentSnapshot;

/** Takes definitions in, and remembers what the intake asks of them. */
@ApplicationScoped
public class Definitions {
  private final AgroalDataSource database;
  private final DefinitionTable table;
  private volatile List<ImportedSpan> imported = List.of();

  @Inject
  Definitions(AgroalDataSource database, DefinitionTable table) {
    this.database = database;
    this.table = table;
  }

  /** Times of imported experiments: their events are taken at any age. */
  public List<ImportedSpan> importedSpans() {
    return imported;
  }

  /** Remembers what the database holds; answers what arrived last. */
  DefinitionTable.Held load() throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      var held = table.held(connection);
      remember(connection);
      connection.commit();
      return held;
    }
  }

  /** Keeps a snapshot, if it is newer; the fold finds what has changed when it polls. */
  void take(ExperimentSnapshot snapshot) throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      table.save(connection, snapshot);
      // Another replica may have saved it first; what it says is news here all the same.
      remember(connection);
      connection.commit();
    }
  }

  private void remember(Connection connection) throws SQLException {
    imported =
        table.experiments(connection).stream()
            .filter(Experiment::getImported)
            .map(it -> new ImportedSpan(instant(it.getStartTime()), instant(it.getStopTime())))
            .toList();
  }

  private static Instant instant(Timestamp time) {
    return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
  }

  /** From start to end, both inclusive. */
  public record ImportedSpan(Instant start, Instant end) {
    public boolean holds(Instant time) {
      return !time.isBefore(start) && !time.isAfter(end);
    }
  }
}
