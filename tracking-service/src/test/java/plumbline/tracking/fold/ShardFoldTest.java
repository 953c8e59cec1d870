package plumbline.tracking.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import plumbline.engine.bucketing.Bucketing;
import plumbline.localstack.Directories;
import plumbline.localstack.PostgresServer;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.tracking.v1.Event;
import plumbline.tracking.fold.Crashing.Crash;
import plumbline.tracking.oracle.World;

/** A fold that is cut off, and folds side by side, write what one undisturbed fold writes. */
class ShardFoldTest {
  private static final int EXPERIMENTS = 3;

  @SuppressWarnings("TimeInStaticInitializer")
  private static final Instant START =
      Instant.now().minus(2, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);

  private static @Nullable PostgresServer server;

  @BeforeAll
  static void start() {
    server = PostgresServer.start(Directories.temporary().resolve("postgres"), 0);
  }

  @AfterAll
  static void stop() {
    server().close();
  }

  private static PostgresServer server() {
    return Objects.requireNonNull(server);
  }

  @Test
  void aCrashAtAnyStatementChangesNothing() throws Exception {
    var crashes = crashesEverywhere(1, 250, 3);
    assertThat(crashes).as("statements that a fold was cut off at").isGreaterThan(100);
  }

  @Test
  void workersSideBySideWriteWhatOneDoes() throws Exception {
    foldsSideBySide(2, 600);
  }

  @Test
  void aShardThatAnotherWorkerHoldsIsLeftToIt() throws Exception {
    var database = new FoldDatabase(server(), "held");
    var fold = FoldDatabase.shardFold();
    try (var one = database.connect();
        var other = database.connect()) {
      assertThat(fold.fold(one, 7)).isEqualTo(ShardFold.Outcome.DONE);
      assertThat(fold.fold(other, 7)).isEqualTo(ShardFold.Outcome.HELD);
      assertThat(fold.fold(other, 8)).isEqualTo(ShardFold.Outcome.DONE);
      one.commit();
      assertThat(fold.fold(other, 7)).isEqualTo(ShardFold.Outcome.DONE);
    }
  }

  @Test
  @Tag("long")
  void andForLong() throws Exception {
    for (var seed = 10; seed < 30; seed++) {
      crashesEverywhere(seed, 1_000, Bucketing.SHARDS);
      foldsSideBySide(seed + 100, 4_000);
    }
  }

  /** What happens in a life: definitions, events, a stop, a halt; folded after each. */
  private record Life(List<List<Experiment>> definitions, List<List<Event>> events) {
    static Life of(int seed, int count) {
      var world = new World(new Random(seed), "life-" + seed, START);
      var running = IntStream.range(0, EXPERIMENTS).mapToObj(world::experiment).toList();
      var events = world.events(count, EXPERIMENTS);
      var stopped = running.stream().map(world::stopped).toList();
      return new Life(
          List.of(running, running, stopped, stopped.stream().map(world::halted).toList()),
          IntStream.range(0, 4)
              .mapToObj(part -> events.subList(part * count / 4, (part + 1) * count / 4))
              .toList());
    }

    void step(int step, FoldDatabase database, Random random) throws SQLException {
      database.define(definitions.get(step));
      database.store(events.get(step), random);
    }

    int steps() {
      return events.size();
    }
  }

  /** Answers how many times the fold was cut off; in the first shards only, as it takes long. */
  private static int crashesEverywhere(int seed, int count, int shards) throws Exception {
    var life = Life.of(seed, count);
    var disturbed = new FoldDatabase(server(), "disturbed_" + seed);
    var quiet = new FoldDatabase(server(), "quiet_" + seed);
    var crashes = 0;
    try (var connection = disturbed.connect()) {
      for (var step = 0; step < life.steps(); step++) {
        life.step(step, disturbed, new Random(seed));
        life.step(step, quiet, new Random(seed));
        for (var shard = 0; shard < shards; shard++) {
          crashes += foldInSpiteOfCrashes(connection, shard);
        }
        disturbed.foldAll();
        quiet.foldAll();
        assertThat(disturbed.folded()).as("seed %d, step %d", seed, step).isEqualTo(quiet.folded());
      }
    }
    assertThat(quiet.folded().get("aggregate")).isNotEmpty();
    return crashes;
  }

  private static int foldInSpiteOfCrashes(Connection connection, int shard) throws SQLException {
    var fold = FoldDatabase.shardFold();
    var crashes = 0;
    var after = 1;
    var more = true;
    while (more) {
      try {
        more = fold.fold(Crashing.after(after, connection), shard) == ShardFold.Outcome.MORE;
        connection.commit();
        after = 1;
      } catch (Crash e) {
        connection.rollback();
        crashes++;
        after++;
      }
    }
    return crashes;
  }

  /** Three workers fold while all of it happens; in the end it is as if one had, at once. */
  private static void foldsSideBySide(int seed, int count) throws Exception {
    var life = Life.of(seed, count);
    var shared = new FoldDatabase(server(), "shared_" + seed);
    var over = new AtomicBoolean();
    try (var executor = Executors.newFixedThreadPool(4)) {
      var tasks = new ArrayList<Callable<Void>>();
      for (var worker = 0; worker < 3; worker++) {
        var order = new Random(seed + worker);
        tasks.add(() -> foldUntil(over, shared, order));
      }
      tasks.add(() -> live(life, shared, over, seed));
      for (var done : executor.invokeAll(tasks)) {
        done.get();
      }
    }
    var alone = new FoldDatabase(server(), "alone_" + seed);
    alone.define(life.definitions.getLast());
    for (var events : life.events) {
      alone.store(events, new Random(seed));
    }
    alone.foldAll();
    assertThat(shared.folded()).as("seed %d", seed).isEqualTo(alone.folded());
  }

  private static Void live(Life life, FoldDatabase database, AtomicBoolean over, int seed)
      throws SQLException {
    try {
      for (var step = 0; step < life.steps(); step++) {
        life.step(step, database, new Random(seed));
      }
      return null;
    } finally {
      over.set(true);
    }
  }

  private static Void foldUntil(AtomicBoolean over, FoldDatabase database, Random order)
      throws SQLException {
    var fold = FoldDatabase.shardFold();
    try (var connection = database.connect()) {
      while (true) {
        var last = over.get();
        var shards = ShardWork.shards(connection);
        if (last && shards.isEmpty()) {
          return null;
        }
        Collections.shuffle(shards, order);
        for (var shard : shards) {
          fold.fold(connection, shard);
          connection.commit();
        }
      }
    }
  }
}
