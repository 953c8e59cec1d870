package plumbline.tracking.fold;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import plumbline.engine.fold.UnitEvent;
import plumbline.tracking.unit.UnitArrays;
import plumbline.tracking.unit.UnitKey;

/** All events of some units. */
final class UnitEvents {
  private static final String SELECT =
      """
      SELECT unit_type, unit, event_id, occurred_at, name, value_micros, experiment, variant,
             CASE WHEN name = ANY (?::text[]) THEN attributes END
      FROM unnest(?::smallint[], ?::text[]) AS asked (unit_type, unit)
      JOIN event USING (unit_type, unit)
      """;

  private final Map<UnitKey, List<UnitEvent>> byUnit;

  private UnitEvents(Map<UnitKey, List<UnitEvent>> byUnit) {
    this.byUnit = byUnit;
  }

  /**
   * Reads them.
   *
   * @param withAttributes names of the events whose attributes are read as well
   */
  static UnitEvents load(Connection connection, List<UnitKey> units, Set<String> withAttributes)
      throws SQLException {
    try (var query = connection.prepareStatement(SELECT)) {
      query.setArray(1, connection.createArrayOf("text", withAttributes.toArray()));
      UnitArrays.set(connection, query, 2, units);
      try (var rows = query.executeQuery()) {
        var byUnit = new HashMap<UnitKey, List<UnitEvent>>();
        while (rows.next()) {
          var unit = new UnitKey(rows.getShort(1), rows.getString(2));
          byUnit.computeIfAbsent(unit, _ -> new ArrayList<>()).add(event(rows));
        }
        return new UnitEvents(byUnit);
      }
    }
  }

  List<UnitEvent> of(UnitKey unit) {
    return byUnit.getOrDefault(unit, List.of());
  }

  private static UnitEvent event(ResultSet row) throws SQLException {
    var id = row.getString(3);
    var occurredAt = micros(row.getObject(4, OffsetDateTime.class));
    var experiment = row.getString(7);
    if (experiment != null) {
      return new UnitEvent.Exposure(id, occurredAt, experiment, row.getString(8));
    }
    return new UnitEvent.Outcome(
        id,
        occurredAt,
        row.getString(5),
        row.getObject(6, Long.class),
        EventAttributes.parse(row.getString(9)));
  }

  static long micros(OffsetDateTime time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant());
  }
}
