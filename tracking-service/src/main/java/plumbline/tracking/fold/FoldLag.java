package plumbline.tracking.fold;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import plumbline.kit.background.Background;
import plumbline.kit.background.BackgroundWork;

/**
 * How far counting is behind, all replicas' together. It is read beside the fold, so that no scrape
 * costs a query, and so much of what waits is looked at that a backlog costs no more than its size
 * tells.
 */
@ApplicationScoped
public class FoldLag implements BackgroundWork {
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final int PATIENCE_SECONDS = 10;

  /** Each batch has a row in up to 16 shards; more than 10,000 batches are too many in any case. */
  private static final String WAITING =
      """
      SELECT count(DISTINCT batch) FROM (SELECT batch FROM fold_work LIMIT 160000) AS waiting
      """;

  /** By the two indexes alone: the oldest batch of each shard, and when its events came. */
  private static final String OLDEST =
      """
      SELECT coalesce(extract(epoch FROM now() - min(e.received_at)), 0)
      FROM fold_shard s
      CROSS JOIN LATERAL (
        SELECT batch FROM fold_work w WHERE w.shard = s.shard ORDER BY batch LIMIT 1) AS oldest
      CROSS JOIN LATERAL (
        SELECT received_at FROM event
        WHERE event.shard = s.shard AND event.batch = oldest.batch LIMIT 1) AS e
      """;

  private final AgroalDataSource database;
  private volatile @Nullable Lag lag;
  private volatile @Nullable Background background;

  @Inject
  FoldLag(AgroalDataSource database, MeterRegistry registry) {
    this.database = database;
    Gauge.builder("plumbline.fold.pending.batches", this, it -> it.gauge(it.lag, true))
        .description("Batches that are stored and not counted yet, by any replica; at most 160000")
        .strongReference(true)
        .register(registry);
    Gauge.builder("plumbline.fold.lag", this, it -> it.gauge(it.lag, false))
        .description("How long ago the oldest of them was stored; 0 without any")
        .baseUnit("seconds")
        .strongReference(true)
        .register(registry);
  }

  /** As it was found last; empty before that. */
  public Optional<Lag> last() {
    return Optional.ofNullable(lag);
  }

  @Override
  public void start() {
    background = Background.every("fold-lag", PAUSE, this::read);
  }

  void stop(@Observes ShutdownEvent event) {
    var begun = background;
    if (begun != null) {
      begun.close();
    }
  }

  private void read() throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(true);
      lag = new Lag((long) number(connection, WAITING), number(connection, OLDEST));
    } catch (SQLException e) {
      // What is not known is not shown: an old number would look like a fold that keeps up.
      lag = null;
      throw e;
    }
  }

  private static double number(Connection connection, String sql) throws SQLException {
    try (var query = connection.prepareStatement(sql)) {
      query.setQueryTimeout(PATIENCE_SECONDS);
      try (var row = query.executeQuery()) {
        row.next();
        return row.getDouble(1);
      }
    }
  }

  private double gauge(@Nullable Lag found, boolean batches) {
    if (found == null) {
      return Double.NaN;
    }
    return batches ? found.batches() : found.seconds();
  }

  /**
   * What waits to be counted.
   *
   * @param batches that wait
   * @param seconds since the oldest of them was stored
   */
  public record Lag(long batches, double seconds) {}
}
