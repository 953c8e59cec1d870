package plumbline.tracking;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;

/** What is acknowledged must be on disk: a server that does not wait for its disk is refused. */
@ApplicationScoped
class Durability implements StartCheck {
  @Override
  public Optional<String> problem(Connection connection) throws SQLException {
    for (var setting : new String[] {"fsync", "full_page_writes", "synchronous_commit"}) {
      try (var statement = connection.createStatement();
          var row = statement.executeQuery("SHOW " + setting)) {
        row.next();
        if (row.getString(1).equals("off")) {
          return Optional.of(
              "PostgreSQL runs with "
                  + setting
                  + " = off: events that are acknowledged could be"
                  + " lost; set it to on, for the server, this database and this user");
        }
      }
    }
    return Optional.empty();
  }
}
