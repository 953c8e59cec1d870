package plumbline.benchmarks;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import plumbline.localstack.PostgresServer;

/** The reference: one connection that writes batches by binary COPY, some in each transaction. */
public final class CopyClient implements ClosedLoop.Client<List<PreparedBatch>>, AutoCloseable {
  private static final String COPY_KEYS =
      "COPY event_key (" + PreparedBatch.KEY_COLUMNS + ") FROM STDIN (FORMAT binary)";
  private static final String COPY_EVENTS =
      "COPY event (" + PreparedBatch.EVENT_COLUMNS + ") FROM STDIN (FORMAT binary)";
  private static final String INSERT_WORK =
      "INSERT INTO fold_work (shard, batch) SELECT unnest(?::smallint[]), ?";
  private static final byte[] HEAD = BinaryRows.head();
  private static final byte[] END = BinaryRows.end();

  private final Connection connection;
  private final CopyManager copies;
  private final PreparedStatement insertWork;

  public CopyClient(PostgresServer.Database database) throws SQLException {
    connection =
        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
    connection.setAutoCommit(false);
    copies = connection.unwrap(PGConnection.class).getCopyAPI();
    insertWork = connection.prepareStatement(INSERT_WORK);
  }

  @Override
  public void run(List<PreparedBatch> transaction) throws SQLException, IOException {
    copy(COPY_KEYS, transaction, PreparedBatch::keyRows);
    copy(COPY_EVENTS, transaction, PreparedBatch::eventRows);
    for (var batch : transaction) {
      insertWork.setArray(1, connection.createArrayOf("smallint", batch.shards()));
      insertWork.setLong(2, batch.number());
      insertWork.addBatch();
    }
    insertWork.executeBatch();
    connection.commit();
  }

  private void copy(
      String statement, List<PreparedBatch> batches, Function<PreparedBatch, byte[]> rows)
      throws SQLException {
    var copy = copies.copyIn(statement);
    copy.writeToCopy(HEAD, 0, HEAD.length);
    for (var batch : batches) {
      var bytes = rows.apply(batch);
      copy.writeToCopy(bytes, 0, bytes.length);
    }
    copy.writeToCopy(END, 0, END.length);
    copy.endCopy();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
