package plumbline.system.browser;

import static plumbline.proto.assignment.v1.MetricKind.METRIC_KIND_MEAN;
import static plumbline.proto.assignment.v1.MetricKind.METRIC_KIND_PROPORTION;
import static plumbline.proto.assignment.v1.MetricRole.METRIC_ROLE_GUARDRAIL;
import static plumbline.proto.assignment.v1.MetricRole.METRIC_ROLE_PRIMARY;
import static plumbline.proto.assignment.v1.MetricRole.METRIC_ROLE_SECONDARY;

import com.google.protobuf.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import plumbline.proto.assignment.v1.CreateFlagRequest;
import plumbline.proto.assignment.v1.CreateMetricRequest;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.FlagDefinition;
import plumbline.proto.assignment.v1.FlagType;
import plumbline.proto.assignment.v1.GuardrailAction;
import plumbline.proto.assignment.v1.GuardrailRule;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.tracking.v1.AttributeValue;
import plumbline.proto.tracking.v1.Event;
import plumbline.system.Experiments;
import plumbline.system.Sender;
import plumbline.system.Stack;

/** What the tests look at: an experiment that is over, a draft, a metric and a flag. */
final class Shop {
  static final String ENDED = "browser-checkout";
  static final String DRAFT = "browser-draft";
  static final String METRIC = "browser-orders";
  static final String FLAG = "browser-layout";

  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
  private static final int DAYS = 14;
  private static final int USERS = 4_000;
  private static final long SEED = 20261129L;

  private Shop() {}

  /** Takes it in, and waits until it is counted. */
  static void open() throws Exception {
    Experiments.importHistory(
        ENDED, definition(), START, START.plus(Duration.ofDays(DAYS)));
    Sender.send(visits());
    Experiments.counted(ENDED);
    Experiments.create(
        DRAFT,
        Experiments.definition("control", "treatment")
            .addMetrics(
                Experiments.metric("orders", METRIC_KIND_PROPORTION, "buy", METRIC_ROLE_PRIMARY)));
    metric();
    flag();
  }

  private static void metric() {
    var metric =
        Experiments.metric(METRIC, METRIC_KIND_PROPORTION, "buy", METRIC_ROLE_PRIMARY)
            .getMetricBuilder()
            .setOwner("shop team");
    Stack.as("experimenter")
        .metrics()
        .createMetric(CreateMetricRequest.newBuilder().setMetric(metric).build());
  }

  private static void flag() {
    var layout =
        FlagDefinition.newBuilder()
            .setDescription("Where the basket is.")
            .setOwner("shop team")
            .setType(FlagType.FLAG_TYPE_BOOLEAN)
            .setUnitType(UnitType.UNIT_TYPE_USER)
            .setDefaultValue(Value.newBuilder().setBoolValue(false));
    Stack.as("experimenter")
        .flags()
        .createFlag(CreateFlagRequest.newBuilder().setKey(FLAG).setDefinition(layout).build());
  }

  private static ExperimentDefinition.Builder definition() {
    var definition =
        Experiments.definition("three-pages", "one-page")
            .setName("Checkout on one page")
            .addMetrics(
                Experiments.metric("purchase", METRIC_KIND_PROPORTION, "buy", METRIC_ROLE_PRIMARY))
            .addMetrics(
                Experiments.metric("revenue", METRIC_KIND_MEAN, "buy", METRIC_ROLE_SECONDARY));
    definition.getMetricsBuilder(1).getMetricBuilder().setUnitOfMeasure("EUR");
    var errors =
        Experiments.metric("errors", METRIC_KIND_PROPORTION, "error", METRIC_ROLE_GUARDRAIL);
    errors.getMetricBuilder().setDirection(MetricDirection.METRIC_DIRECTION_DECREASE);
    definition.addMetrics(
        errors.setGuardrail(
            GuardrailRule.newBuilder()
                .setThreshold("< 3pp increase from control")
                .setAction(GuardrailAction.GUARDRAIL_ACTION_ALERT)));
    definition.getPlanBuilder().addSegments("country").setExpectedUnitsPerDay(300);
    return definition;
  }

  private static List<Event> visits() {
    var random = new Random(SEED);
    var events = new ArrayList<Event>();
    for (var i = 0; i < USERS; i++) {
      var user = "visitor-" + i;
      var treated = random.nextBoolean();
      var first = START.plusSeconds(random.nextInt((DAYS - 1) * 86_400));
      var variant = treated ? "one-page" : "three-pages";
      var country = AttributeValue.newBuilder().setStringValue(i % 3 == 0 ? "DE" : "FR");
      events.add(
          Sender.exposure("seen", user, ENDED, variant, first).toBuilder()
              .putAttributes("country", country.build())
              .build());
      if (random.nextDouble() < (treated ? 0.26 : 0.20)) {
        var order = Sender.outcome("buy", user, "buy", first.plusSeconds(60));
        events.add(order.setValueMicros(20_000_000L + random.nextInt(60_000_000)).build());
      }
      if (random.nextDouble() < 0.04) {
        events.add(Sender.outcome("error", user, "error", first.plusSeconds(61)).build());
      }
    }
    return events;
  }
}
