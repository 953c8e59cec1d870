package plumbline.tracking.definitions;

import com.google.protobuf.InvalidProtocolBufferException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import plumbline.kit.feed.Arrived;
import plumbline.proto.assignment.v1.SdkKeyCredential;

/** The SDK keys that arrived last, durably: they are known while assignment-service is away. */
final class SdkKeyTable {
  private static final String UPSERT =
      """
      INSERT INTO sdk_key (id, body) VALUES (?, ?)
      ON CONFLICT (id) DO UPDATE SET body = excluded.body
      """;

  private SdkKeyTable() {}

  /** Takes over what arrived; of everything, what is not among it ceases to be. */
  static void keep(Connection connection, Arrived arrived) throws SQLException {
    if (arrived.since().isEmpty()) {
      try (var statement = connection.createStatement()) {
        statement.executeUpdate("DELETE FROM sdk_key");
      }
    }
    try (var upsert = connection.prepareStatement(UPSERT)) {
      for (var key : arrived.sdkKeys()) {
        upsert.setString(1, key.getKey().getId());
        upsert.setBytes(2, key.toByteArray());
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
  }

  /** All that are held. */
  static List<SdkKeyCredential> load(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT body FROM sdk_key")) {
      var keys = new ArrayList<SdkKeyCredential>();
      while (rows.next()) {
        keys.add(SdkKeyCredential.parseFrom(rows.getBytes(1)));
      }
      return keys;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a stored SDK key cannot be read", e);
    }
  }
}
