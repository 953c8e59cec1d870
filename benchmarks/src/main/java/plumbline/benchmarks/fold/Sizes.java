package plumbline.benchmarks.fold;

import java.sql.SQLException;
import plumbline.benchmarks.Tables;

/**
 * What is kept, in bytes with indexes.
 *
 * @param events rows of event, and of event_key
 * @param units rows of unit_state
 */
record Sizes(
    long events, long eventBytes, long keyBytes, long units, long stateBytes, long sumBytes) {

  static Sizes of(Tables tables) throws SQLException {
    return new Sizes(
        tables.number("SELECT count(*) FROM event"),
        tables.bytes("event"),
        tables.bytes("event_key"),
        tables.number("SELECT count(*) FROM unit_state"),
        tables.bytes("unit_state"),
        tables.bytes("aggregate"));
  }
}
