package plumbline.tracking.fold;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import plumbline.engine.fold.Histogram;
import plumbline.engine.fold.UnitState;
import plumbline.tracking.unit.UnitArrays;
import plumbline.tracking.unit.UnitKey;

/** What is stored of a plan's units in one shard, one after the other, by their ids' bytes. */
public final class StoredUnits implements AutoCloseable {
  private static final int FETCHED_AT_ONCE = 5_000;

  private static final String SELECT =
      """
      SELECT unit_type, unit, s.variant, s.first_exposure, s.first_event, s.crossed_over,
             s.excluded, s.segments, s.amounts, h.buckets, h.events
      FROM (SELECT * FROM unit_state WHERE shard = ? AND plan_key = ? AND %1$s) s
      FULL JOIN (SELECT * FROM unit_histogram WHERE shard = ? AND plan_key = ? AND %1$s) h
        USING (unit_type, unit)
      ORDER BY unit_type, unit, h.metric
      """;
  private static final String ALL = SELECT.formatted("true");
  private static final String SOME =
      SELECT.formatted("(unit_type, unit) IN (SELECT * FROM unnest(?::smallint[], ?::text[]))");

  private final PreparedStatement query;
  private final ResultSet rows;
  private boolean hasRow;
  private @Nullable UnitKey unit;
  private @Nullable UnitState state;

  private StoredUnits(PreparedStatement query) throws SQLException {
    this.query = query;
    query.setFetchSize(FETCHED_AT_ONCE);
    rows = query.executeQuery();
    hasRow = rows.next();
    next();
  }

  /** Those of all units. */
  public static StoredUnits all(Connection connection, String plan, int shard) throws SQLException {
    var query = connection.prepareStatement(ALL);
    query.setInt(1, shard);
    query.setString(2, plan);
    query.setInt(3, shard);
    query.setString(4, plan);
    return new StoredUnits(query);
  }

  /** Those of some units. */
  static StoredUnits of(Connection connection, String plan, int shard, Collection<UnitKey> units)
      throws SQLException {
    var query = connection.prepareStatement(SOME);
    query.setInt(1, shard);
    query.setString(2, plan);
    UnitArrays.set(connection, query, 3, units);
    query.setInt(5, shard);
    query.setString(6, plan);
    UnitArrays.set(connection, query, 7, units);
    return new StoredUnits(query);
  }

  /** The unit that it has come to; null when there is none left. */
  public @Nullable UnitKey unit() {
    return unit;
  }

  /** What is stored of it; null if that is a histogram and nothing else. */
  public @Nullable UnitState state() {
    return state;
  }

  /** Whether the unit that it has come to is before another one. */
  boolean isBefore(UnitKey other) {
    if (unit == null || unit.type() != other.type()) {
      return unit != null && unit.type() < other.type();
    }
    return Arrays.compareUnsigned(bytes(unit.id()), bytes(other.id())) < 0;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Goes on to the next unit. */
  public void next() throws SQLException {
    if (!hasRow) {
      unit = null;
      state = null;
      return;
    }
    var current = key();
    unit = current;
    rows.getInt(3);
    var first = rows.wasNull() ? null : UnitStates.read(rows, 3, List.of());
    var histograms = new ArrayList<Histogram>();
    while (hasRow && key().equals(current)) {
      var buckets = rows.getArray(10);
      if (buckets != null) {
        histograms.add(UnitHistograms.read(buckets, rows.getArray(11)));
      }
      hasRow = rows.next();
    }
    state = first == null ? null : with(first, histograms);
  }

  private static UnitState with(UnitState state, List<Histogram> histograms) {
    return new UnitState(
        state.variant(),
        state.firstExposure(),
        state.firstEvent(),
        state.crossedOver(),
        state.excluded(),
        state.segments(),
        state.amounts(),
        histograms);
  }

  private UnitKey key() throws SQLException {
    return new UnitKey(rows.getShort(1), rows.getString(2));
  }

  @Override
  public void close() throws SQLException {
    query.close();
  }
}
