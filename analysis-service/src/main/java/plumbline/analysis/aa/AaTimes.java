package plumbline.analysis.aa;

import com.google.protobuf.Timestamp;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When checks were made.
 *
 * @param since when they began to be asked for
 * @param lastSaid when one ended last that passed or failed
 * @param lastScheduled when the schedule began one last
 */
record AaTimes(Instant since, Optional<Instant> lastSaid, Optional<Instant> lastScheduled) {
  private static final String SELECT =
      """
      SELECT since,
        (SELECT max(completed_at) FROM aa_check WHERE verdict IN (2, 3)),
        (SELECT max(created_at) FROM aa_check WHERE scheduled)
      FROM aa_schedule
      """;

  /** The first is begun so long after the beginning, and what said nothing is tried again then. */
  private static final Duration DAY = Duration.ofDays(1);

  static AaTimes read(Connection connection) throws SQLException {
    try (var query = connection.prepareStatement(SELECT);
        var row = query.executeQuery()) {
      row.next();
      return new AaTimes(
          row.getObject(1, OffsetDateTime.class).toInstant(),
          instant(row.getObject(2, OffsetDateTime.class)),
          instant(row.getObject(3, OffsetDateTime.class)));
    }
  }

  private static Optional<Instant> instant(@Nullable OffsetDateTime time) {
    return Optional.ofNullable(time).map(OffsetDateTime::toInstant);
  }

  /** Whether the schedule is to begin one. */
  boolean isDue(Duration every, Instant now) {
    return !every.isZero()
        && now.isAfter(lastSaid.map(it -> it.plus(every)).orElse(since.plus(DAY)))
        && lastScheduled.map(it -> now.isAfter(it.plus(DAY))).orElse(true);
  }

  /** Whether it has been too long, a day given for the check itself. */
  boolean isOverdue(Duration every, Instant now) {
    return !every.isZero() && now.isAfter(lastSaid.orElse(since).plus(every).plus(DAY));
  }

  static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }
}
