package plumbline.tracking.quantile;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import plumbline.engine.bucketing.Bucketing;
import plumbline.kit.background.Background;
import plumbline.kit.background.BackgroundWork;
import plumbline.tracking.definitions.Definition;
import plumbline.tracking.definitions.DefinitionTable;

/** Reads the units of what has quantile metrics, again and again; one replica at a time. */
@ApplicationScoped
public class QuantileScans implements BackgroundWork {
  /** Who scans holds it; any number will do. */
  private static final long SCANNING = 0x706c756d_0003L;

  /** Half-folded statistics say nothing; what another replica has just scanned says enough. */
  private static final String DUE =
      """
      SELECT
        (SELECT count(*) = ? FROM folded_plan WHERE plan_key = ? AND digest = ?)
        AND NOT EXISTS (
          SELECT FROM quantile_scan
          WHERE plan_key = ? AND scanned_at > now() - make_interval(secs => ?))
      """;

  private static final String FORGET =
      "DELETE FROM quantile_scan WHERE plan_key NOT IN (SELECT plan_key FROM known_plan)";

  private static final Logger LOG = Logger.getLogger(QuantileScans.class);

  private final AgroalDataSource database;
  private final DefinitionTable definitions;
  private final QuantileConfig config;
  private final Timer timer;
  private volatile @Nullable Background background;

  @Inject
  QuantileScans(
      AgroalDataSource database,
      DefinitionTable definitions,
      QuantileConfig config,
      MeterRegistry meters) {
    this.database = database;
    this.definitions = definitions;
    this.config = config;
    this.timer =
        Timer.builder("plumbline.quantile.scan")
            .description("Reading the units of one experiment or backfill for its quantiles")
            .register(meters);
  }

  @Override
  public void start() {
    background = Background.every("quantile-scan", config.scan(), this::round);
  }

  void stop(@Observes ShutdownEvent event) {
    var begun = background;
    if (begun != null) {
      begun.close();
    }
  }

  private void round() throws SQLException {
    try (var connection = database.getConnection()) {
      connection.setAutoCommit(true);
      if (!ask(connection, "SELECT pg_try_advisory_lock(" + SCANNING + ")")) {
        return;
      }
      try {
        scanAll(connection);
      } finally {
        connection.setAutoCommit(true);
        ask(connection, "SELECT pg_advisory_unlock(" + SCANNING + ")");
      }
    }
  }

  private void scanAll(Connection connection) throws SQLException {
    try (var forget = connection.createStatement()) {
      forget.executeUpdate(FORGET);
    }
    for (var plan : definitions.active(connection).values()) {
      if (!plan.quantiles().isEmpty()) {
        scanAlone(connection, plan);
      }
    }
  }

  /** What is wrong with one plan must not keep the others from being scanned. */
  private void scanAlone(Connection connection, Definition plan) throws SQLException {
    try {
      scan(connection, plan);
    } catch (RuntimeException e) {
      LOG.errorf(e, "the quantiles of '%s' were not scanned", plan.key());
    }
  }

  /** In one snapshot: the units add up to the histogram that says where to look at them. */
  private void scan(Connection connection, Definition plan) throws SQLException {
    var begun = Timer.start();
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    try {
      if (isDue(connection, plan)) {
        ScanTable.write(connection, plan.key(), new PlanScan(connection, plan).read());
        connection.commit();
        begun.stop(timer);
      }
    } finally {
      connection.rollback();
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      connection.setAutoCommit(true);
    }
  }

  private boolean isDue(Connection connection, Definition plan) throws SQLException {
    try (var query = connection.prepareStatement(DUE)) {
      query.setInt(1, Bucketing.SHARDS);
      query.setString(2, plan.key());
      query.setString(3, plan.digest());
      query.setString(4, plan.key());
      query.setDouble(5, config.scan().toMillis() / 1e3);
      try (var row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static boolean ask(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      return row.next() && row.getBoolean(1);
    }
  }
}
