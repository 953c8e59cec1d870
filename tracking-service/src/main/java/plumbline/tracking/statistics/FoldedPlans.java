package plumbline.tracking.statistics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import plumbline.engine.bucketing.Bucketing;
import plumbline.kit.failure.Failure;
import plumbline.tracking.definitions.Definition;
import plumbline.tracking.definitions.DefinitionTable;

/** Plans whose statistics are as their newest definition says. */
@ApplicationScoped
class FoldedPlans {
  private static final String SHARDS =
      """
      SELECT count(*) FROM folded_plan
      WHERE plan_key = ? AND (digest, enrol_end, cut) = (
        SELECT digest, enrol_end, cut FROM known_plan WHERE plan_key = ?)
      """;

  private final DefinitionTable definitions;

  @Inject
  FoldedPlans(DefinitionTable definitions) {
    this.definitions = definitions;
  }

  /**
   * What a plan was folded with.
   *
   * @param backfill a backfill's key, or empty
   * @throws Failure.NotFound if no definition of a started experiment has arrived, or there is no
   *     such backfill
   * @throws Failure.Unavailable while a changed definition is being folded
   */
  Definition load(Connection connection, String experiment, String backfill) throws SQLException {
    var key = backfill.isEmpty() ? experiment : experiment + "/" + backfill;
    var definition =
        definitions
            .load(connection, key)
            .orElseThrow(() ->
                backfill.isEmpty()
                    ? new Failure.NotFound("started experiment", experiment)
                    : new Failure.NotFound("backfill", key));
    requireFolded(connection, definition);
    return definition;
  }

  /** Batches that are stored and not folded yet, of any experiment. */
  static long pendingBatches(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement("SELECT count(DISTINCT batch) FROM fold_work");
        var row = query.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void requireFolded(Connection connection, Definition definition)
      throws SQLException {
    try (var query = connection.prepareStatement(SHARDS)) {
      query.setString(1, definition.key());
      query.setString(2, definition.key());
      try (var row = query.executeQuery()) {
        row.next();
        var shards = row.getInt(1);
        if (shards < Bucketing.SHARDS) {
          throw new Failure.Unavailable(
              "version %d of '%s' is being folded: %d of 16 shards are done"
                  .formatted(definition.version(), definition.key(), shards));
        }
      }
    }
  }
}
