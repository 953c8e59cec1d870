package plumbline.assignment.flag;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import plumbline.kit.database.DatabaseFailures;

/** The rows that say when flags were last asked for; of several replicas the latest counts. */
@ApplicationScoped
class FlagUseRows {
  // In the order of the keys, so that replicas do not wait for each other in a circle.
  private static final String STORE =
      """
      INSERT INTO flag_uses (flag, evaluate_time)
      SELECT flags.key, to_timestamp(asked.millis / 1000.0)
      FROM unnest($1::text[], $2::bigint[]) AS asked (flag, millis) JOIN flags ON flags.key = asked.flag
      ORDER BY flags.key
      ON CONFLICT (flag) DO UPDATE SET evaluate_time = excluded.evaluate_time
      WHERE flag_uses.evaluate_time < excluded.evaluate_time
      """;
  private static final String STORE_BULK =
      """
      INSERT INTO flag_bulk_use (id, evaluate_time) VALUES (1, to_timestamp($1::bigint / 1000.0))
      ON CONFLICT (id) DO UPDATE SET evaluate_time = excluded.evaluate_time
      WHERE flag_bulk_use.evaluate_time < excluded.evaluate_time
      """;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Pool pool;

  @Inject
  FlagUseRows(Pool pool) {
    this.pool = pool;
  }

  /** Flags that exist were asked for by themselves, at milliseconds since 1970. */
  Uni<Void> store(Map<String, Long> asked) {
    var flags = asked.keySet().toArray(String[]::new);
    var times = new Long[flags.length];
    for (var i = 0; i < flags.length; i++) {
      times[i] = asked.get(flags[i]);
    }
    return run(STORE, Tuple.of(flags, times));
  }

  /** All flags were asked for at once, at milliseconds since 1970. */
  Uni<Void> storeBulk(long asked) {
    return run(STORE_BULK, Tuple.of(asked));
  }

  private Uni<Void> run(String sql, Tuple parameters) {
    return pool.preparedQuery(sql)
        .execute(parameters)
        .ifNoItem()
        .after(PATIENCE)
        .fail()
        .onFailure()
        .transform(DatabaseFailures::translate)
        .replaceWithVoid();
  }
}
