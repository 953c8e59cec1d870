package plumbline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static plumbline.proto.assignment.v1.AssignmentRule.ASSIGNMENT_RULE_NOT_ELIGIBLE;
import static plumbline.proto.assignment.v1.ExposureOutcome.EXPOSURE_OUTCOME_NONE;

import com.google.protobuf.Value;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No unit ever gets a different treatment, whatever happens to the servers that assign it. */
class StickyTest {
  private static final Replica FIRST = Replica.first();
  private static final Map<String, Value> GERMAN = Map.of("country", text("DE"));

  private static Treatments plain;
  private static Treatments partial;

  @BeforeAll
  static void start() {
    plain = Treatments.running("sticky-plain", Experiments.threeWays());
    partial = Treatments.running("sticky-partial", Experiments.threeWays().setTraffic(0.35));
  }

  @BeforeEach
  void isAsItShouldBe() {
    everywhere(FIRST);
  }

  @Test
  void overKillAndRestart() {
    var process = FIRST.process();
    process.kill();
    process.launch();
    process.awaitReady();
    everywhere(FIRST);
  }

  @Test
  void overAGracefulRestart() {
    FIRST.process().restart();
    everywhere(FIRST);
  }

  @Test
  void onASecondReplica() {
    try (var second = Replica.start()) {
      everywhere(second, FIRST);
    }
  }

  @Test
  void overRedisFlushed() {
    Stack.get().redis().send("FLUSHALL");
    everywhere(FIRST);
    awaitShared();
    everywhere(FIRST);
  }

  @Test
  void overRedisKilledAndBackEmpty() {
    var data = Stack.get().data();
    data.killRedis();
    try {
      everywhere(FIRST);
      FIRST.process().restart();
      everywhere(FIRST);
    } finally {
      data.startRedis();
    }
    everywhere(FIRST);
    awaitShared();
    everywhere(FIRST);
  }

  @Test
  void overAChangeOfAttributes() {
    var germans =
        Treatments.running(
            "sticky-germans", Experiments.threeWays().setEligibility("country == \"DE\""));
    germans.hold(FIRST, GERMAN);
    germans.nobody(FIRST, ASSIGNMENT_RULE_NOT_ELIGIBLE, Map.of("country", text("FR")));
    germans.nobody(FIRST, ASSIGNMENT_RULE_NOT_ELIGIBLE, Treatments.NOTHING_KNOWN);
    germans.nobody(
        FIRST,
        ASSIGNMENT_RULE_NOT_ELIGIBLE,
        Map.of("country", Value.newBuilder().setNumberValue(49).build()));
    germans.hold(FIRST, GERMAN);
  }

  @Test
  void overARamp() {
    var ramped = Treatments.running("sticky-ramped", Experiments.threeWays().setTraffic(0.1));
    ramped.hold(FIRST);
    try (var second = Replica.start()) {
      for (var share : List.of(0.5, 1.0)) {
        ramped.rampTo(share, FIRST, second);
        ramped.hold(FIRST, second);
      }
    }
    FIRST.process().restart();
    ramped.hold(FIRST);
  }

  @Test
  void besideAHoldout() {
    Experiments.holdOut("sticky-holdout");
    var held =
        Treatments.running(
            "sticky-held", Experiments.threeWays().addHoldouts("sticky-holdout").setTraffic(0.5));
    held.hold(FIRST);
    held.rampTo(1, FIRST);
    held.hold(FIRST);
    FIRST.process().restart();
    held.hold(FIRST);
  }

  @Test
  void overTheEndOfEnrolment() {
    var stopped = Treatments.running("sticky-stopped", Experiments.threeWays().setTraffic(0.5));
    stopped.hold(FIRST);
    Experiments.stop(stopped.key());
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> stopped.expose(FIRST) == EXPOSURE_OUTCOME_NONE);
    stopped.hold(FIRST);
  }

  private static void everywhere(Replica... replicas) {
    plain.hold(replicas);
    partial.hold(replicas);
  }

  /** Redis holds what the replica assigns by. */
  private static void awaitShared() {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(Stack.sharedVersion()).isEqualTo(FIRST.version()));
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }
}
