package plumbline.system;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import plumbline.proto.assignment.v1.AssignmentRule;

/**
 * A halt through one replica is seen by two. What it took is printed and not judged, as the machine
 * may have other work; docs/operations.md has times that were measured.
 */
class HaltSeenTest {
  private static final int HALTS = 10;
  private static final long PATIENCE_SECONDS = 20;
  private static final long PAUSE_NANOS = MILLISECONDS.toNanos(2);

  private static Replica first;
  private static Replica second;

  @BeforeAll
  static void start() {
    first = Replica.first();
    second = Replica.start();
    // The first call of its kind is slow, and says nothing of the way that a halt takes.
    Experiments.halt(second, Treatments.running("halt-first", Experiments.threeWays()).key());
  }

  @AfterAll
  static void end() {
    second.close();
    first.close();
  }

  @Test
  void withRedisUp() throws Exception {
    measure("Redis up", running("halt-up"));
  }

  @Test
  void withRedisKilled() throws Exception {
    var experiments = running("halt-killed");
    var data = Stack.get().data();
    data.killRedis();
    try {
      measure("Redis killed", experiments);
    } finally {
      data.startRedis();
    }
  }

  @Test
  void withRedisHanging() throws Exception {
    var experiments = running("halt-hanging");
    var redis = Stack.get().redis();
    redis.pause();
    try {
      measure("Redis hanging", experiments);
    } finally {
      redis.resume();
    }
  }

  private static List<Treatments> running(String prefix) {
    var experiments = new ArrayList<Treatments>();
    for (var i = 0; i < HALTS; i++) {
      experiments.add(Treatments.running(prefix + "-" + i, Experiments.threeWays()));
    }
    return experiments;
  }

  private static void measure(String how, List<Treatments> experiments) throws Exception {
    var millis = new ArrayList<Long>();
    try (var observers = Executors.newFixedThreadPool(2)) {
      for (var experiment : experiments) {
        var begun = System.nanoTime();
        var seen =
            List.of(observe(observers, first, experiment), observe(observers, second, experiment));
        Experiments.halt(second, experiment.key());
        var last = 0L;
        for (var observed : seen) {
          last = Math.max(last, observed.get(PATIENCE_SECONDS, SECONDS));
        }
        millis.add(NANOSECONDS.toMillis(last - begun));
        System.out.printf("halt seen by two replicas after %d ms (%s)%n", millis.getLast(), how);
      }
    }
    var sorted = millis.stream().sorted().toList();
    System.out.printf(
        "%d halts seen by two replicas (%s): median %d ms, longest %d ms%n",
        HALTS, how, sorted.get(HALTS / 2), sorted.getLast());
  }

  /** The moment at which the replica first served control to everybody, as System.nanoTime(). */
  private static Future<Long> observe(
      ExecutorService observers, Replica replica, Treatments experiment) {
    return observers.submit(() -> {
      while (experiment.rule(replica) != AssignmentRule.ASSIGNMENT_RULE_HALTED) {
        if (Thread.currentThread().isInterrupted()) {
          throw new InterruptedException();
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      return System.nanoTime();
    });
  }
}
