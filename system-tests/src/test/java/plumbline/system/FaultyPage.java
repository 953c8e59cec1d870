package plumbline.system;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.Futures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.Assignment;
import plumbline.proto.assignment.v1.AssignmentRule;
import plumbline.proto.assignment.v1.GuardrailAction;
import plumbline.proto.assignment.v1.GuardrailRule;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.tracking.v1.Event;

/**
 * An experiment whose treatment harms: users come, see what they are assigned, and to more of those
 * who see the treatment something bad happens. Failures halt; slow pages alert.
 */
public final class FaultyPage {
  public static final String FAILURE = "failure";
  static final String SLOW = "slow-pages";

  private static final long SEED = 80_410L;
  private static final int AT_ONCE = 100;

  private final String key;
  private final String event;
  private final Map<String, Double> shares = Map.of("control", 0.02, "fast", 0.3);
  private final Random random = new Random(SEED);
  private int users;
  private int treated;

  private FaultyPage(String key, String event) {
    this.key = key;
    this.event = event;
  }

  /** Starts it; the event is what happens to more of the treated. */
  public static FaultyPage start(String key, String event) {
    var definition =
        Experiments.definition("control", "fast")
            .addMetrics(
                Experiments.metric(
                    "orders",
                    MetricKind.METRIC_KIND_PROPORTION,
                    "order",
                    MetricRole.METRIC_ROLE_PRIMARY));
    var failures =
        Experiments.metric(
            FAILURE, MetricKind.METRIC_KIND_PROPORTION, FAILURE, MetricRole.METRIC_ROLE_GUARDRAIL);
    failures.getMetricBuilder().setDirection(MetricDirection.METRIC_DIRECTION_DECREASE);
    definition.addMetrics(
        failures.setGuardrail(
            GuardrailRule.newBuilder()
                .setThreshold("< 1pp increase from control")
                .setAction(GuardrailAction.GUARDRAIL_ACTION_HALT)));
    Experiments.start(key, definition);
    var page = new FaultyPage(key, event);
    Awaitility.await(key + " is served")
        .atMost(Duration.ofSeconds(30))
        .until(() -> page.served().getRule() == AssignmentRule.ASSIGNMENT_RULE_VARIANT);
    return page;
  }

  /** Some more users come. */
  public void visit() throws Exception {
    var names = IntStream.range(users, users + AT_ONCE).mapToObj(i -> key + "-" + i).toList();
    var answers = assign(names);
    var events = new ArrayList<Event>();
    for (var i = 0; i < names.size(); i++) {
      var served = answers.get(i);
      var isTreated = served.getVariant().equals("fast");
      treated += isTreated ? 1 : 0;
      if (random.nextDouble() < shares.getOrDefault(served.getVariant(), 0.02)) {
        events.add(Sender.outcome("bad", names.get(i), event, Instant.now()).build());
      }
    }
    users += AT_ONCE;
    Sender.send(events);
  }

  /** Some more users, of whom only tracking-service hears: assignment-service may be away. */
  void record() throws Exception {
    var events = new ArrayList<Event>();
    for (var i = users; i < users + AT_ONCE; i++) {
      var variant = i % 2 == 0 ? "control" : "fast";
      var name = key + "-" + i;
      events.add(Sender.exposure("seen", name, key, variant, Instant.now()));
      if (random.nextDouble() < shares.getOrDefault(variant, 0.02)) {
        events.add(Sender.outcome("bad", name, event, Instant.now()).build());
      }
    }
    users += AT_ONCE;
    Sender.send(events);
  }

  private List<Assignment> assign(List<String> names) {
    var stub = Stack.as("client").assignmentFuture().withWaitForReady();
    var calls =
        names.stream()
            .map(name ->
                stub.assign(
                    AssignRequest.newBuilder()
                        .setExperiment(key)
                        .setUnit(name)
                        .setExpose(true)
                        .build()))
            .toList();
    var replies = requireNonNull(Futures.getUnchecked(Futures.allAsList(calls)));
    assertThat(replies).hasSameSizeAs(names);
    return replies.stream().map(it -> it.getAssignment()).toList();
  }

  /** What somebody who takes no part in the count would be served now. */
  Assignment served() {
    return Stack.as("client")
        .assignment()
        .assign(AssignRequest.newBuilder().setExperiment(key).setUnit("probe").build())
        .getAssignment();
  }

  public boolean isHalted() {
    return served().getRule() == AssignmentRule.ASSIGNMENT_RULE_HALTED;
  }

  public String key() {
    return key;
  }

  /** Everybody who came. */
  public int users() {
    return users;
  }

  /** Those of them who were served the treatment. */
  int treated() {
    return treated;
  }
}
