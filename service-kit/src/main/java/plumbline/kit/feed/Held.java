package plumbline.kit.feed;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The version of all definitions that a service's database holds: the one row of {@code
 * definition_snapshot}.
 *
 * @param epoch identity of the database that the version counts in; empty: nothing arrived yet
 */
public record Held(String epoch, long version) {

  /** It; locked, so that replicas take over what arrives one after the other. */
  public static Held lock(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row =
            statement.executeQuery("SELECT epoch, version FROM definition_snapshot FOR UPDATE")) {
      row.next();
      return new Held(row.getString(1), row.getLong(2));
    }
  }

  /** Writes it down. */
  public void save(Connection connection) throws SQLException {
    try (var update =
        connection.prepareStatement("UPDATE definition_snapshot SET epoch = ?, version = ?")) {
      update.setString(1, epoch);
      update.setLong(2, version);
      update.executeUpdate();
    }
  }
}
