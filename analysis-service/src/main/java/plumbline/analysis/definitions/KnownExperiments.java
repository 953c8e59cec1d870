package plumbline.analysis.definitions;

import com.google.protobuf.InvalidProtocolBufferException;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import plumbline.kit.database.Transactions;
import plumbline.kit.feed.Arrived;
import plumbline.kit.feed.DefinitionStore;
import plumbline.kit.feed.Held;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentState;

/** The experiments as they were when assignment-service was last heard. */
@ApplicationScoped
public class KnownExperiments implements DefinitionStore {
  private static final String UPSERT =
      """
      INSERT INTO definition AS d (experiment, version, state, body) VALUES (?, ?, ?, ?)
      ON CONFLICT (experiment) DO UPDATE
      SET version = excluded.version, state = excluded.state, body = excluded.body
      """;

  private final AgroalDataSource database;

  @Inject
  KnownExperiments(AgroalDataSource database) {
    this.database = database;
  }

  @Override
  public Held load() throws SQLException {
    try (var connection = database.getConnection()) {
      return Transactions.in(connection, () -> Held.lock(connection));
    }
  }

  @Override
  public boolean take(Arrived arrived, boolean following) throws SQLException {
    try (var connection = database.getConnection()) {
      return Transactions.in(connection, () -> take(connection, arrived, following));
    }
  }

  private static boolean take(Connection connection, Arrived arrived, boolean following)
      throws SQLException {
    var takeover = arrived.after(Held.lock(connection), following);
    if (takeover.write()) {
      keep(connection, arrived.experiments());
      arrived.held().save(connection);
    }
    return takeover.follows();
  }

  /** What is no longer there is kept: its results may still be asked for. */
  private static void keep(Connection connection, List<Experiment> experiments)
      throws SQLException {
    try (var upsert = connection.prepareStatement(UPSERT)) {
      for (var experiment : experiments) {
        upsert.setString(1, experiment.getKey());
        upsert.setLong(2, experiment.getVersion());
        upsert.setInt(3, experiment.getStateValue());
        upsert.setBytes(4, experiment.toByteArray());
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  /** One of them; empty if it did not arrive. */
  public Optional<Experiment> find(Connection connection, String key) throws SQLException {
    try (var query =
        connection.prepareStatement("SELECT body FROM definition WHERE experiment = ?")) {
      query.setString(1, key);
      return read(query).stream().findFirst();
    }
  }

  /** Those that are in one of the states, by key. */
  public List<Experiment> in(Connection connection, Set<ExperimentState> states)
      throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT body FROM definition WHERE state = ANY (?) ORDER BY experiment")) {
      var numbers = states.stream().map(ExperimentState::getNumber).toArray();
      query.setArray(1, connection.createArrayOf("smallint", numbers));
      return read(query);
    }
  }

  private static List<Experiment> read(PreparedStatement query) throws SQLException {
    try (var rows = query.executeQuery()) {
      var experiments = new ArrayList<Experiment>();
      while (rows.next()) {
        experiments.add(Experiment.parseFrom(rows.getBytes(1)));
      }
      return experiments;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a stored definition cannot be read", e);
    }
  }
}
