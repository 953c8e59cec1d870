package plumbline.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.Futures;
import com.google.protobuf.Value;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.Assignment;
import plumbline.proto.assignment.v1.AssignmentRule;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExposureOutcome;
import plumbline.proto.assignment.v1.Variant;

/**
 * Who gets which treatment of one experiment. Every answer must be what the formula says, and
 * nobody may ever get another treatment than the first that was served to them.
 */
final class Treatments {
  static final Map<String, Value> NOTHING_KNOWN = Map.of();

  private static final long SEED = 20_261_122L;
  private static final int IN_FLIGHT = 300;
  private static final List<String> UNITS = units(3_000);

  private final String key;
  private final List<Variant> variants;
  private final Map<String, String> first = new HashMap<>();
  private final List<String> holdouts;
  private double traffic;

  private Treatments(Experiment started) {
    this.key = started.getKey();
    this.variants = started.getDefinition().getVariantsList();
    this.holdouts = started.getDefinition().getHoldoutsList();
    this.traffic = started.getTraffic();
  }

  /** Starts an experiment, which the stack's own replica knows then. */
  static Treatments running(String key, ExperimentDefinition.Builder definition) {
    var treatments = new Treatments(Experiments.start(key, definition));
    try (var first = Replica.first()) {
      treatments.awaitRule(
          first, UNITS.getFirst(), rule -> rule != AssignmentRule.ASSIGNMENT_RULE_NOT_STARTED);
    }
    return treatments;
  }

  String key() {
    return key;
  }

  /** Asks each replica for everybody, with nothing known of them. */
  void hold(Replica... replicas) {
    for (var replica : replicas) {
      hold(replica, NOTHING_KNOWN);
    }
  }

  /** Asks a replica for everybody; all have these attributes, which must make them eligible. */
  void hold(Replica replica, Map<String, Value> attributes) {
    ask(replica, attributes)
        .forEach((unit, answer) -> {
          assertThat(Answer.of(answer))
              .as("%s, unit '%s', seed %d", key, unit, SEED)
              .isEqualTo(expected(unit));
          if (!answer.getVariant().isEmpty()) {
            var before = first.putIfAbsent(unit, answer.getVariant());
            assertThat(before == null ? answer.getVariant() : before)
                .as("the first treatment of unit '%s', seed %d", unit, SEED)
                .isEqualTo(answer.getVariant());
          }
        });
    assertThat(first.values())
        .as("every treatment was served to somebody")
        .containsAll(variants.stream().map(Variant::getKey).toList());
  }

  /** Asks a replica for everybody: nobody takes part, for that reason. */
  void nobody(Replica replica, AssignmentRule rule, Map<String, Value> attributes) {
    assertThat(ask(replica, attributes).values())
        .hasSameSizeAs(UNITS)
        .allMatch(answer -> Answer.of(answer).equals(new Answer(rule, "")));
  }

  /** Lets more units take part, and waits until the replicas know. */
  void rampTo(double share, Replica... replicas) {
    var joins =
        UNITS.stream()
            .filter(unit -> expected(unit).rule() == AssignmentRule.ASSIGNMENT_RULE_TRAFFIC)
            .filter(unit -> Formula.inTraffic(unit, key, share))
            .findFirst()
            .orElseThrow();
    traffic = Experiments.ramp(key, share).getTraffic();
    for (var replica : replicas) {
      awaitRule(replica, joins, AssignmentRule.ASSIGNMENT_RULE_VARIANT::equals);
    }
  }

  /** Waits until the replica serves control to everybody. */
  void awaitHalted(Replica replica) {
    awaitRule(replica, UNITS.getFirst(), AssignmentRule.ASSIGNMENT_RULE_HALTED::equals);
  }

  /** The rule that the replica decides by. */
  AssignmentRule rule(Replica replica) {
    return rule(replica, UNITS.getFirst());
  }

  private AssignmentRule rule(Replica replica, String unit) {
    var request = request(unit, NOTHING_KNOWN);
    return replica.as("client").assignment().assign(request).getAssignment().getRule();
  }

  private void awaitRule(Replica replica, String unit, Predicate<AssignmentRule> wanted) {
    await(key + " is served")
        .atMost(Duration.ofSeconds(30))
        .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
        .until(() -> rule(replica, unit), wanted);
  }

  /** What becomes of an exposure of a unit that has a treatment. */
  ExposureOutcome expose(Replica replica) {
    var treated = first.keySet().iterator().next();
    var request = request(treated, NOTHING_KNOWN).toBuilder().setExpose(true).build();
    return replica.as("client").assignment().assign(request).getExposure();
  }

  /** What a unit gets that nothing but a holdout and the traffic keeps from taking part. */
  Answer expected(String unit) {
    if (holdouts.stream().anyMatch(it -> Formula.heldOut(unit, it, Experiments.HELD_OUT))) {
      return new Answer(AssignmentRule.ASSIGNMENT_RULE_HOLDOUT, "");
    }
    return Formula.inTraffic(unit, key, traffic)
        ? new Answer(AssignmentRule.ASSIGNMENT_RULE_VARIANT, Formula.variant(unit, key, variants))
        : new Answer(AssignmentRule.ASSIGNMENT_RULE_TRAFFIC, "");
  }

  private Map<String, Assignment> ask(Replica replica, Map<String, Value> attributes) {
    // A replica that was started again is waited for.
    var stub = replica.as("client").assignmentFuture().withWaitForReady();
    var answers = new HashMap<String, Assignment>();
    for (var from = 0; from < UNITS.size(); from += IN_FLIGHT) {
      var asked = UNITS.subList(from, Math.min(UNITS.size(), from + IN_FLIGHT));
      var calls = asked.stream().map(unit -> stub.assign(request(unit, attributes))).toList();
      var replies = requireNonNull(Futures.getUnchecked(Futures.allAsList(calls)));
      for (var i = 0; i < asked.size(); i++) {
        answers.put(asked.get(i), replies.get(i).getAssignment());
      }
    }
    return answers;
  }

  private AssignRequest request(String unit, Map<String, Value> attributes) {
    return AssignRequest.newBuilder()
        .setExperiment(key)
        .setUnit(unit)
        .putAllAttributes(attributes)
        .build();
  }

  /** Ids of several shapes: numbers, addresses, what is not ASCII. */
  private static List<String> units(int count) {
    var random = new Random(SEED);
    return IntStream.range(0, count)
        .mapToObj(i ->
            switch (i % 4) {
              case 0 -> String.valueOf(random.nextLong());
              case 1 -> "user-" + i + "@example.org";
              case 2 -> "Größe-" + Integer.toHexString(random.nextInt()) + "-猫";
              default -> "a:b:" + random.nextInt() + ":" + i;
            })
        .toList();
  }

  /**
   * What a unit gets.
   *
   * @param variant empty: no treatment
   */
  record Answer(AssignmentRule rule, String variant) {
    static Answer of(Assignment assignment) {
      return new Answer(assignment.getRule(), assignment.getVariant());
    }
  }
}
