package plumbline.tracking.definitions;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import plumbline.proto.assignment.v1.Experiment;

/** Puts definitions where those are kept that have arrived. */
public final class StoredDefinitions {
  private StoredDefinitions() {}

  /** In the connection's transaction. */
  public static void put(Connection connection, List<Experiment> experiments) throws SQLException {
    DefinitionTable.keep(connection, experiments);
  }
}
