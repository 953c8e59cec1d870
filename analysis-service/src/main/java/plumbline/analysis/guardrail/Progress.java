package plumbline.analysis.guardrail;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * How far exposure got.
 *
 * @param exposedUnits of all variants together
 * @param grown when that many were first seen
 */
record Progress(long exposedUnits, Instant grown) {
  private static final Duration WORTH_WRITING = Duration.ofMinutes(1);
  private static final String SELECT =
      "SELECT exposed_units, grown_time FROM exposure_progress WHERE experiment_key = ?";
  private static final String UPSERT =
      """
      INSERT INTO exposure_progress (experiment_key, exposed_units, grown_time) VALUES (?, ?, ?)
      ON CONFLICT (experiment_key) DO UPDATE
      SET exposed_units = excluded.exposed_units, grown_time = excluded.grown_time
      """;

  /** It now. A number that shrinks, as units are erased, is no exposure. */
  Progress at(long units, Instant now) {
    return units > exposedUnits ? new Progress(units, now) : this;
  }

  /** Whether it is worth writing down, what was written last being this. */
  boolean isAheadOf(Progress written) {
    return written.exposedUnits != exposedUnits
        && Duration.between(written.grown, grown).compareTo(WORTH_WRITING) >= 0;
  }

  /** Whether there were exposures, and then none for so long. */
  boolean isSilent(Instant now, Duration silence) {
    return exposedUnits > 0 && Duration.between(grown, now).compareTo(silence) >= 0;
  }

  static Optional<Progress> of(Connection connection, String experiment) throws SQLException {
    try (var query = connection.prepareStatement(SELECT)) {
      query.setString(1, experiment);
      try (var row = query.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Progress(row.getLong(1), row.getObject(2, OffsetDateTime.class).toInstant()))
            : Optional.empty();
      }
    }
  }

  void save(Connection connection, String experiment) throws SQLException {
    try (var upsert = connection.prepareStatement(UPSERT)) {
      upsert.setString(1, experiment);
      upsert.setLong(2, exposedUnits);
      upsert.setObject(3, grown.atOffset(ZoneOffset.UTC));
      upsert.executeUpdate();
    }
  }
}
