package plumbline.tracking.intake;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import plumbline.engine.bucketing.Bucketing;
import plumbline.tracking.unit.UnitType;

/** The intake's SQL, and events as its parameters: arrays, a column each. */
final class EventRows {
  static final String INSERT_KEYS =
      """
      INSERT INTO event_key (unit_type, unit, event_id, digest)
      SELECT unnest($1::smallint[]), unnest($2::text[]), unnest($3::text[]), unnest($4::bytea[])
      ON CONFLICT DO NOTHING
      """;

  /** Those keys that this transaction has not inserted itself. */
  static final String SELECT_KNOWN =
      """
      SELECT unit_type, unit, event_id, digest
      FROM unnest($1::smallint[], $2::text[], $3::text[]) AS asked (unit_type, unit, event_id)
      JOIN event_key USING (unit_type, unit, event_id)
      WHERE event_key.xmin <> pg_current_xact_id()::xid
      """;

  static final String DELETE_KEYS =
      """
      DELETE FROM event_key
      USING unnest($1::smallint[], $2::text[], $3::text[]) AS undone (unit_type, unit, event_id)
      WHERE event_key.unit_type = undone.unit_type
        AND event_key.unit = undone.unit
        AND event_key.event_id = undone.event_id
      """;

  /**
   * Events and, for each shard that they touch, the fold's work: one statement. Arrays are unnested
   * side by side in the list, not in FROM, where each would first be written down as a table.
   */
  static final String INSERT_EVENTS =
      """
      WITH number AS MATERIALIZED (SELECT nextval('batch_number') AS batch),
      stored AS (
        INSERT INTO event (batch, shard, unit_type, unit, event_id, occurred_at, name,
                           value_micros, attributes, experiment, variant)
        SELECT (SELECT batch FROM number), unnest($1::smallint[]), unnest($2::smallint[]),
               unnest($3::text[]), unnest($4::text[]), unnest($5::timestamptz[]),
               unnest($6::text[]), unnest($7::bigint[]), unnest($8::text[])::jsonb,
               unnest($9::text[]), unnest($10::text[])
      )
      INSERT INTO fold_work (shard, batch)
      SELECT unnest($11::smallint[]), (SELECT batch FROM number)
      """;

  private EventRows() {}

  static Tuple keys(List<EventRow> rows) {
    var size = rows.size();
    var types = new Short[size];
    var units = new String[size];
    var ids = new String[size];
    for (var i = 0; i < size; i++) {
      var key = rows.get(i).key();
      types[i] = key.type().number();
      units[i] = key.unit();
      ids[i] = key.eventId();
    }
    return Tuple.of(types, units, ids);
  }

  static Tuple keysWithDigests(List<EventRow> rows) {
    return keys(rows).addValue(rows.stream().map(EventRow::digest).toArray(Buffer[]::new));
  }

  static Tuple events(List<EventRow> unordered) {
    var byShard = byShard(unordered);
    var rows = byShard.stream().flatMap(List::stream).toList();
    var size = rows.size();
    var shards = shards(byShard, size);
    var times = new OffsetDateTime[size];
    var names = new String[size];
    var values = new Long[size];
    var attributes = new String[size];
    var experiments = new String[size];
    var variants = new String[size];
    for (var i = 0; i < size; i++) {
      var event = rows.get(i).event();
      times[i] = event.occurredAt().atOffset(ZoneOffset.UTC);
      switch (event.body()) {
        case Event.Exposure(var experiment, var variant) -> {
          experiments[i] = experiment;
          variants[i] = variant;
        }
        case Event.Outcome(var name, var valueMicros) -> {
          names[i] = name;
          values[i] = valueMicros;
        }
      }
      if (!event.attributes().isEmpty()) {
        attributes[i] = json(event.attributes());
      }
    }
    var columns = Tuple.tuple().addValue(shards);
    var keys = keys(rows);
    for (var i = 0; i < keys.size(); i++) {
      columns.addValue(keys.getValue(i));
    }
    return columns
        .addValue(times)
        .addValue(names)
        .addValue(values)
        .addValue(attributes)
        .addValue(experiments)
        .addValue(variants)
        .addValue(Arrays.stream(shards).distinct().toArray(Short[]::new));
  }

  /** A shard's rows lie side by side: who folds it, or computes it anew, reads those pages only. */
  private static List<List<EventRow>> byShard(List<EventRow> rows) {
    var byShard = new ArrayList<List<EventRow>>(Bucketing.SHARDS);
    for (var i = 0; i < Bucketing.SHARDS; i++) {
      byShard.add(new ArrayList<>());
    }
    for (var row : rows) {
      var key = row.key();
      byShard.get(Bucketing.shard(key.type().key(), key.unit())).add(row);
    }
    return byShard;
  }

  private static Short[] shards(List<List<EventRow>> byShard, int size) {
    var shards = new Short[size];
    var next = 0;
    for (var shard = 0; shard < byShard.size(); shard++) {
      var rows = byShard.get(shard).size();
      Arrays.fill(shards, next, next + rows, (short) shard);
      next += rows;
    }
    return shards;
  }

  private static String json(Map<String, Object> attributes) {
    var quotes = JsonStringEncoder.getInstance();
    var json = new StringBuilder();
    for (var attribute : attributes.entrySet()) {
      json.append(json.isEmpty() ? "{\"" : ",\"");
      quotes.quoteAsString(attribute.getKey(), json);
      json.append("\":");
      if (attribute.getValue() instanceof String text) {
        json.append('"');
        quotes.quoteAsString(text, json);
        json.append('"');
      } else {
        json.append(attribute.getValue());
      }
    }
    return json.append('}').toString();
  }

  static Event.Key key(Row row) {
    return new Event.Key(UnitType.of(row.getShort(0)), row.getString(1), row.getString(2));
  }
}
