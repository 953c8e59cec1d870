package plumbline.kit.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.pgclient.PgException;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbline.kit.failure.Failure;

class DatabaseFailuresTest {
  @Test
  void whatNoTextMayHoldIsTheCallers() {
    var refused = new PgException("invalid byte sequence", "ERROR", "22021", "");
    assertThat(DatabaseFailures.translate(refused)).isInstanceOf(Failure.Invalid.class);
    assertThat(DatabaseFailures.failure(new SQLException("invalid byte sequence", "22021")))
        .isInstanceOf(Failure.Invalid.class);
    assertThat(DatabaseFailures.failure(new SQLException("gone", "08006")))
        .isInstanceOf(Failure.Unavailable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "08006", // connection failure
        "42P01", // the schema is not there yet
        "53100", // disk full
        "53300", // too many connections
        "57P01", // shut down
        "57P03", // starting up
        "58030", // the disk cannot be read or written
        "XX000", // a quota is used up, among others
      })
  void tryingAgainMayHelp(String state) {
    assertThat(DatabaseFailures.translate(new IllegalStateException(thrown(state))))
        .isInstanceOf(Failure.Unavailable.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "23505", // unique violation
        "42601", // syntax error
        "XX001", // data corrupted
        "XX002", // index corrupted
      })
  void aDefectIsPassedOnAsItIs(String state) {
    var thrown = thrown(state);
    assertThat(DatabaseFailures.translate(thrown)).isSameAs(thrown);
  }

  @Test
  void whatIsNoFailureOfTheDatabaseKeepsItsMeaning() {
    var refused = new Failure.Refused("not now");
    assertThat(DatabaseFailures.translate(new IllegalStateException(refused))).isSameAs(refused);
    assertThat(DatabaseFailures.translate(new IOException("reset")))
        .isInstanceOf(Failure.Unavailable.class);
  }

  private static PgException thrown(String state) {
    return new PgException("as PostgreSQL says it", "ERROR", state, "");
  }
}
