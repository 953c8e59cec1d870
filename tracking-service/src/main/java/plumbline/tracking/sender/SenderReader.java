package plumbline.tracking.sender;

import com.google.protobuf.Timestamp;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import plumbline.kit.database.Reads;
import plumbline.kit.failure.Failure;
import plumbline.proto.tracking.v1.ListSendersRequest;
import plumbline.proto.tracking.v1.ListSendersResponse;
import plumbline.proto.tracking.v1.Sender;

/** Senders, as they are asked for. */
@ApplicationScoped
public class SenderReader {
  private static final String SENDERS =
      """
      SELECT id, client, boot_id, last_sequence, missing, dropped, first_at, last_at
      FROM sender
      WHERE (last_at, id) < (?, ?) AND (NOT ? OR missing > 0 OR dropped > 0)
      ORDER BY last_at DESC, id DESC LIMIT ?
      """;

  private final Reads reads;

  @Inject
  SenderReader(Reads reads) {
    this.reads = reads;
  }

  /**
   * A page of them, the latest heard of first.
   *
   * @throws Failure.Invalid naming all that is wrong with the request
   */
  public Uni<ListSendersResponse> list(ListSendersRequest request) {
    var query = SenderQuery.parse(request);
    return reads.read(connection -> list(connection, query));
  }

  private static ListSendersResponse list(Connection connection, SenderQuery query)
      throws SQLException {
    try (var select = connection.prepareStatement(SENDERS)) {
      select.setObject(1, query.lastAt());
      select.setLong(2, query.lastId());
      select.setBoolean(3, query.incomplete());
      select.setInt(4, query.pageSize() + 1);
      var response = ListSendersResponse.newBuilder();
      try (var row = select.executeQuery()) {
        var last = "";
        while (row.next()) {
          if (response.getSendersCount() == query.pageSize()) {
            return response.setNextPageToken(last).build();
          }
          last = SenderQuery.token(instant(row, "last_at"), row.getLong("id"));
          response.addSenders(sender(row));
        }
      }
      return response.build();
    }
  }

  private static Sender sender(ResultSet row) throws SQLException {
    return Sender.newBuilder()
        .setClient(row.getString("client"))
        .setBootId(row.getString("boot_id"))
        .setLastSequence(row.getLong("last_sequence"))
        .setMissingBatches(row.getLong("missing"))
        .setDroppedExposures(row.getLong("dropped"))
        .setFirstTime(time(row, "first_at"))
        .setLastTime(time(row, "last_at"))
        .build();
  }

  private static Timestamp time(ResultSet row, String column) throws SQLException {
    var instant = instant(row, column);
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
