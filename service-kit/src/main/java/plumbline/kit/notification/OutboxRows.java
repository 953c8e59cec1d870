package plumbline.kit.notification;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import plumbline.kit.database.DatabaseFailures;

/**
 * What becomes of the messages: each method is one statement, in a transaction of its own. Writing
 * them, within a change's transaction, is the service's affair, and so is the table {@code outbox}.
 */
public class OutboxRows {
  // Time is the database's, so that replicas whose clocks differ agree on what is due. Of each
  // experiment only the first is ever due: a later one waits until that is delivered or given up.
  private static final String CLAIM =
      """
      WITH due AS MATERIALIZED (
        SELECT sequence FROM outbox message
        WHERE state = 'PENDING' AND endpoint = $1 AND due_time <= now()
          AND NOT EXISTS (
            SELECT FROM outbox earlier
            WHERE earlier.state = 'PENDING' AND earlier.endpoint = message.endpoint
              AND earlier.experiment_key = message.experiment_key
              AND earlier.sequence < message.sequence)
        ORDER BY due_time, sequence LIMIT $2
        FOR UPDATE SKIP LOCKED)
      UPDATE outbox SET attempts = attempts + 1, due_time = now() + $3 * interval '1 millisecond'
      FROM due WHERE outbox.sequence = due.sequence
      RETURNING outbox.sequence, id::text, experiment_key, body, attempts
      """;
  // Whoever delivered it: that is so, also where its time was over and another sender has it now.
  private static final String DELIVERED =
      """
      UPDATE outbox SET state = 'DELIVERED', end_time = now(), last_error = NULL
      WHERE sequence = $1 AND state = 'PENDING'
      """;
  private static final String RETRY =
      """
      UPDATE outbox SET due_time = now() + $3 * interval '1 millisecond', last_error = $4
      WHERE sequence = $1 AND state = 'PENDING' AND attempts = $2
      """;
  private static final String DEAD =
      """
      UPDATE outbox SET state = 'DEAD', end_time = now(), last_error = $3
      WHERE sequence = $1 AND state = 'PENDING' AND attempts = $2
      """;
  private static final String PENDING =
      "SELECT endpoint, count(*) FROM outbox WHERE state = 'PENDING' GROUP BY endpoint";
  // A webhook that is no longer configured leaves messages that nobody sends.
  private static final String REMOVE_OLD =
      """
      DELETE FROM outbox WHERE sequence IN (
        SELECT sequence FROM outbox
        WHERE (state <> 'PENDING' AND end_time < now() - $1 * interval '1 millisecond')
          OR (state = 'PENDING' AND create_time < now() - $1 * interval '1 millisecond'
            AND endpoint <> ALL ($2::text[]))
        LIMIT 1000 FOR UPDATE SKIP LOCKED)
      """;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Pool pool;

  /** The messages of the pool's database. */
  public OutboxRows(Pool pool) {
    this.pool = pool;
  }

  /**
   * Takes messages that are due, the oldest first, at most one of each experiment; they are the
   * caller's alone for the time of the lease.
   */
  public Uni<List<Message>> claim(Endpoint endpoint, int most, Duration lease) {
    return run(CLAIM, Tuple.of(endpoint.name(), most, lease.toMillis()))
        .map(rows -> StreamSupport.stream(rows.spliterator(), false).map(Message::of).toList());
  }

  /** Marks the message; answers whether that was news. */
  public Uni<Boolean> delivered(Message message) {
    return run(DELIVERED, Tuple.of(message.sequence)).map(OutboxRows::isOne);
  }

  /** Lets the message wait; answers whether it was still this attempt's. */
  public Uni<Boolean> retry(Message message, Duration pause, String error) {
    return run(RETRY, Tuple.of(message.sequence, message.attempt, pause.toMillis(), error))
        .map(OutboxRows::isOne);
  }

  /** Gives the message up; answers whether it was still this attempt's. */
  public Uni<Boolean> dead(Message message, String error) {
    return run(DEAD, Tuple.of(message.sequence, message.attempt, error)).map(OutboxRows::isOne);
  }

  /** How many wait to be sent, by endpoint; who has none is not there. */
  public Uni<Map<String, Long>> pending() {
    return run(PENDING, Tuple.tuple())
        .map(rows -> {
          var counts = new HashMap<String, Long>();
          rows.forEach(row -> counts.put(row.getString(0), row.getLong(1)));
          return counts;
        });
  }

  /** Removes some of those that ended so long ago, or that nobody would send; answers how many. */
  public Uni<Integer> removeOld(Duration keep, List<Endpoint> endpoints) {
    var names = endpoints.stream().map(Endpoint::name).toArray(String[]::new);
    return run(REMOVE_OLD, Tuple.of(keep.toMillis(), names)).map(RowSet::rowCount);
  }

  private Uni<RowSet<Row>> run(String sql, Tuple parameters) {
    return pool.preparedQuery(sql)
        .execute(parameters)
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .onFailure()
        .transform(DatabaseFailures::translate);
  }

  private static boolean isOne(RowSet<Row> rows) {
    return rows.rowCount() == 1;
  }

  /**
   * A message that is being sent.
   *
   * @param id the same in every attempt
   * @param attempt from 1
   */
  public record Message(long sequence, String id, String experiment, String body, int attempt) {
    private static Message of(Row row) {
      return new Message(
          row.getLong(0), row.getString(1), row.getString(2), row.getString(3), row.getInteger(4));
    }
  }
}
