package plumbline.tracking.sender;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Notes the numbers of batches in the transaction that stores them: a crash makes no gap. */
public final class Senders {
  private static final String RECORD =
      """
      INSERT INTO sender AS known (client, boot_id, last_sequence, missing, dropped)
      SELECT client, boot_id, sequence, sequence - 1, dropped
      FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[])
           AS heard (client, boot_id, sequence, dropped)
      ON CONFLICT (client, boot_id) DO UPDATE SET
        missing = known.missing + greatest(excluded.last_sequence - known.last_sequence - 1, 0),
        last_sequence = greatest(known.last_sequence, excluded.last_sequence),
        dropped = greatest(known.dropped, excluded.dropped),
        last_at = greatest(known.last_at, excluded.last_at)
      """;

  private Senders() {}

  /**
   * Takes note of batches that are being stored; a number that came before is a repeat. To be done
   * last in a transaction: it locks the senders, in order, so that transactions do not deadlock.
   */
  public static Uni<Void> record(SqlConnection connection, Collection<NumberedBatch> batches) {
    Uni<Void> done = Uni.createFrom().voidItem();
    for (var round : rounds(batches)) {
      done = done.chain(() -> insert(connection, round));
    }
    return done;
  }

  /** One batch of each sender at a time, its lowest number first: nearly always there is one. */
  private static List<List<NumberedBatch>> rounds(Collection<NumberedBatch> batches) {
    var rounds = new ArrayList<List<NumberedBatch>>();
    var round = -1;
    @Nullable NumberedBatch last = null;
    for (var batch : batches.stream().sorted(NumberedBatch.ORDER).toList()) {
      round = last != null && last.isOfSameSender(batch) ? round + 1 : 0;
      if (round == rounds.size()) {
        rounds.add(new ArrayList<>());
      }
      rounds.get(round).add(batch);
      last = batch;
    }
    return rounds;
  }

  private static Uni<Void> insert(SqlConnection connection, List<NumberedBatch> round) {
    var columns =
        Tuple.tuple()
            .addValue(round.stream().map(NumberedBatch::client).toArray(String[]::new))
            .addValue(round.stream().map(NumberedBatch::bootId).toArray(String[]::new))
            .addValue(round.stream().map(NumberedBatch::sequence).toArray(Long[]::new))
            .addValue(round.stream().map(NumberedBatch::dropped).toArray(Long[]::new));
    return connection.preparedQuery(RECORD).execute(columns).replaceWithVoid();
  }
}
