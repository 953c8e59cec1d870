package plumbline.assignment.flag;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import plumbline.assignment.Servers;

/** A keeper of the test's own, which never begins and ends gracefully. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class FlagUseKeeperTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final String INSERT =
      """
      INSERT INTO flags (key, version, definition, author, create_time, update_time, changed)
      VALUES ('at-the-end', 1,
        '{"description": "d", "owner": "us", "type": "FLAG_TYPE_BOOLEAN", "defaultValue": false,
          "unitType": "UNIT_TYPE_USER"}', 'ann', now(), now(), 1)
      """;

  @Inject FlagUseRows rows;
  @Inject FlagConfig config;
  @Inject Vertx vertx;
  @Inject Pool pool;

  @Test
  void theUseOfFlagsThatExistIsStored() {
    Awaitility.await().atMost(LONG).ignoreExceptions().until(() -> run(INSERT).count() == 0);
    var uses = new FlagUses(Clock.systemUTC());
    var keeper = new FlagUseKeeper(uses, rows, config, vertx);
    uses.asked("at-the-end");
    uses.asked("of-another-database");
    uses.askedForAll();
    assertThat(stored()).isEmpty();
    keeper.stop(new ShutdownEvent());
    assertThat(stored()).containsExactly("at-the-end");
    assertThat(run("SELECT id FROM flag_bulk_use")).hasSize(1);
  }

  private Stream<String> stored() {
    return run("SELECT flag FROM flag_uses WHERE flag IN ('at-the-end', 'of-another-database')")
        .map(row -> row.getString(0));
  }

  private Stream<Row> run(String sql) {
    return pool.query(sql).execute().await().atMost(LONG).toMulti().subscribe().asStream();
  }
}
