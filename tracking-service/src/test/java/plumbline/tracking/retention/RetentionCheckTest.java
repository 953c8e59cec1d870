package plumbline.tracking.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import plumbline.kit.database.Transactions;

/** When a service may start. */
class RetentionCheckTest {
  private static final Instant NOW = Instant.parse("2026-03-08T12:00:00Z");

  @Test
  void aSettingThatIsTooShortStopsARolloutAndNoReplicaThatComesBack() throws SQLException {
    try (var server = new OwnServer();
        var connection = OwnServer.connect(server.database())) {
      assertThat(refusal(connection, 30)).as("no definition is known").isEmpty();
      OwnServer.define(connection, Histories.running("long", NOW, 14, 60, 0, 7).build(), "p", "p");

      assertThat(refusal(connection, 29)).get().asString().contains("'long'", "111d", "is 29d");
      assertThat(refusal(connection, 30)).as("as before, and the experiment came later").isEmpty();
      var check = check(30);
      check.look(connection, NOW);
      assertThat(check.shortfalls()).isEqualTo(1);

      assertThat(refusal(connection, 111)).isEmpty();
      assertThat(refusal(connection, 30)).as("it was longer meanwhile").isPresent();
      assertThat(refusal(connection, 110)).isPresent();
      check = check(111);
      check.look(connection, NOW);
      assertThat(check.shortfalls()).isZero();
    }
  }

  @Test
  void theFirstSettingOfADatabaseWithRunningExperimentsMustBeLongEnough() throws SQLException {
    try (var server = new OwnServer();
        var connection = OwnServer.connect(server.database())) {
      OwnServer.define(connection, Histories.running("long", NOW, 14, 60, 0, 7).build(), "p", "p");
      assertThat(refusal(connection, 30)).isPresent();
      assertThat(refusal(connection, 30)).as("a refused start leaves no trace").isPresent();
      assertThat(refusal(connection, 111)).isEmpty();
    }
  }

  private static Optional<String> refusal(Connection connection, int days) throws SQLException {
    return Transactions.in(connection, () -> check(days).refusal(connection, NOW));
  }

  private static RetentionCheck check(int days) {
    return new RetentionCheck(
        new Retention(Duration.ofDays(days), Duration.ofDays(days + 60), Duration.ofDays(30)));
  }
}
