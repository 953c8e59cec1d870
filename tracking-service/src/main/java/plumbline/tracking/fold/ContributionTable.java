package plumbline.tracking.fold;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import plumbline.engine.fold.Contribution;
import plumbline.tracking.unit.UnitArrays;
import plumbline.tracking.unit.UnitKey;

/** What each unit contributes, as stored; changes are written together by {@link #flush}. */
final class ContributionTable {
  private static final String SELECT =
      """
      SELECT unit_type, unit, experiment, variant, first_exposure, crossed_over, analysed, y
      FROM unnest(?::smallint[], ?::text[]) AS asked (unit_type, unit)
      JOIN contribution USING (unit_type, unit)
      """;
  private static final String UNSEALED =
      """
      WHERE NOT EXISTS (SELECT FROM definition
                        WHERE sealed AND definition.experiment = contribution.experiment)
      """;
  private static final String UPSERT =
      """
      INSERT INTO contribution
        (unit_type, unit, experiment, variant, first_exposure, crossed_over, analysed, y)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (unit_type, unit, experiment) DO UPDATE
      SET variant = excluded.variant, first_exposure = excluded.first_exposure,
          crossed_over = excluded.crossed_over, analysed = excluded.analysed, y = excluded.y
      """;
  private static final String DELETE =
      "DELETE FROM contribution WHERE unit_type = ? AND unit = ? AND experiment = ?";

  private final Connection connection;
  private final List<Upsert> upserts = new ArrayList<>();
  private final List<Delete> deletes = new ArrayList<>();

  ContributionTable(Connection connection) {
    this.connection = connection;
  }

  /** By unit, then by experiment, but for what is sealed: nothing takes that away again. */
  Map<UnitKey, Map<String, Contribution>> of(Collection<UnitKey> units) throws SQLException {
    return read(SELECT + UNSEALED, units);
  }

  /** The same, and of what is sealed: for units of which nothing may stay. */
  Map<UnitKey, Map<String, Contribution>> withSealed(Collection<UnitKey> units)
      throws SQLException {
    return read(SELECT, units);
  }

  private Map<UnitKey, Map<String, Contribution>> read(String sql, Collection<UnitKey> units)
      throws SQLException {
    try (var query = connection.prepareStatement(sql)) {
      UnitArrays.set(connection, query, units);
      try (var rows = query.executeQuery()) {
        var byUnit = new HashMap<UnitKey, Map<String, Contribution>>();
        while (rows.next()) {
          var unit = new UnitKey(rows.getShort(1), rows.getString(2));
          byUnit
              .computeIfAbsent(unit, _ -> new HashMap<>())
              .put(rows.getString(3), contribution(rows));
        }
        return byUnit;
      }
    }
  }

  void replace(UnitKey unit, Map<String, Contribution> before, Map<String, Contribution> now) {
    now.forEach((experiment, contribution) -> {
      if (!contribution.equals(before.get(experiment))) {
        upserts.add(new Upsert(unit, experiment, contribution));
      }
    });
    for (var experiment : before.keySet()) {
      if (!now.containsKey(experiment)) {
        deletes.add(new Delete(unit, experiment));
      }
    }
  }

  void flush() throws SQLException {
    try (var statement = connection.prepareStatement(UPSERT)) {
      for (var upsert : upserts) {
        var it = upsert.contribution;
        statement.setShort(1, upsert.unit.type());
        statement.setString(2, upsert.unit.id());
        statement.setString(3, upsert.experiment);
        statement.setInt(4, it.variant());
        statement.setObject(5, time(it.firstExposure()));
        statement.setBoolean(6, it.crossedOver());
        statement.setBoolean(7, it.analysed());
        statement.setArray(8, connection.createArrayOf("numeric", it.values().toArray()));
        statement.addBatch();
      }
      statement.executeBatch();
    }
    try (var statement = connection.prepareStatement(DELETE)) {
      for (var delete : deletes) {
        statement.setShort(1, delete.unit.type());
        statement.setString(2, delete.unit.id());
        statement.setString(3, delete.experiment);
        statement.addBatch();
      }
      statement.executeBatch();
    }
    upserts.clear();
    deletes.clear();
  }

  private static Contribution contribution(ResultSet row) throws SQLException {
    return new Contribution(
        row.getInt(4),
        UnitEvents.micros(row.getObject(5, OffsetDateTime.class)),
        row.getBoolean(6),
        row.getBoolean(7),
        integers(row.getArray(8)));
  }

  static List<BigInteger> integers(java.sql.Array numerics) throws SQLException {
    return Arrays.stream((BigDecimal[]) numerics.getArray())
        .map(BigDecimal::toBigIntegerExact)
        .toList();
  }

  private static OffsetDateTime time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  private record Upsert(UnitKey unit, String experiment, Contribution contribution) {}

  private record Delete(UnitKey unit, String experiment) {}
}
