package plumbline.tracking.sender;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbline.tracking.Servers;

/** Which runs are forgotten, in transactions that are taken back. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class SenderWatchTest {
  @Inject AgroalDataSource database;

  @SuppressWarnings("NullAway.Init")
  private Connection connection;

  @BeforeEach
  void begin() throws SQLException {
    connection = database.getConnection();
    connection.setAutoCommit(false);
    execute("DELETE FROM sender");
    execute(
        """
        INSERT INTO sender (client, boot_id, last_sequence, missing, dropped, last_at)
        SELECT 'c', 'heard-' || day || '-days-ago', 1, 0, 0, now() - day * interval '1 day'
        FROM generate_series(0, 99) AS day
        """);
  }

  @AfterEach
  void takeBack() throws SQLException {
    connection.rollback();
    connection.close();
  }

  @Test
  void whoWasNotHeardOfForNinetyDaysIsForgotten() throws SQLException {
    SenderWatch.forget(connection, 10_000);
    assertThat(ask("SELECT count(*) FROM sender")).isEqualTo("91");
    assertThat(ask("SELECT min(last_at) = now() - interval '90 days' FROM sender")).isEqualTo("t");
  }

  @Test
  void soManyAreKeptTheLatestHeardOf() throws SQLException {
    SenderWatch.forget(connection, 3);
    assertThat(ask("SELECT string_agg(boot_id, ',' ORDER BY last_at DESC) FROM sender"))
        .isEqualTo("heard-0-days-ago,heard-1-days-ago,heard-2-days-ago");
  }

  private void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String ask(String query) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }
}
