package plumbline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import plumbline.localstack.DataServers;

/**
 * Redis, PostgreSQL and a second replica are killed, hang and come back in an order that a seed
 * gives, while experiments are halted and assignments are asked for: none of these fails, and no
 * halt that was acknowledged is forgotten by anybody.
 */
@Tag("long")
class FaultsLongTest {
  private static final long SEED = 4_711L;
  private static final int STEPS = 60;
  private static final int CHANGES = 20;
  private static final int LONGEST_MILLIS = 3_000;

  private final Random random = new Random(SEED);
  private final DataServers data = Stack.get().data();
  private final Deque<Treatments> running = new ArrayDeque<>();
  private final List<Treatments> halted = new ArrayList<>();
  private boolean redisRuns = true;
  private boolean redisHangs;

  private enum Step {
    REDIS_KILLED,
    REDIS_HANGS,
    REDIS_FLUSHED,
    REDIS_BACK,
    POSTGRES_KILLED,
    POSTGRES_BACK,
    REPLICA_KILLED,
    HALT
  }

  @Test
  void noAssignmentFailsAndNoHaltIsForgotten() throws Exception {
    var served = Treatments.running("long-served", Experiments.threeWays());
    for (var i = 0; i < CHANGES; i++) {
      running.add(Treatments.running("long-changed-" + i, Experiments.threeWays()));
    }
    try (var first = Replica.first();
        var second = Replica.start();
        var load = AssigningLoad.on(first, served)) {
      for (var step = 0; step < STEPS; step++) {
        take(Step.values()[random.nextInt(Step.values().length)], first, second);
        load.goOn(Duration.ofMillis(random.nextInt(LONGEST_MILLIS)));
      }
      redisIsBack();
      data.startPostgres();
      second.process().awaitReady();
      verify(served, first, second);
      load.holdNoneFailed();
    } finally {
      redisIsBack();
      data.startPostgres();
    }
  }

  private void take(Step step, Replica first, Replica second) {
    switch (step) {
      case REDIS_KILLED -> {
        data.killRedis();
        redisRuns = false;
        redisHangs = false;
      }
      case REDIS_HANGS -> {
        if (redisRuns && !redisHangs) {
          data.redis().pause();
          redisHangs = true;
        }
      }
      case REDIS_FLUSHED -> {
        if (redisRuns && !redisHangs) {
          data.redis().send("FLUSHALL");
        }
      }
      case REDIS_BACK -> redisIsBack();
      case POSTGRES_KILLED -> data.killPostgres();
      case POSTGRES_BACK -> data.startPostgres();
      case REPLICA_KILLED -> second.killAndLaunch();
      case HALT -> halt(first);
    }
  }

  private void redisIsBack() {
    if (redisHangs) {
      data.redis().resume();
      redisHangs = false;
    }
    data.startRedis();
    redisRuns = true;
  }

  /** Only what is acknowledged must hold: PostgreSQL may be away. */
  private void halt(Replica replica) {
    var next = running.poll();
    if (next != null) {
      try {
        Experiments.halt(replica, next.key());
        halted.add(next);
      } catch (StatusRuntimeException e) {
        running.addLast(next);
      }
    }
  }

  private void verify(Treatments served, Replica first, Replica second) {
    assertThat(halted).as("halts that were acknowledged, seed %d", SEED).isNotEmpty();
    for (var replica : List.of(first, second)) {
      halted.forEach(changed -> changed.awaitHalted(replica));
      served.hold(replica);
    }
    await("Redis holds what both replicas hold, seed " + SEED)
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> first.version() == second.version() && first.version() == Stack.sharedVersion());
  }
}
