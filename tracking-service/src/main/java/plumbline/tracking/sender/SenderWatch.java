package plumbline.tracking.sender;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import plumbline.kit.background.Background;
import plumbline.kit.background.BackgroundWork;

/** Reads what the metrics say, so that no scrape does, and forgets old runs. */
@ApplicationScoped
public class SenderWatch implements BackgroundWork {
  /** One that is locked is being heard of. */
  private static final String FORGET =
      """
      DELETE FROM sender WHERE id IN (
        SELECT id FROM sender
        WHERE last_at < now() - interval '90 days'
           OR id IN (SELECT id FROM sender ORDER BY last_at DESC, id DESC OFFSET ?)
        FOR UPDATE SKIP LOCKED)
      """;

  private static final String LATELY =
      """
      SELECT coalesce(sum(missing), 0), coalesce(sum(dropped), 0) FROM sender
      WHERE last_at > now() - interval '1 day'
      """;

  private final SenderConfig config;
  private final AgroalDataSource database;
  private volatile double missing = Double.NaN;
  private volatile double dropped = Double.NaN;
  private volatile @Nullable Background background;

  @Inject
  SenderWatch(SenderConfig config, AgroalDataSource database, MeterRegistry registry) {
    this.config = config;
    this.database = database;
    Gauge.builder("plumbline.senders.missing.batches", this, it -> it.missing)
        .description("Numbered batches that never came, of senders heard of in the last day")
        .register(registry);
    Gauge.builder("plumbline.senders.dropped.exposures", this, it -> it.dropped)
        .description("Exposures that senders heard of in the last day say they have lost")
        .register(registry);
  }

  @Override
  public void start() {
    background = Background.every("senders", config.refresh(), this::refresh);
  }

  void stop(@Observes ShutdownEvent event) {
    var begun = background;
    if (begun != null) {
      begun.close();
    }
  }

  private void refresh() throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(true);
      forget(connection, Math.max(0, config.kept()));
      try (var select = connection.prepareStatement(LATELY);
          var row = select.executeQuery()) {
        row.next();
        missing = row.getDouble(1);
        dropped = row.getDouble(2);
      }
    }
  }

  static void forget(Connection connection, int kept) throws SQLException {
    try (var delete = connection.prepareStatement(FORGET)) {
      delete.setInt(1, kept);
      delete.executeUpdate();
    }
  }
}
