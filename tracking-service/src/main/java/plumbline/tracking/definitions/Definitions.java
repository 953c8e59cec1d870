package plumbline.tracking.definitions;

import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import plumbline.proto.assignment.v1.Experiment;

/** Takes definitions in, and remembers what the intake asks of them. */
@ApplicationScoped
public class Definitions {
  private final AgroalDataSource database;
  private final DefinitionTable table;
  private final Map<String, Need> byExperiment = new HashMap<>();
  private volatile List<Need> needs = List.of();

  @Inject
  Definitions(AgroalDataSource database, DefinitionTable table) {
    this.database = database;
    this.table = table;
  }

  /** What started experiments need of the events, by the beginning of it, the earliest first. */
  public List<Need> needs() {
    return needs;
  }

  /** Remembers what the database holds; answers what arrived last. */
  DefinitionTable.Held load() throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      var held = table.held(connection);
      var experiments = table.experiments(connection);
      // Another version of this service may have made another plan of the same definition.
      DefinitionTable.keep(connection, experiments);
      remember(experiments);
      connection.commit();
      return held;
    }
  }

  /**
   * Keeps what arrived, unless what is held is newer; the fold finds what has changed when it
   * polls.
   *
   * @param following whether what is held came from the same stream, or what it leads to
   * @return whether it does now
   * @throws IllegalStateException if changes arrived that do not go on from what is held
   */
  boolean take(Arrived arrived, boolean following) throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      var follows = table.save(connection, arrived, following);
      connection.commit();
      // Another replica may have saved it first; what it says is news here all the same.
      remember(arrived.experiments());
      return follows;
    }
  }

  private synchronized void remember(Collection<Experiment> experiments) {
    for (var experiment : experiments) {
      Need.of(experiment).ifPresent(need -> byExperiment.put(need.experiment(), need));
    }
    needs = byExperiment.values().stream().sorted(Comparator.comparing(Need::from)).toList();
  }
}
