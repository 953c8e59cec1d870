package plumbline.tracking.rejection;

import com.google.protobuf.util.Timestamps;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import plumbline.kit.database.Reads;
import plumbline.kit.failure.Failure;
import plumbline.proto.tracking.v1.CountRejectedEventsRequest;
import plumbline.proto.tracking.v1.CountRejectedEventsResponse;
import plumbline.proto.tracking.v1.ListRejectedEventsRequest;
import plumbline.proto.tracking.v1.ListRejectedEventsResponse;
import plumbline.proto.tracking.v1.RejectedEvent;
import plumbline.proto.tracking.v1.RejectionCount;

/** What was not taken, as it is asked for. */
@ApplicationScoped
public class RejectionReader {
  private static final int DEFAULT_DAYS = 7;
  private static final int MAX_DAYS = 90;

  private static final String EVENTS =
      """
      SELECT id, rejected_at, client, event_id, reason, field, description, event
      FROM rejected_event
      WHERE id < ? AND (? = '' OR client = ?) AND (cardinality(?) = 0 OR reason = ANY (?))
      ORDER BY id DESC LIMIT ?
      """;

  /** The largest 5,000 by themselves, and the others of each day and reason as one. */
  private static final String COUNTS =
      """
      SELECT day, shown, reason, sum(events) AS events
      FROM (
        SELECT day, reason, events,
               CASE WHEN row_number() OVER (ORDER BY events DESC, day DESC, client, reason) > 5000
                    THEN '(others)' ELSE client END AS shown
        FROM rejection_count
        WHERE day > (now() AT TIME ZONE 'UTC')::date - ?::integer
      ) AS ranked
      GROUP BY day, shown, reason
      ORDER BY day DESC, events DESC, shown, reason
      """;

  private final Reads reads;

  @Inject
  RejectionReader(Reads reads) {
    this.reads = reads;
  }

  /**
   * A page of the newest.
   *
   * @throws Failure.Invalid naming all that is wrong with the request
   */
  public Uni<ListRejectedEventsResponse> list(ListRejectedEventsRequest request) {
    var query = RejectionQuery.parse(request);
    return reads.read(connection -> list(connection, query));
  }

  /**
   * The counts.
   *
   * @throws Failure.Invalid if they are not kept for so many days
   */
  public Uni<CountRejectedEventsResponse> count(CountRejectedEventsRequest request) {
    var days = request.getDays();
    if (days < 0 || days > MAX_DAYS) {
      throw new Failure.Invalid("days", "must be 1 to 90; 7 if 0");
    }
    return reads.read(connection -> count(connection, days == 0 ? DEFAULT_DAYS : days));
  }

  private static ListRejectedEventsResponse list(Connection connection, RejectionQuery query)
      throws SQLException {
    try (var select = connection.prepareStatement(EVENTS)) {
      var reasons = connection.createArrayOf("int2", query.reasons());
      select.setLong(1, query.before());
      select.setString(2, query.client());
      select.setString(3, query.client());
      select.setArray(4, reasons);
      select.setArray(5, reasons);
      select.setInt(6, query.pageSize() + 1);
      var response = ListRejectedEventsResponse.newBuilder();
      try (var row = select.executeQuery()) {
        var last = 0L;
        while (row.next()) {
          if (response.getEventsCount() == query.pageSize()) {
            return response.setNextPageToken(Long.toString(last)).build();
          }
          last = row.getLong("id");
          response.addEvents(event(row));
        }
      }
      return response.build();
    }
  }

  private static RejectedEvent event(ResultSet row) throws SQLException {
    return RejectedEvent.newBuilder()
        .setTime(Timestamps.fromDate(row.getTimestamp("rejected_at")))
        .setClient(row.getString("client"))
        .setEventId(row.getString("event_id"))
        .setReasonValue(row.getInt("reason"))
        .setField(row.getString("field"))
        .setDescription(row.getString("description"))
        .setEvent(row.getString("event"))
        .build();
  }

  private static CountRejectedEventsResponse count(Connection connection, int days)
      throws SQLException {
    try (var select = connection.prepareStatement(COUNTS)) {
      select.setInt(1, days);
      var response = CountRejectedEventsResponse.newBuilder();
      try (var row = select.executeQuery()) {
        while (row.next()) {
          response.addCounts(
              RejectionCount.newBuilder()
                  .setDay(row.getString("day"))
                  .setClient(row.getString("shown"))
                  .setReasonValue(row.getInt("reason"))
                  .setEvents(row.getLong("events")));
        }
      }
      return response.build();
    }
  }
}
