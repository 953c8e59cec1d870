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
import plumbline.kit.feed.Arrived;
import plumbline.kit.feed.DefinitionStore;
import plumbline.kit.feed.Held;
import plumbline.kit.identity.SdkKeys;
import plumbline.proto.assignment.v1.Experiment;

/** Takes definitions in, and remembers what the intake asks of them. */
@ApplicationScoped
public class Definitions implements DefinitionStore {
  private final AgroalDataSource database;
  private final DefinitionTable table;
  private final SdkKeys sdkKeys;
  private final Map<String, Need> byExperiment = new HashMap<>();
  private volatile List<Need> needs = List.of();

  @Inject
  Definitions(AgroalDataSource database, DefinitionTable table, SdkKeys sdkKeys) {
    this.database = database;
    this.table = table;
    this.sdkKeys = sdkKeys;
  }

  /** What started experiments need of the events, by the beginning of it, the earliest first. */
  public List<Need> needs() {
    return needs;
  }

  /** Remembers what the database holds; answers what arrived last. */
  @Override
  public Held load() throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      var held = Held.lock(connection);
      var experiments = table.experiments(connection);
      // Another version of this service may have made another plan of the same definition.
      DefinitionTable.keep(connection, experiments);
      remember(experiments);
      sdkKeys.replace(SdkKeyTable.load(connection));
      connection.commit();
      return held;
    }
  }

  /** Keeps what arrived; the fold finds what has changed when it polls. */
  @Override
  public boolean take(Arrived arrived, boolean following) throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(false);
      var follows = table.save(connection, arrived, following);
      if (arrived.since().isEmpty() || !arrived.sdkKeys().isEmpty()) {
        // Not what arrived: a replica that lags behind sends keys as they were before a revocation.
        sdkKeys.replace(SdkKeyTable.load(connection));
      }
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
