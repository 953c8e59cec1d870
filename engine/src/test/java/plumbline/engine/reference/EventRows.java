package plumbline.engine.reference;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import plumbline.engine.fold.UnitEvent;

/**
 * A log of raw events with every fault: copies, bots, crossovers, what comes late or never counts.
 *
 * @param rows what had come in by the cut-off
 * @param events each once: of copies, the one that came first
 */
record EventRows(List<Row> rows, List<Row> events) {
  static final String EXPERIMENT = "exp";

  /** One line of the file. */
  record Row(
      String id,
      String user,
      Instant at,
      Instant came,
      String type,
      String value,
      String variant,
      String userAgent) {

    private static Row of(String line) {
      String[] cells = line.split(",", -1);
      return new Row(
          cells[0],
          cells[1],
          Instant.parse(cells[2]),
          Instant.parse(cells[3]),
          cells[4],
          cells[5],
          cells[6],
          cells[7]);
    }

    UnitEvent event() {
      Map<String, String> attributes = Map.of("user_agent", userAgent);
      if (type.equals("exposure")) {
        return new UnitEvent.Exposure(id, micros(at), EXPERIMENT, variant, attributes);
      }
      Long worth =
          value.isEmpty() ? null : new BigDecimal(value).movePointRight(6).longValueExact();
      return new UnitEvent.Outcome(id, micros(at), type, worth, attributes);
    }
  }

  static EventRows read(Path file, @Nullable Instant cutoff) throws IOException {
    List<Row> rows =
        Files.readAllLines(file).stream()
            .skip(1)
            .map(Row::of)
            .filter(row -> cutoff == null || !row.came.isAfter(cutoff))
            .sorted(Comparator.comparing(Row::came))
            .toList();
    Set<String> known = new HashSet<>();
    return new EventRows(rows, rows.stream().filter(row -> known.add(row.id)).toList());
  }

  /** Each user's events. */
  Map<String, List<UnitEvent>> byUser() {
    return events.stream()
        .collect(
            Collectors.groupingBy(Row::user, Collectors.mapping(Row::event, Collectors.toList())));
  }

  long bots() {
    return events.stream().filter(row -> isBot(row.userAgent)).map(Row::user).distinct().count();
  }

  static boolean isBot(String userAgent) {
    return userAgent.toLowerCase(Locale.ROOT).contains("bot");
  }

  static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }
}
