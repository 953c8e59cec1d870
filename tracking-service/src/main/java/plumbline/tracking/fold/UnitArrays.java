package plumbline.tracking.fold;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Units as the first two parameters of a statement: an array of types, an array of ids. */
final class UnitArrays {
  private UnitArrays() {}

  static void set(Connection connection, PreparedStatement statement, List<UnitKey> units)
      throws SQLException {
    var types = units.stream().map(UnitKey::type).toArray();
    var ids = units.stream().map(UnitKey::id).toArray();
    statement.setArray(1, connection.createArrayOf("smallint", types));
    statement.setArray(2, connection.createArrayOf("text", ids));
  }
}
