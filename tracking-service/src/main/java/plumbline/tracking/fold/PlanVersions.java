package plumbline.tracking.fold;

import java.sql.Connection;
import java.sql.SQLException;

/** As which a plan was last folded. */
public final class PlanVersions {
  private static final String SELECT =
      """
      SELECT (f.digest, f.enrol_end, f.cut) IS NOT DISTINCT FROM (p.digest, p.enrol_end, p.cut)
      FROM active_plan p
      LEFT JOIN folded_plan f ON f.plan_key = p.plan_key AND f.shard = ?
      WHERE p.plan_key = ?
      """;

  private PlanVersions() {}

  /** What holds of a plan and a shard. */
  public enum State {
    /** The shard's statistics are the plan's. */
    FOLDED,
    /** The plan has changed, and the shard is still to be folded with it. */
    OUTDATED,
    /** It is not folded any more: sealed, deleted, or never there. */
    INACTIVE
  }

  public static State of(Connection connection, String plan, int shard) throws SQLException {
    try (var query = connection.prepareStatement(SELECT)) {
      query.setInt(1, shard);
      query.setString(2, plan);
      try (var row = query.executeQuery()) {
        if (!row.next()) {
          return State.INACTIVE;
        }
        return row.getBoolean(1) ? State.FOLDED : State.OUTDATED;
      }
    }
  }
}
