package plumbline.tracking.erasure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import plumbline.tracking.unit.UnitArrays;
import plumbline.tracking.unit.UnitKey;

/** What the fold takes away of erased units, in the transaction that holds their shard. */
@ApplicationScoped
public class ErasedUnits {
  /** Units that one transaction takes, at the most. */
  private static final int MAX_UNITS = 100;

  private static final List<String> TABLES = List.of("event", "event_key", "erasure");

  private final Tombstones tombstones;

  @Inject
  ErasedUnits(Tombstones tombstones) {
    this.tombstones = tombstones;
  }

  /** Units of the shard of which something is still stored; the next of them, if there are many. */
  public List<UnitKey> waiting(Connection connection, int shard) throws SQLException {
    try (var query =
        connection.prepareStatement(
            "SELECT unit_type, unit FROM erasure WHERE shard = ? LIMIT " + MAX_UNITS)) {
      query.setInt(1, shard);
      try (var rows = query.executeQuery()) {
        var units = new ArrayList<UnitKey>();
        while (rows.next()) {
          units.add(new UnitKey(rows.getShort(1), rows.getString(2)));
        }
        return units;
      }
    }
  }

  /**
   * Deletes the events and keys of those that are erased, waiting or not, and answers which they
   * are: what they contribute then follows from their events as it always does. To be called after
   * what is to be folded is known, or what slipped past an unfinished erasure would be missed.
   */
  public Set<UnitKey> removeFrom(Connection connection, Collection<UnitKey> units)
      throws SQLException {
    var erased = tombstones.erased(connection, units);
    if (!erased.isEmpty()) {
      for (var table : TABLES) {
        delete(connection, table, erased);
      }
    }
    return erased;
  }

  private static void delete(Connection connection, String table, Set<UnitKey> units)
      throws SQLException {
    try (var delete =
        connection.prepareStatement(
            """
            DELETE FROM %1$s USING unnest(?::smallint[], ?::text[]) AS erased (unit_type, unit)
            WHERE %1$s.unit_type = erased.unit_type AND %1$s.unit = erased.unit
            """
                .formatted(table))) {
      UnitArrays.set(connection, delete, units);
      delete.executeUpdate();
    }
  }
}
