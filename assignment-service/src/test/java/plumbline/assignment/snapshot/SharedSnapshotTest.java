package plumbline.assignment.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import plumbline.assignment.Servers;
import plumbline.assignment.change.SnapshotVersion;
import plumbline.assignment.change.StoredRow;
import plumbline.assignment.change.StoredRow.Kind;
import plumbline.assignment.change.StoredState;
import plumbline.assignment.snapshot.SharedSnapshot.Shared;
import plumbline.proto.assignment.v1.Holdout;

/** What replicas make of one Redis, in keys of the test's own. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class SharedSnapshotTest {
  private static final long SEED = 815L;
  private static final Instant THEN = Instant.ofEpochMilli(1_700_000_000_000L);

  @Inject Redis redis;

  private final Random random = new Random(SEED);
  private final SharedConfig config = new SharedConfig("test:" + UUID.randomUUID());
  private final List<StoredRow> rows = new ArrayList<>();

  @Test
  void changesAreReadAsTheyWereWritten() {
    var shared = shared();
    put(1, "a");
    put(2, "b");
    share(contents("e", 2));
    for (var version = 3; version < 60; version++) {
      var before = Contents.of(wait(shared.load()));
      put(version, "k" + random.nextInt(20));
      var now = contents("e", version);
      share(now);
      var changed = wait(shared.loadSince(before.state().version().version()));
      assertThat(changed.rows()).hasSize(1);
      assertThat(before.with(changed).orElseThrow().rows()).containsExactlyElementsOf(now.rows());
      assertThat(Contents.of(wait(shared.load())).rows()).containsExactlyElementsOf(now.rows());
    }
  }

  @Test
  void whatIsOlderReplacesNothing() {
    put(1, "a");
    var old = contents("e", 1);
    put(2, "a");
    share(contents("e", 2));
    var found = found();
    wait(shared().share(old, Optional.empty(), THEN));
    wait(shared().share(old, found, THEN));
    assertThat(found()).isEqualTo(found);
    wait(shared().overwrite(old, THEN));
    assertThat(found().orElseThrow().state()).isEqualTo(old.state());
    assertThat(Contents.of(wait(shared().load())).state()).isEqualTo(old.state());
  }

  @Test
  void changesThatLeadNowhereAreReplacedByEverything() {
    put(1, "a");
    put(2, "b");
    share(contents("e", 2));
    put(3, "c");
    put(4, "a");
    var now = contents("e", 4);
    // As if somebody had shared the third version, of which Redis holds nothing.
    var wrong = new Shared(new StoredState(new SnapshotVersion("e", 3), 1), Optional.empty());
    wait(shared().share(now, Optional.of(wrong), THEN));
    assertThat(Contents.of(wait(shared().load())).rows()).containsExactlyElementsOf(now.rows());
  }

  @Test
  void anotherTruthOfTheSameVersionOrEpochReplacesWhatIsThere() {
    put(1, "a");
    share(contents("e", 1));
    put(1, "a");
    var restored = contents("e", 1);
    share(restored);
    assertThat(found().orElseThrow().state()).isEqualTo(restored.state());
    var moved = contents("other", 1);
    share(moved);
    assertThat(found().orElseThrow()).isEqualTo(new Shared(moved.state(), Optional.of(THEN)));
  }

  @Test
  void whatIsLostIsNoticed() {
    put(1, "a");
    put(2, "b");
    share(contents("e", 2));
    var keys = new SharedKeys(config.redisKey());
    wait(redis.send(Request.cmd(Command.DEL).arg(keys.changed())));
    var lost = wait(shared().load());
    assertThatThrownBy(() -> Contents.of(lost)).isInstanceOf(IllegalArgumentException.class);
    put(3, "c");
    var now = contents("e", 3);
    share(now);
    var added = wait(shared().loadSince(2));
    assertThat(added.rows()).extracting(StoredRow::key).containsExactly("c");
    wait(redis.send(Request.cmd(Command.DEL).arg(keys.rows())));
    assertThatThrownBy(() -> wait(shared().load())).isInstanceOf(IllegalArgumentException.class);
  }

  private void share(Contents contents) {
    wait(shared().share(contents, found(), THEN));
  }

  private Optional<Shared> found() {
    return wait(shared().state());
  }

  private SharedSnapshot shared() {
    return new SharedSnapshot(redis, config);
  }

  private void put(long version, String key) {
    rows.removeIf(row -> row.key().equals(key));
    var contract = Holdout.newBuilder().setKey(key).setShare(random.nextDouble()).build();
    rows.add(new StoredRow(Kind.HOLDOUT, key, version, 1 + random.nextInt(1_000_000), contract));
  }

  private Contents contents(String epoch, long version) {
    return Contents.of(StoredRows.stored(epoch, version, List.copyOf(rows)));
  }

  private static <T> T wait(Uni<T> work) {
    return work.await().atMost(Duration.ofSeconds(10));
  }

  /** Only the keys matter here. */
  private record SharedConfig(String redisKey) implements SnapshotConfig {
    @Override
    public Duration pollInterval() {
      return Duration.ofSeconds(1);
    }

    @Override
    public Duration verifyInterval() {
      return Duration.ofSeconds(1);
    }

    @Override
    public Duration settleTimeout() {
      return Duration.ofSeconds(1);
    }

    @Override
    public String redisChannel() {
      return redisKey;
    }
  }
}
