package plumbline.tracking.fold;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Rows as a statement's parameters: arrays, a column each, that the statement unnests. */
final class Columns {
  private final List<String> types = new ArrayList<>();
  private final List<List<Object>> columns = new ArrayList<>();

  /** Columns of these types, in order. */
  Columns(String... types) {
    for (var type : types) {
      this.types.add(type);
      columns.add(new ArrayList<>());
    }
  }

  void add(Object... row) {
    for (var i = 0; i < row.length; i++) {
      columns.get(i).add(row[i]);
    }
  }

  boolean isEmpty() {
    return columns.getFirst().isEmpty();
  }

  /** Sets the parameters from that index on. */
  void set(Connection connection, PreparedStatement statement, int from) throws SQLException {
    for (var i = 0; i < types.size(); i++) {
      statement.setArray(
          from + i, connection.createArrayOf(types.get(i), columns.get(i).toArray()));
    }
  }

  /** An array inside of a column, as PostgreSQL reads one. */
  static String array(Collection<?> elements) {
    var text = new StringBuilder("{");
    for (var element : elements) {
      if (text.length() > 1) {
        text.append(',');
      }
      if (element instanceof String string) {
        quote(text, string);
      } else {
        text.append(element);
      }
    }
    return text.append('}').toString();
  }

  private static void quote(StringBuilder text, String element) {
    text.append('"');
    for (var i = 0; i < element.length(); i++) {
      var c = element.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\');
      }
      text.append(c);
    }
    text.append('"');
  }

  static List<BigInteger> integers(Array numerics) throws SQLException {
    return Arrays.stream((BigDecimal[]) numerics.getArray())
        .map(BigDecimal::toBigIntegerExact)
        .toList();
  }

  static OffsetDateTime time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  static long micros(OffsetDateTime time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time.toInstant());
  }
}
