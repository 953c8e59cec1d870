package plumbline.tracking.unit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;

/** Units as two parameters of a statement: an array of types, an array of ids. */
public final class UnitArrays {
  private UnitArrays() {}

  /** Sets them from the first parameter on. */
  public static void set(
      Connection connection, PreparedStatement statement, Collection<UnitKey> units)
      throws SQLException {
    set(connection, statement, 1, units);
  }

  /** Sets them from a parameter on; parameters count from 1. */
  public static void set(
      Connection connection, PreparedStatement statement, int from, Collection<UnitKey> units)
      throws SQLException {
    var types = units.stream().map(UnitKey::type).toArray();
    var ids = units.stream().map(UnitKey::id).toArray();
    statement.setArray(from, connection.createArrayOf("smallint", types));
    statement.setArray(from + 1, connection.createArrayOf("text", ids));
  }
}
