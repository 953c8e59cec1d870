package plumbline.tracking;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.Exposure;

/**
 * A log of raw events with every fault: copies, bots, crossovers, what comes late or never counts.
 */
record EventLog(String experiment, List<Line> lines) {
  static final Instant START = Instant.parse("2025-03-03T00:00:00Z");
  static final Instant END = Instant.parse("2025-03-17T00:00:00Z");

  private static final Path FOLDER = Path.of("../engine/src/test/resources/reference");

  /** The file's lines as they came in, so that of two copies the earlier one comes first. */
  static EventLog read(String file, String experiment) throws IOException {
    return new EventLog(
        experiment,
        Files.readAllLines(FOLDER.resolve(file)).stream()
            .skip(1)
            .map(line -> Line.of(line.split(",", -1)))
            .sorted(Comparator.comparing(Line::came))
            .toList());
  }

  /**
   * What had come in by then, in the order in which it came.
   *
   * @param cutoff null: all of it
   */
  EventLog until(@Nullable Instant cutoff) {
    return new EventLog(
        experiment,
        lines.stream().filter(it -> cutoff == null || !it.came.isAfter(cutoff)).toList());
  }

  /** Lines after the first so many. */
  List<Line> after(int count) {
    return lines.subList(count, lines.size());
  }

  Event event(Line line) {
    var event =
        Event.newBuilder()
            .setEventId(line.id)
            .putUnits("user", experiment + "-" + line.user)
            .setOccurredAt(Samples.time(line.at))
            .putAttributes("user_agent", Samples.text(line.userAgent));
    if (line.isExposure()) {
      var exposure = Exposure.newBuilder().setExperiment(experiment).setVariant(line.variant);
      return event.setExposure(exposure).build();
    }
    if (!line.value.isEmpty()) {
      event.setValueMicros(new BigDecimal(line.value).movePointRight(6).longValueExact());
    }
    return event.setName(line.type).build();
  }

  long copies() {
    return lines.size() - lines.stream().map(Line::id).distinct().count();
  }

  Set<String> bots() {
    return lines.stream()
        .filter(it -> it.userAgent.contains("Bot"))
        .map(Line::user)
        .collect(Collectors.toSet());
  }

  /** Users with an exposure that counts. */
  Set<String> exposed() {
    return lines.stream()
        .filter(it -> it.isExposure() && !it.at.isBefore(START) && it.at.isBefore(END))
        .map(Line::user)
        .collect(Collectors.toSet());
  }

  /** One line. */
  record Line(
      String id,
      String user,
      Instant at,
      Instant came,
      String type,
      String value,
      String variant,
      String userAgent) {

    private static Line of(String[] cells) {
      return new Line(
          cells[0],
          cells[1],
          Instant.parse(cells[2]),
          Instant.parse(cells[3]),
          cells[4],
          cells[5],
          cells[6],
          cells[7]);
    }

    private boolean isExposure() {
      return type.equals("exposure");
    }
  }
}
