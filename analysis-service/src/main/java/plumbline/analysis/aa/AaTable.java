package plumbline.analysis.aa;

import com.google.protobuf.InvalidProtocolBufferException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumbline.kit.definition.Times;
import plumbline.proto.analysis.v1.AaCheck;
import plumbline.proto.analysis.v1.AaVerdict;

/** Checks, durably. */
final class AaTable {
  private static final String INSERT =
      """
      INSERT INTO aa_check (experiment, scheduled, created_at, verdict, next_attempt_at, body)
      VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (experiment) WHERE completed_at IS NULL DO NOTHING
      RETURNING id
      """;
  private static final String PAGE =
      """
      SELECT id, body FROM aa_check WHERE (? = '' OR experiment = ?) AND id < ?
      ORDER BY id DESC LIMIT ?
      """;
  private static final String WAITING =
      """
      SELECT id, attempts, body FROM aa_check
      WHERE completed_at IS NULL AND next_attempt_at <= ? ORDER BY id
      """;
  private static final String COMPLETE =
      """
      UPDATE aa_check SET completed_at = ?, verdict = ?, body = ?
      WHERE id = ? AND completed_at IS NULL
      """;

  private AaTable() {}

  /** A check that is not over. */
  record Waiting(long id, int attempts, AaCheck check) {}

  /** Adds one; empty if another of its experiment is under way. */
  static Optional<AaCheck> add(Connection connection, AaCheck check, boolean scheduled)
      throws SQLException {
    var now = time(Times.instant(check.getCreateTime()));
    try (var insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, check.getExperiment());
      insert.setBoolean(2, scheduled);
      insert.setObject(3, now);
      insert.setInt(4, AaVerdict.AA_VERDICT_RUNNING_VALUE);
      insert.setObject(5, now);
      insert.setBytes(6, check.toByteArray());
      try (var row = insert.executeQuery()) {
        return row.next() ? Optional.of(with(row.getLong(1), check)) : Optional.empty();
      }
    }
  }

  static Optional<AaCheck> find(Connection connection, long id) throws SQLException {
    try (var query = connection.prepareStatement("SELECT id, body FROM aa_check WHERE id = ?")) {
      query.setLong(1, id);
      return read(query).stream().findFirst();
    }
  }

  /** Newest first, with ids below that one. */
  static List<AaCheck> page(Connection connection, String experiment, long below, int size)
      throws SQLException {
    try (var query = connection.prepareStatement(PAGE)) {
      query.setString(1, experiment);
      query.setString(2, experiment);
      query.setLong(3, below);
      query.setInt(4, size);
      return read(query);
    }
  }

  /** Checks that may be begun by now, the oldest first. */
  static List<Waiting> waiting(Connection connection, Instant now) throws SQLException {
    try (var query = connection.prepareStatement(WAITING)) {
      query.setObject(1, time(now));
      try (var rows = query.executeQuery()) {
        var waiting = new ArrayList<Waiting>();
        while (rows.next()) {
          var id = rows.getLong(1);
          waiting.add(new Waiting(id, rows.getInt(2), with(id, parse(rows.getBytes(3)))));
        }
        return waiting;
      }
    }
  }

  /** Notes that it is begun once more, and until when it is left alone if it does not end. */
  static boolean begin(Connection connection, Waiting check, Instant again) throws SQLException {
    try (var update =
        connection.prepareStatement(
            """
            UPDATE aa_check SET attempts = attempts + 1, next_attempt_at = ?
            WHERE id = ? AND completed_at IS NULL AND attempts = ?
            """)) {
      update.setObject(1, time(again));
      update.setLong(2, check.id());
      update.setInt(3, check.attempts());
      return update.executeUpdate() == 1;
    }
  }

  /** It is over. */
  static void complete(Connection connection, long id, AaCheck check) throws SQLException {
    try (var update = connection.prepareStatement(COMPLETE)) {
      update.setObject(1, time(Times.instant(check.getCompleteTime())));
      update.setInt(2, check.getVerdictValue());
      update.setBytes(3, check.toByteArray());
      update.setLong(4, id);
      update.executeUpdate();
    }
  }

  private static List<AaCheck> read(PreparedStatement query) throws SQLException {
    try (var rows = query.executeQuery()) {
      var checks = new ArrayList<AaCheck>();
      while (rows.next()) {
        checks.add(check(rows));
      }
      return checks;
    }
  }

  private static AaCheck check(ResultSet row) throws SQLException {
    return with(row.getLong(1), parse(row.getBytes(2)));
  }

  private static AaCheck with(long id, AaCheck check) {
    return check.toBuilder().setId(String.valueOf(id)).build();
  }

  private static AaCheck parse(byte[] body) {
    try {
      return AaCheck.parseFrom(body);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("a stored A/A check cannot be read", e);
    }
  }

  private static OffsetDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
