package plumbline.tracking.reconciliation;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import plumbline.kit.background.Background;
import plumbline.kit.background.BackgroundWork;
import plumbline.kit.database.Transactions;
import plumbline.tracking.definitions.Definition;
import plumbline.tracking.definitions.DefinitionTable;
import plumbline.tracking.fold.PlanCheck;
import plumbline.tracking.fold.PlanVersions;

/** Compares some of what is stored with what the events say, again and again. */
@ApplicationScoped
public class Reconciliation implements BackgroundWork {
  private static final Logger LOG = Logger.getLogger(Reconciliation.class);

  /** Units that are summed up each time to see whether the sums are theirs, at the most. */
  private static final int MOST_SUMMED = 100_000;

  private static final String ANY =
      "SELECT plan_key, shard FROM active_plan CROSS JOIN fold_shard ORDER BY random() LIMIT 1";

  /** Where to look. */
  private record Place(String plan, int shard) {}

  private final AgroalDataSource database;
  private final DefinitionTable definitions;
  private final ReconciliationConfig config;
  private final Counter checked;
  private final Counter differences;
  private @Nullable Background background;

  @Inject
  Reconciliation(
      AgroalDataSource database,
      DefinitionTable definitions,
      ReconciliationConfig config,
      MeterRegistry registry) {
    this.database = database;
    this.definitions = definitions;
    this.config = config;
    checked =
        Counter.builder("plumbline.reconciliation.checked.units")
            .description("Units that were computed anew to look whether what is stored is right")
            .register(registry);
    differences =
        Counter.builder("plumbline.reconciliation.differences")
            .description("Units and sums that were not what their events say; must stay 0")
            .register(registry);
  }

  @Override
  public void start() {
    if (config.every().isPositive()) {
      background = Background.every("reconciliation", config.every(), this::look);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    if (background != null) {
      background.close();
    }
  }

  private void look() throws SQLException {
    var any = any();
    if (any.isPresent()) {
      look(any.get().plan, any.get().shard);
    }
  }

  private Optional<Place> any() throws SQLException {
    try (var connection = database.getConnection();
        var query = connection.prepareStatement(ANY);
        var row = query.executeQuery()) {
      return row.next()
          ? Optional.of(new Place(row.getString(1), row.getInt(2)))
          : Optional.empty();
    }
  }

  /**
   * Looks at some units of a plan in one shard, and at the sums if there are not too many; what is
   * still to be folded is left for another time.
   *
   * @param plan an experiment's key, or with a backfill {@code experiment/backfill}
   * @return how many units and sums are not as they must be
   */
  public long look(String plan, int shard) throws SQLException {
    try (var connection = database.getConnection()) {
      // One snapshot: the fold goes on meanwhile, and nothing of it is seen by half.
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      try {
        return Transactions.in(connection, () -> look(connection, plan, shard));
      } finally {
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
      }
    }
  }

  private long look(Connection connection, String key, int shard) throws SQLException {
    if (PlanVersions.of(connection, key, shard) != PlanVersions.State.FOLDED) {
      return 0;
    }
    var plan = definitions.load(connection, key);
    return plan.isPresent() ? look(connection, plan.get(), shard) : 0;
  }

  private long look(Connection connection, Definition plan, int shard) throws SQLException {
    var units = UnitSample.of(connection, plan, shard, config.units());
    var found = PlanCheck.units(connection, plan, shard, units);
    var sums =
        UnitSample.areAtMost(connection, plan, shard, MOST_SUMMED)
            ? PlanCheck.sums(connection, plan, shard)
            : 0;
    var different = found.differingUnits() + sums;
    checked.increment(units.size());
    differences.increment((double) different);
    if (different > 0) {
      LOG.errorf(
          "statistics of '%s' in shard %d are not what their events say: %d of %d units, %d sums",
          plan.key(), shard, found.differingUnits(), units.size(), sums);
    }
    return different;
  }
}
