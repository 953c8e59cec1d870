package plumbline.tracking.definitions;

import com.google.protobuf.InvalidProtocolBufferException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import plumbline.proto.assignment.v1.Experiment;

/** What the definitions in the database need of the events, and which of them need nothing more. */
public final class NeedTable {
  private static final String UNSEALED = "SELECT body FROM definition WHERE NOT sealed";

  /** A shard that is still to be folded would be folded without the events that go. */
  private static final String SEAL =
      """
      UPDATE definition d SET sealed = true
      WHERE experiment = ANY (?) AND NOT sealed
        AND NOT EXISTS (
          SELECT FROM active_plan p CROSS JOIN fold_shard s
          LEFT JOIN folded_plan f ON f.shard = s.shard AND f.plan_key = p.plan_key
          WHERE p.experiment = d.experiment
            AND (f.digest, f.enrol_end, f.cut) IS DISTINCT FROM (p.digest, p.enrol_end, p.cut))
      RETURNING experiment
      """;

  private NeedTable() {}

  /**
   * What every started experiment needs that is not sealed; empty if definitions have never
   * arrived. None arrives until the transaction ends.
   */
  public static Optional<List<Need>> unsealed(Connection connection) throws SQLException {
    if (!haveArrived(connection)) {
      return Optional.empty();
    }
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(UNSEALED)) {
      var needs = new ArrayList<Need>();
      while (rows.next()) {
        Need.of(Experiment.parseFrom(rows.getBytes(1))).ifPresent(needs::add);
      }
      return Optional.of(List.copyOf(needs));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a stored definition cannot be read", e);
    }
  }

  private static boolean haveArrived(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery("SELECT epoch <> '' FROM definition_snapshot FOR UPDATE")) {
      return row.next() && row.getBoolean(1);
    }
  }

  /**
   * Leaves the experiments' statistics as they are, for ever; answers which ones it did that to.
   * Those whose changed plan is still being folded are left for the next time. The caller commits.
   */
  public static List<String> seal(Connection connection, Collection<String> experiments)
      throws SQLException {
    // Who folds holds its shard's row: no fold that has read the definitions before is under way.
    try (var statement = connection.createStatement()) {
      statement.execute("SELECT FROM fold_shard ORDER BY shard FOR UPDATE");
    }
    try (var update = connection.prepareStatement(SEAL)) {
      update.setArray(1, connection.createArrayOf("text", experiments.toArray()));
      try (var rows = update.executeQuery()) {
        var sealed = new ArrayList<String>();
        while (rows.next()) {
          sealed.add(rows.getString(1));
        }
        return sealed;
      }
    }
  }
}
