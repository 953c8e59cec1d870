package plumbline.tracking.reconciliation;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import plumbline.tracking.definitions.Definition;
import plumbline.tracking.unit.UnitKey;

/** Units of a plan, at random. */
final class UnitSample {
  /** Half of those that something is stored of, half of those that should be: either may lack. */
  private static final String SELECT =
      """
      (SELECT unit_type, unit FROM unit_state
       WHERE shard = ? AND plan_key = ? ORDER BY random() LIMIT ?)
      UNION
      (SELECT unit_type, unit FROM event
       WHERE shard = ? AND experiment = ? AND unit_type = ? ORDER BY random() LIMIT ?)
      """;

  private static final String ARE_AT_MOST =
      """
      SELECT count(*) <= ? FROM (
        SELECT FROM unit_state WHERE shard = ? AND plan_key = ? LIMIT ? + 1) u
      """;

  private UnitSample() {}

  /** At most that many units of the shard. */
  static List<UnitKey> of(Connection connection, Definition plan, int shard, int most)
      throws SQLException {
    var half = (most + 1) / 2;
    try (var query = connection.prepareStatement(SELECT)) {
      query.setInt(1, shard);
      query.setString(2, plan.key());
      query.setInt(3, half);
      query.setInt(4, shard);
      query.setString(5, plan.experiment());
      query.setShort(6, plan.unitType());
      query.setInt(7, most - half);
      try (var rows = query.executeQuery()) {
        var units = new ArrayList<UnitKey>();
        while (rows.next()) {
          units.add(new UnitKey(rows.getShort(1), rows.getString(2)));
        }
        return units;
      }
    }
  }

  /** Whether something is stored of no more units than that. */
  static boolean areAtMost(Connection connection, Definition plan, int shard, int most)
      throws SQLException {
    try (var query = connection.prepareStatement(ARE_AT_MOST)) {
      query.setInt(1, most);
      query.setInt(2, shard);
      query.setString(3, plan.key());
      query.setInt(4, most);
      try (var row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }
}
