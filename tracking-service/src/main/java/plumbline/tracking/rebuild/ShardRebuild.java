package plumbline.tracking.rebuild;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;
import plumbline.kit.database.Transactions;
import plumbline.tracking.definitions.DefinitionTable;
import plumbline.tracking.fold.PlanCheck;
import plumbline.tracking.fold.PlanVersions;
import plumbline.tracking.fold.WholePlan;

/** Computes one shard of a rebuild, in one transaction. */
@ApplicationScoped
class ShardRebuild {
  private static final Logger LOG = Logger.getLogger(ShardRebuild.class);

  private static final String CLAIM =
      """
      SELECT 1 FROM rebuild_shard s JOIN rebuild r USING (plan_key)
      WHERE plan_key = ? AND shard = ? AND replace = ? AND done_at IS NULL
      FOR UPDATE OF s SKIP LOCKED
      """;
  private static final String DONE =
      """
      UPDATE rebuild_shard
      SET done_at = ?, units = ?, differing_units = ?, differing_sums = ?
      WHERE plan_key = ? AND shard = ?
      """;
  private static final String END =
      """
      DELETE FROM rebuild r WHERE plan_key = ?
        AND NOT EXISTS (SELECT FROM active_plan p WHERE p.plan_key = r.plan_key)
      """;

  private final DefinitionTable definitions;
  private final Clock clock;

  @Inject
  ShardRebuild(DefinitionTable definitions, Clock clock) {
    this.definitions = definitions;
    this.clock = clock;
  }

  /** A shard that is still to be computed. */
  record Task(String plan, int shard, boolean replace) {}

  /** What became of it. */
  private enum Outcome {
    DONE,
    /** Somebody else has it, or the plan has changed and is folded first. */
    LATER,
    /** The plan is sealed or deleted, so there is nothing to compute any more. */
    GONE
  }

  /** Computes it, on a connection that commits by itself. What cannot be done now stays. */
  void run(Connection connection, Task task) throws SQLException {
    var isolation =
        task.replace
            ? Connection.TRANSACTION_READ_COMMITTED
            : Connection.TRANSACTION_REPEATABLE_READ;
    connection.setTransactionIsolation(isolation);
    try {
      var outcome = Transactions.in(connection, () -> compute(connection, task));
      if (outcome == Outcome.GONE) {
        end(connection, task.plan);
      }
    } finally {
      connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }
  }

  private Outcome compute(Connection connection, Task task) throws SQLException {
    if (!claim(connection, task)) {
      return Outcome.LATER;
    }
    if (task.replace) {
      hold(connection, task.shard);
    }
    return switch (PlanVersions.of(connection, task.plan, task.shard)) {
      case FOLDED -> computeFolded(connection, task);
      case OUTDATED -> Outcome.LATER;
      case INACTIVE -> Outcome.GONE;
    };
  }

  private static boolean claim(Connection connection, Task task) throws SQLException {
    try (var query = connection.prepareStatement(CLAIM)) {
      query.setString(1, task.plan);
      query.setInt(2, task.shard);
      query.setBoolean(3, task.replace);
      try (var row = query.executeQuery()) {
        return row.next();
      }
    }
  }

  /** The live fold waits until what it would add to is replaced. */
  private static void hold(Connection connection, int shard) throws SQLException {
    try (var query =
        connection.prepareStatement("SELECT FROM fold_shard WHERE shard = ? FOR UPDATE")) {
      query.setInt(1, shard);
      query.execute();
    }
  }

  private Outcome computeFolded(Connection connection, Task task) throws SQLException {
    var plan = definitions.load(connection, task.plan);
    if (plan.isEmpty()) {
      return Outcome.GONE;
    }
    var found = PlanCheck.whole(connection, plan.get(), task.shard);
    if (!found.isEqual()) {
      LOG.warnf(
          "statistics of '%s' in shard %d were not what their events say: %d units, %d sums",
          task.plan, task.shard, found.differingUnits(), found.differingSums());
      if (task.replace) {
        new WholePlan(connection, task.shard, plan.get()).fold();
      }
    }
    done(connection, task, found);
    return Outcome.DONE;
  }

  private void done(Connection connection, Task task, PlanCheck.Found found) throws SQLException {
    try (var update = connection.prepareStatement(DONE)) {
      update.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
      update.setLong(2, found.units());
      update.setLong(3, found.differingUnits());
      update.setLong(4, found.differingSums());
      update.setString(5, task.plan);
      update.setInt(6, task.shard);
      update.executeUpdate();
    }
  }

  private static void end(Connection connection, String plan) throws SQLException {
    try (var delete = connection.prepareStatement(END)) {
      delete.setString(1, plan);
      if (delete.executeUpdate() > 0) {
        LOG.infof("the rebuild of '%s' ends, as it is sealed or deleted", plan);
      }
    }
  }
}
