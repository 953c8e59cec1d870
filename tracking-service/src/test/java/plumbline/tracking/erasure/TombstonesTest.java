package plumbline.tracking.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbline.kit.failure.Failure;
import plumbline.kit.identity.Principal;
import plumbline.kit.identity.Role;
import plumbline.proto.tracking.v1.EraseUnitRequest;
import plumbline.tracking.Servers;
import plumbline.tracking.unit.UnitKey;

/** What a replica makes of another's tombstones, in transactions that are taken back. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class TombstonesTest {
  private static final Setting RIGHT = new Setting(Optional.of("a1".repeat(32)));
  private static final Setting WRONG = new Setting(Optional.of("b2".repeat(32)));
  private static final Setting NONE = new Setting(Optional.empty());
  private static final Principal ADMIN = new Principal("ann", Set.of(Role.ADMIN));
  private static final Duration WAIT = Duration.ofSeconds(10);
  private static final UnitKey GONE = new UnitKey((short) 1, "gone");
  private static final UnitKey STAYS = new UnitKey((short) 2, "gone");

  @Inject AgroalDataSource database;
  @Inject Pool pool;
  @Inject UnitEraser eraser;
  @Inject ErasureConfig config;

  @SuppressWarnings("NullAway.Init")
  private Connection connection;

  @BeforeEach
  void begin() throws SQLException {
    connection = database.getConnection();
    connection.setAutoCommit(false);
  }

  /** As if nothing had been erased, for this test's connection. */
  private void forget() throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("DELETE FROM tombstone");
      statement.execute("DELETE FROM tombstone_key");
    }
  }

  @AfterEach
  void takeBack() throws SQLException {
    connection.rollback();
    connection.close();
  }

  @Test
  void anyKeyAndNoneWillDoWhileNothingWasErased() throws SQLException {
    forget();
    for (var setting : List.of(RIGHT, WRONG, NONE)) {
      assertThat(new KeyCheck(new Tombstones(setting)).problem(connection)).isEmpty();
      assertThat(new Tombstones(setting).erased(connection, List.of(GONE))).isEmpty();
    }
  }

  @Test
  void aReplicaFindsWhatAnotherErasedThoughItHasLookedBefore() throws SQLException {
    forget();
    var tombstones = new Tombstones(RIGHT);
    assertThat(tombstones.look(connection)).isEmpty();
    bury(GONE);
    assertThat(tombstones.erased(connection, List.of(STAYS, GONE))).isEqualTo(Set.of(GONE));
    assertThat(tombstones.erased(connection, List.of(STAYS))).isEmpty();
  }

  @Test
  void anotherKeyOrNoneDoesNotStart() throws SQLException {
    forget();
    bury(GONE);
    assertThat(new KeyCheck(new Tombstones(RIGHT)).problem(connection)).isEmpty();
    assertThat(new KeyCheck(new Tombstones(WRONG)).problem(connection))
        .hasValueSatisfying(it -> assertThat(it).contains("plumbline.erasure.key is not the key"));
    assertThat(new KeyCheck(new Tombstones(NONE)).problem(connection))
        .hasValueSatisfying(it -> assertThat(it).contains("plumbline.erasure.key is not set"));
  }

  @Test
  void withAnotherKeyOrNoneNothingIsFolded() throws SQLException {
    forget();
    bury(GONE);
    for (var setting : List.of(WRONG, NONE)) {
      assertThatThrownBy(() -> new Tombstones(setting).erased(connection, List.of(STAYS)))
          .isInstanceOf(Failure.Unavailable.class);
    }
  }

  @Test
  void withAnotherKeyOrNoneNothingIsTaken() {
    erase("tt-1");
    for (var setting : List.of(WRONG, NONE)) {
      assertThatThrownBy(() -> taken(new Tombstones(setting), "tt-1"))
          .isInstanceOf(Failure.Unavailable.class);
    }
  }

  @Test
  void withAnotherKeyOrNoneNothingIsErased() throws SQLException {
    erase("tt-2");
    var before = tombstones();
    var query = query("tt-3");
    for (var setting : List.of(WRONG, NONE)) {
      var eraser = new UnitEraser(pool, new Tombstones(setting), setting);
      assertThatThrownBy(() ->
              Uni.createFrom().deferred(() -> eraser.erase(query, ADMIN)).await().atMost(WAIT))
          .isInstanceOf(Failure.Refused.class)
          .hasMessageContaining("plumbline.erasure.key");
    }
    assertThat(tombstones()).isEqualTo(before);
  }

  @Test
  void theIntakeBelievesForAWhileThatThereIsNone() throws SQLException {
    erase("tt-4");
    forget();
    var patient = new Tombstones(new Setting(config.key(), Duration.ofHours(1)));
    var eager = new Tombstones(new Setting(config.key(), Duration.ZERO));
    for (var tombstones : List.of(patient, eager)) {
      assertThat(tombstones.look(connection)).as("this transaction sees none").isEmpty();
    }
    assertThat(taken(patient, "tt-4")).isTrue();
    assertThat(taken(eager, "tt-4")).isFalse();
    patient.written();
    assertThat(taken(patient, "tt-4")).isFalse();
  }

  /** Whether the intake takes the user's events. */
  private boolean taken(Tombstones tombstones, String user) {
    var unit = query(user).unit();
    return pool.withTransaction(it -> tombstones.erased(it, () -> List.of(unit)))
        .await()
        .atMost(WAIT)
        .isEmpty();
  }

  /** As the service does, for good. */
  private void erase(String user) {
    eraser.erase(query(user), ADMIN).await().atMost(WAIT);
  }

  private static EraseQuery query(String user) {
    return EraseQuery.parse(
        EraseUnitRequest.newBuilder().setUnitType("user").setUnit(user).build());
  }

  /** As another replica does with the right key. */
  private void bury(UnitKey unit) throws SQLException {
    var key = ErasureKey.of(RIGHT).orElseThrow();
    insert("INSERT INTO tombstone_key (fingerprint) VALUES (?)", key.fingerprint());
    insert("INSERT INTO tombstone (hash) VALUES (?)", key.hash(unit));
  }

  private void insert(String sql, Buffer bytes) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      statement.setBytes(1, bytes.getBytes());
      statement.executeUpdate();
    }
  }

  private long tombstones() throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT count(*) FROM tombstone")) {
      row.next();
      return row.getLong(1);
    }
  }

  /** A replica's settings. */
  private record Setting(Optional<String> key, Duration poll) implements ErasureConfig {
    Setting(Optional<String> key) {
      this(key, Duration.ZERO);
    }
  }
}
