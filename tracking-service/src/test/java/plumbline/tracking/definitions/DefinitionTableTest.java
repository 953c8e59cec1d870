package plumbline.tracking.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Timestamp;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import plumbline.kit.feed.Arrived;
import plumbline.kit.feed.Held;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.SdkKey;
import plumbline.proto.assignment.v1.SdkKeyCredential;
import plumbline.tracking.Servers;

/** Which of what arrives is kept, in transactions that are taken back. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class DefinitionTableTest {
  private static final String EPOCH = "table-test";
  private static final OptionalLong WHOLE = OptionalLong.empty();

  @Inject AgroalDataSource database;
  @Inject DefinitionTable table;

  @SuppressWarnings("NullAway.Init")
  private Connection connection;

  @BeforeEach
  void begin() throws SQLException {
    connection = database.getConnection();
    connection.setAutoCommit(false);
  }

  @AfterEach
  void takeBack() throws SQLException {
    connection.rollback();
    connection.close();
  }

  @Test
  void changesGoOnFromTheWhole() throws SQLException {
    assertThat(save(true, WHOLE, 7, "a1", "b1")).isTrue();
    assertThat(save(true, OptionalLong.of(7), 8, "a2")).isTrue();
    assertThat(save(true, OptionalLong.of(8), 12, "c1")).as("some were merged").isTrue();
    assertThat(save(true, OptionalLong.of(12), 13)).as("flags alone").isTrue();
    held(13, "a2", "b1", "c1");
  }

  @Test
  void whatAnotherReplicaKeptAlreadyIsSkipped() throws SQLException {
    save(false, WHOLE, 7, "a1");
    save(true, OptionalLong.of(7), 9, "a3");
    assertThat(save(true, OptionalLong.of(7), 8, "a2")).isTrue();
    held(9, "a3");
    // Merged otherwise than by the other replica, but all of it is there.
    assertThat(save(true, OptionalLong.of(8), 10, "a3", "b1")).isTrue();
    held(10, "a3", "b1");
  }

  @Test
  void changesThatLeaveAGapAreRefused() throws SQLException {
    save(false, WHOLE, 7, "a1");
    assertThatThrownBy(() -> save(true, OptionalLong.of(8), 9, "a2"))
        .isInstanceOf(IllegalStateException.class);
    held(7, "a1");
  }

  @Test
  void whatIsOlderLeadsNowhere() throws SQLException {
    save(false, WHOLE, 7, "a7");
    assertThat(save(false, WHOLE, 5, "a5")).as("a replica that lags, or was restored").isFalse();
    assertThat(save(false, OptionalLong.of(5), 7, "a6")).isFalse();
    held(7, "a7");
    // That it is newer now does not make a mixture right.
    assertThatThrownBy(() -> save(false, OptionalLong.of(7), 8, "b1"))
        .isInstanceOf(IllegalStateException.class);
    assertThat(save(false, WHOLE, 8, "a6", "b1")).isTrue();
    held(8, "a6", "b1");
  }

  @Test
  void aWholeOfTheSameVersionsIsTakenAsItIs() throws SQLException {
    save(false, WHOLE, 7, "a1");
    var another = experiment("a1").toBuilder().setAuthor("somebody else").build();
    assertThat(
            table.save(
                connection, new Arrived(EPOCH, WHOLE, 7, List.of(another), List.of()), false))
        .isTrue();
    assertThat(table.experiments(connection)).contains(another);
  }

  @Test
  void anotherDatabaseTakesTheFirstOnesPlace() throws SQLException {
    save(false, WHOLE, 7, "a1");
    var other = new Arrived("other", WHOLE, 3, List.of(experiment("a9")), List.of());
    assertThat(table.save(connection, other, false)).isTrue();
    assertThat(Held.lock(connection)).isEqualTo(new Held("other", 3));
    assertThat(table.experiments(connection)).contains(experiment("a9"));
    assertThatThrownBy(() -> save(true, OptionalLong.of(7), 8, "a2"))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void keysOfAReplicaThatLagsReviveNone() throws SQLException {
    var good = key("k", false);
    var revoked = key("k", true);
    assertThat(keys(false, WHOLE, 7, good, key("other", false))).isTrue();
    assertThat(keys(true, OptionalLong.of(7), 8, revoked)).isTrue();
    assertThat(keys(false, WHOLE, 7, good)).isFalse();
    assertThat(SdkKeyTable.load(connection)).contains(revoked, key("other", false));
    assertThat(keys(false, WHOLE, 9, revoked)).isTrue();
    assertThat(SdkKeyTable.load(connection)).as("the other is no longer").containsExactly(revoked);
  }

  private boolean keys(
      boolean following, OptionalLong since, long version, SdkKeyCredential... keys)
      throws SQLException {
    var arrived = new Arrived(EPOCH, since, version, List.of(), List.of(keys));
    return table.save(connection, arrived, following);
  }

  private static SdkKeyCredential key(String id, boolean revoked) {
    var key = SdkKey.newBuilder().setId(EPOCH + id);
    if (revoked) {
      key.setRevokeTime(Timestamp.newBuilder().setSeconds(1));
    }
    return SdkKeyCredential.newBuilder().setKey(key).build();
  }

  private boolean save(boolean following, OptionalLong since, long version, String... experiments)
      throws SQLException {
    var arrived = new Arrived(EPOCH, since, version, experiments(experiments), List.of());
    return table.save(connection, arrived, following);
  }

  private void held(long version, String... experiments) throws SQLException {
    assertThat(Held.lock(connection)).isEqualTo(new Held(EPOCH, version));
    assertThat(table.experiments(connection))
        .filteredOn(it -> it.getKey().startsWith(EPOCH))
        .containsExactlyInAnyOrderElementsOf(experiments(experiments));
  }

  private static List<Experiment> experiments(String... written) {
    return List.of(written).stream().map(DefinitionTableTest::experiment).toList();
  }

  /** A letter for its key, a digit for its version. */
  private static Experiment experiment(String written) {
    return Experiment.newBuilder()
        .setKey(EPOCH + "-" + written.charAt(0))
        .setVersion(written.charAt(1) - '0')
        .build();
  }
}
