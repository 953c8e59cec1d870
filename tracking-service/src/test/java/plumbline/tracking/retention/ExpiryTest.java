package plumbline.tracking.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbline.kit.database.Transactions;
import plumbline.localstack.PostgresServer;

/** Which months go when, in a real database and at any time. */
@SuppressWarnings("NullAway.Init")
class ExpiryTest {
  private static final Instant START = Instant.parse("2012-05-10T00:00:00Z");
  private static final YearMonth MAY = YearMonth.parse("2012-05");
  private static final Instant MAY_IS_TOO_OLD = Months.end(MAY).plus(OwnServer.RETENTION.events());

  private static OwnServer server;
  private final Expiry expiry = new Expiry(OwnServer.RETENTION);
  private PostgresServer.Database database;
  private Connection connection;

  @BeforeAll
  static void start() {
    server = new OwnServer();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void connect() throws SQLException {
    database = server.database();
    connection = OwnServer.connect(database);
    for (var month : Months.between(MAY, MAY.plusMonths(1))) {
      attach(month);
    }
    OwnServer.store(connection, "in-may", START);
  }

  @AfterEach
  void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void nothingGoesAsLongAsDefinitionsHaveNeverArrived() throws SQLException {
    expiry.drop(connection, MAY_IS_TOO_OLD.plus(Duration.ofDays(4_000)));
    assertThat(months()).contains(MAY, MAY.plusMonths(1));
    arrive();
    expiry.drop(connection, MAY_IS_TOO_OLD.plus(Duration.ofDays(4_000)));
    assertThat(months()).doesNotContain(MAY, MAY.plusMonths(1)).isNotEmpty();
  }

  @Test
  void aMonthGoesWhenAllOfItIsTooOld() throws SQLException {
    arrive();
    expiry.drop(connection, MAY_IS_TOO_OLD.minusNanos(1_000));
    assertThat(months()).contains(MAY);
    expiry.drop(connection, MAY_IS_TOO_OLD);
    assertThat(months()).doesNotContain(MAY).contains(MAY.plusMonths(1));
    assertThat(OwnServer.ask(connection, "SELECT count(*) FROM event")).isEqualTo("0");
  }

  @Test
  void whatARunningExperimentNeedsStaysUntilTheGraceAfterItsDecision() throws SQLException {
    var running = Histories.running("x", START.plus(Duration.ofDays(30)), 14, 28, 0, 0);
    OwnServer.define(connection, running.build(), "plan", "plan");
    var late = MAY_IS_TOO_OLD.plus(Duration.ofDays(4_000));
    expiry.drop(connection, late);
    assertThat(months()).contains(MAY);
    var decided = late.minus(OwnServer.RETENTION.grace());
    running.setDecideTime(Histories.time(decided.plusNanos(1_000)));
    OwnServer.define(connection, running.build(), "decided", "decided");
    expiry.drop(connection, late);
    assertThat(months()).contains(MAY);
    assertThat(sealed()).isEqualTo("0");
    expiry.drop(connection, late.plusNanos(1_000));
    assertThat(months()).doesNotContain(MAY);
    assertThat(sealed()).isEqualTo("1");
  }

  @Test
  void whatIsDecidedIsFoldedBeforeItsEventsGo() throws SQLException {
    var decided = Histories.running("x", START).setDecideTime(Histories.time(START));
    OwnServer.define(connection, decided.build(), "new", "old");
    var late = MAY_IS_TOO_OLD.plus(Duration.ofDays(4_000));
    expiry.drop(connection, late);
    assertThat(months()).contains(MAY);
    assertThat(sealed()).isEqualTo("0");
    OwnServer.define(connection, decided.build(), "new", "new");
    expiry.drop(connection, late);
    assertThat(months()).doesNotContain(MAY);
  }

  @Test
  void aMonthIsMadeBesideAnIntakeThatIsUnderWay() throws SQLException {
    try (var intake = OwnServer.connect(database)) {
      intake.setAutoCommit(false);
      OwnServer.store(intake, "in-june", Months.end(MAY));
      // It would give up after two seconds.
      attach(MAY.plusMonths(2));
      OwnServer.store(intake, "in-july", Months.end(MAY.plusMonths(1)));
      intake.commit();
    }
    assertThat(OwnServer.ask(connection, "SELECT count(DISTINCT tableoid) FROM event"))
        .isEqualTo("3");
  }

  @Test
  void aReaderHoldsUpNeitherTheIntakeNorTheNextTime() throws SQLException {
    arrive();
    try (var reader = OwnServer.connect(database)) {
      reader.setAutoCommit(false);
      assertThat(OwnServer.ask(reader, "SELECT count(*) FROM event")).isEqualTo("1");
      PartitionTable.execute(connection, "SET lock_timeout = '100ms'");
      expiry.drop(connection, MAY_IS_TOO_OLD);
      // It was begun, and is not done: the reader may still look into it.
      assertThat(PartitionTable.all(connection)).containsEntry(MAY, PartitionTable.State.DETACHING);
      try (var intake = OwnServer.connect(database)) {
        PartitionTable.execute(intake, "SET lock_timeout = '100ms'");
        OwnServer.store(intake, "in-june", Months.end(MAY));
        assertThatThrownBy(() -> OwnServer.store(intake, "late", START))
            .isInstanceOfSatisfying(
                SQLException.class, it -> assertThat(it.getSQLState()).isEqualTo("23514"));
      }
      reader.rollback();
    }
    expiry.drop(connection, MAY_IS_TOO_OLD);
    assertThat(PartitionTable.all(connection))
        .doesNotContainKey(MAY)
        .containsKey(MAY.plusMonths(1));
    assertThat(OwnServer.ask(connection, "SELECT string_agg(event_id, ' ') FROM event"))
        .isEqualTo("in-june");
  }

  @Test
  void aMonthThatWasTakenOffIsPutBackWithWhatItHeldIfItIsNeeded() throws SQLException {
    PartitionTable.detach(connection, MAY);
    assertThat(OwnServer.ask(connection, "SELECT count(*) FROM event")).isEqualTo("0");
    attach(MAY);
    assertThat(OwnServer.ask(connection, "SELECT event_id FROM event")).isEqualTo("in-may");
    assertThat(months()).contains(MAY);
  }

  @Test
  void aMonthThatADeadReplicaTookOffIsDroppedTheNextTime() throws SQLException {
    arrive();
    PartitionTable.detach(connection, MAY);
    expiry.drop(connection, MAY_IS_TOO_OLD);
    assertThat(PartitionTable.all(connection)).doesNotContainKey(MAY);
  }

  private void attach(YearMonth month) throws SQLException {
    Transactions.in(
        connection,
        () -> {
          PartitionTable.lock(connection);
          return PartitionTable.attach(connection, month);
        });
  }

  private void arrive() throws SQLException {
    PartitionTable.execute(connection, "UPDATE definition_snapshot SET epoch = 'e', version = 1");
  }

  private String sealed() throws SQLException {
    return OwnServer.ask(connection, "SELECT count(*) FROM definition WHERE sealed");
  }

  private Set<YearMonth> months() throws SQLException {
    return PartitionTable.all(connection).keySet();
  }
}
