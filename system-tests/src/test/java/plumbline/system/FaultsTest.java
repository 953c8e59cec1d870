package plumbline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import plumbline.localstack.DataServers;
import plumbline.proto.assignment.v1.AssignmentRule;

/**
 * Servers are taken away under load: not one assignment fails, and what was changed is served again
 * as soon as it can be known.
 */
class FaultsTest {
  /** Longer than it takes until definitions are held against PostgreSQL in any case. */
  private static final Duration A_WHILE = Duration.ofSeconds(5);

  private static Replica first;
  private static Replica second;
  private static Treatments served;
  private static DataServers data;

  @BeforeAll
  static void start() {
    data = Stack.get().data();
    first = Replica.first();
    second = Replica.start();
    served = Treatments.running("faults-served", Experiments.threeWays());
  }

  @AfterEach
  void putEverythingBack() {
    data.startPostgres();
    data.startRedis();
  }

  @AfterAll
  static void end() {
    second.close();
    first.close();
  }

  @Test
  void redisIsKilled() throws Exception {
    var changed = Treatments.running("faults-without-redis", Experiments.threeWays());
    try (var load = AssigningLoad.on(first, served)) {
      data.killRedis();
      load.goOn(A_WHILE);
      Experiments.halt(second, changed.key());
      changed.awaitHalted(first);
      data.startRedis();
      awaitShared();
      load.goOn(A_WHILE);
      load.holdNoneFailed();
    }
  }

  @Test
  void redisHangs() throws Exception {
    var changed = Treatments.running("faults-redis-hangs", Experiments.threeWays());
    try (var load = AssigningLoad.on(first, served)) {
      data.redis().pause();
      try {
        load.goOn(A_WHILE);
        Experiments.halt(second, changed.key());
        changed.awaitHalted(first);
      } finally {
        data.redis().resume();
      }
      awaitShared();
      load.holdNoneFailed();
    }
  }

  @Test
  void postgresIsKilled() throws Exception {
    var changed = Treatments.running("faults-without-postgres", Experiments.threeWays());
    try (var load = AssigningLoad.on(first, served)) {
      data.killPostgres();
      refusedForNow(() -> Experiments.halt(second, changed.key()));
      load.goOn(A_WHILE);
      // A replica that starts now has Redis alone.
      second.killAndLaunch();
      second.process().awaitReady();
      served.hold(second);
      showsVersionAndAge();
      load.goOn(Duration.ZERO);
      data.startPostgres();
      haltIsServed(changed);
      load.holdNoneFailed();
    }
  }

  @Test
  void postgresHangsForOneReplica() throws Exception {
    var changed = Treatments.running("faults-postgres-hangs", Experiments.threeWays());
    // Connections are made, and nothing is ever answered.
    try (var hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        var replica =
            Replica.launch(
                Map.of(
                    "QUARKUS_DATASOURCE_REACTIVE_URL",
                    "postgresql://127.0.0.1:" + hanging.getLocalPort() + "/assignment"))) {
      replica.process().awaitReady();
      served.hold(replica);
      await()
          .pollDelay(A_WHILE)
          .until(() -> changed.rule(replica) == AssignmentRule.ASSIGNMENT_RULE_VARIANT);
      Experiments.halt(first, changed.key());
      changed.awaitHalted(replica);
    }
  }

  @Test
  void bothAreKilled() throws Exception {
    var changed = Treatments.running("faults-without-both", Experiments.threeWays());
    try (var load = AssigningLoad.on(first, served)) {
      data.killPostgres();
      data.killRedis();
      second.killAndLaunch();
      load.goOn(A_WHILE);
      await().atMost(Duration.ofSeconds(60)).until(second::answers);
      await()
          .during(A_WHILE)
          .atMost(A_WHILE.multipliedBy(4))
          .until(() -> !second.process().isReady() && second.process().isAlive());
      refusedForNow(() -> served.rule(second));
      data.startPostgres();
      second.process().awaitReady();
      served.hold(second);
      data.startRedis();
      haltIsServed(changed);
      load.holdNoneFailed();
    }
  }

  private static void showsVersionAndAge() throws Exception {
    assertThat(second.version()).isEqualTo(first.version());
    assertThat(second.metric("plumbline_snapshot_version")).isEqualTo(second.version());
    var before = second.snapshot().get("ageMillis").asLong();
    assertThat(before)
        .as("nobody can confirm it since PostgreSQL is away")
        .isGreaterThanOrEqualTo(A_WHILE.toMillis());
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            second.snapshot().get("ageMillis").asLong() > before
                && second.metric("plumbline_snapshot_age_seconds") * 1_000 > before);
  }

  /** A change made now gets to both replicas and to Redis by itself. */
  private static void haltIsServed(Treatments changed) {
    await()
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
        .until(() -> Experiments.halt(second, changed.key()).hasHaltTime());
    changed.awaitHalted(first);
    changed.awaitHalted(second);
    awaitShared();
  }

  private static void awaitShared() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          assertThat(Stack.sharedVersion()).isEqualTo(first.version());
          assertThat(Stack.sharedVersion()).isEqualTo(second.version());
        });
  }

  private static void refusedForNow(ThrowingCallable call) {
    var refusal = catchThrowableOfType(StatusRuntimeException.class, call);
    assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
  }
}
