package plumbline.analysis.lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.exceptionsorter.PostgreSQLExceptionSorter;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbline.localstack.Directories;
import plumbline.localstack.PostgresServer;

/** Replicas that are objects, on a real database of their own. */
class LeadershipTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static PostgresServer postgres;
  private static AgroalDataSource database;

  private final List<Leadership> replicas = new ArrayList<>();
  private final UUID dead = UUID.randomUUID();

  @BeforeAll
  static void startDatabase() throws SQLException {
    postgres = PostgresServer.start(Directories.temporary().resolve("postgres"), 0);
    var analysis = postgres.database("analysis");
    database =
        AgroalDataSource.from(
            new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool ->
                    pool.maxSize(10)
                        // As Quarkus has it: a connection that PostgreSQL ended is not kept.
                        .exceptionSorter(new PostgreSQLExceptionSorter())
                        .connectionFactoryConfiguration(connections ->
                            connections
                                .jdbcUrl(analysis.jdbcUrl())
                                .principal(new NamePrincipal(analysis.user()))
                                .credential(new SimplePassword(analysis.password())))));
  }

  @AfterAll
  static void stopDatabase() {
    database.close();
    postgres.close();
  }

  @BeforeEach
  void makeTable() throws Exception {
    var migration = "/db/migration/V4__leader.sql";
    try (var file = Objects.requireNonNull(getClass().getResourceAsStream(migration));
        var connection = database.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("DROP TABLE IF EXISTS leader");
      statement.execute(new String(file.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  @AfterEach
  void stop() throws SQLException {
    for (var replica : replicas) {
      replica.stop(new ShutdownEvent());
    }
  }

  @Test
  void oneOfSeveralLeads() {
    for (var i = 0; i < 4; i++) {
      start();
    }
    await().atMost(LONG).until(() -> leading() == 1);
    await().during(Duration.ofSeconds(3)).atMost(LONG).until(() -> leading() == 1);
  }

  @Test
  void aGracefulEndLetsAnotherLeadAtOnce() throws SQLException {
    var first = start();
    await().atMost(LONG).until(first::isLeader);
    var second = start();
    var begun = System.nanoTime();
    first.stop(new ShutdownEvent());
    await().atMost(LONG).until(second::isLeader);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Leadership.LEASE);
    assertThat(second.term().orElseThrow()).isEqualTo(2);
  }

  @Test
  void whoDiedIsFollowedAndMayWriteNothingMore() throws SQLException {
    assertThat(takeAsTheDead(Leadership.LEASE)).isEqualTo(1);
    var next = start();
    assertThat(next.isLeader()).as("while the lease lasts").isFalse();
    await().atMost(LONG).until(next::isLeader);
    assertThat(next.term().orElseThrow()).isEqualTo(2);
    assertThat(inTransaction(connection -> LeaseTable.fence(connection, dead, 1))).isFalse();
    assertThat(next.write(2, connection -> "written")).contains("written");
    assertThat(next.write(1, connection -> "in a term that is over")).isEmpty();
  }

  @Test
  void whatALeaderWritesIsFinishedBeforeAnotherOneLeads() throws Exception {
    var first = start();
    await().atMost(LONG).until(first::isLeader);
    var second = UUID.randomUUID();
    var order = new ArrayList<String>();
    first.write(
        first.term().orElseThrow(),
        _ -> {
          // Its lease ends while it writes: whoever takes over waits for the end of that.
          var taking =
              Thread.ofVirtual()
                  .start(() -> {
                    try (var connection = database.getConnection()) {
                      expire(connection);
                      LeaseTable.take(connection, second, Leadership.LEASE);
                      order.add("taken over");
                    } catch (SQLException e) {
                      order.add(e.getMessage());
                    }
                  });
          try {
            taking.join(500);
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          order.add("written");
          return taking;
        });
    await().atMost(LONG).until(() -> order.size() == 2);
    assertThat(order).containsExactly("written", "taken over");
  }

  @Test
  void aLeaderThatHangsWithinATransactionHoldsUpNobodyForLong() throws SQLException {
    takeAsTheDead(Duration.ofMillis(1));
    try (var hanging = database.getConnection()) {
      hanging.setAutoCommit(false);
      assertThat(LeaseTable.fence(hanging, dead, 1)).isTrue();
      var next = start();
      await().atMost(LONG).until(next::isLeader);
      hanging.rollback();
    } catch (SQLException e) {
      assertThat(e.getMessage()).containsAnyOf("terminat", "closed", "I/O");
    }
  }

  private Leadership start() {
    var replica = new Leadership(database, new SimpleMeterRegistry());
    replicas.add(replica);
    replica.start();
    return replica;
  }

  private long leading() {
    return replicas.stream().filter(Leadership::isLeader).count();
  }

  private long takeAsTheDead(Duration lease) throws SQLException {
    try (var connection = database.getConnection()) {
      return LeaseTable.take(connection, dead, lease).orElseThrow();
    }
  }

  private static void expire(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("UPDATE leader SET lease_end = '-infinity'");
    }
  }

  private static boolean inTransaction(Leadership.Write<Boolean> work) throws SQLException {
    try (var connection = database.getConnection()) {
      return plumbline.kit.database.Transactions.in(connection, () -> work.to(connection));
    }
  }
}
