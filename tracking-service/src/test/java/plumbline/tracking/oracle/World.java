package plumbline.tracking.oracle;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import plumbline.proto.assignment.v1.AnalysisPlan;
import plumbline.proto.assignment.v1.Covariate;
import plumbline.proto.assignment.v1.CovariateAnchor;
import plumbline.proto.assignment.v1.CrossoverRule;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.RatioTerm;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.assignment.v1.Variant;
import plumbline.proto.tracking.v1.AttributeValue;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.Exposure;

/** Random experiments over the same random units, with all that goes wrong in the field. */
public final class World {
  /** Times are whole steps of ten minutes, so that ties are frequent. */
  private static final long STEP_SECONDS = 600;

  private static final List<String> NAMES = List.of("buy", "visit", "ping");
  private static final List<String> VARIANTS = List.of("a", "b", "c");
  private static final List<MetricKind> KINDS =
      List.of(
          MetricKind.METRIC_KIND_PROPORTION,
          MetricKind.METRIC_KIND_COUNT,
          MetricKind.METRIC_KIND_MEAN,
          MetricKind.METRIC_KIND_RATIO,
          MetricKind.METRIC_KIND_QUANTILE);

  private final Random random;
  private final String name;
  private final Instant start;

  /**
   * A world.
   *
   * @param name begins every key and id in it
   * @param start of its experiments; events come up to two days later
   */
  public World(Random random, String name, Instant start) {
    this.random = random;
    this.name = name;
    this.start = start;
  }

  /** Of all kinds of metrics, and of three more. */
  public Experiment experiment(int number) {
    var definition =
        ExperimentDefinition.newBuilder()
            .setUnitType(
                random.nextInt(3) == 0 ? UnitType.UNIT_TYPE_ACCOUNT : UnitType.UNIT_TYPE_USER)
            .setPlan(plan());
    for (var variant : VARIANTS.subList(0, random.nextInt(2, 4))) {
      definition.addVariants(Variant.newBuilder().setKey(variant));
    }
    for (var i = 0; i < KINDS.size() + 3; i++) {
      var kind = i < KINDS.size() ? KINDS.get(i) : pick(KINDS);
      definition.addMetrics(ExperimentMetric.newBuilder().setMetric(metric("m" + i, kind)));
    }
    return Experiment.newBuilder()
        .setKey(key(number))
        .setVersion(1)
        .setStartTime(Timestamps.fromMillis(start.toEpochMilli()))
        .setDefinition(definition)
        .build();
  }

  private String key(int number) {
    return name + "-" + number;
  }

  private AnalysisPlan plan() {
    var plan = AnalysisPlan.newBuilder();
    if (random.nextBoolean()) {
      plan.setCrossover(CrossoverRule.CROSSOVER_RULE_EXCLUDE);
    }
    if (random.nextInt(3) > 0) {
      plan.addExclusions(Rule.BOT.cel);
    }
    if (random.nextInt(3) > 0) {
      plan.setCovariate(
          Covariate.newBuilder()
              .setAnchor(
                  random.nextBoolean()
                      ? CovariateAnchor.COVARIATE_ANCHOR_START
                      : CovariateAnchor.COVARIATE_ANCHOR_FIRST_EXPOSURE)
              .setLookback(Durations.fromSeconds(STEP_SECONDS * random.nextLong(10, 60))));
    }
    if (random.nextInt(4) == 0) {
      plan.setMaximumDuration(Durations.fromSeconds(STEP_SECONDS * random.nextLong(120, 200)));
    }
    return plan.addAllSegments(List.of("country", "tier", "beta").subList(0, random.nextInt(4)))
        .build();
  }

  private Metric metric(String key, MetricKind kind) {
    var metric =
        Metric.newBuilder()
            .setKey(key)
            .setKind(kind)
            .setEventName(pick(NAMES))
            .setEventFilter(rule().cel)
            .setDelay(Durations.fromSeconds(random.nextInt(2) * STEP_SECONDS * random.nextLong(20)))
            .setValueAttribute(random.nextInt(3) == 0 ? "took" : "");
    if (random.nextBoolean()) {
      metric.setWindow(Durations.fromSeconds(STEP_SECONDS * random.nextLong(1, 60)));
    }
    if (kind == MetricKind.METRIC_KIND_MEAN && random.nextBoolean()) {
      metric.setCapMicros(random.nextLong(100, 900)).setFloorMicros(random.nextLong(-400, 100));
    }
    if (kind == MetricKind.METRIC_KIND_RATIO) {
      metric
          .setNumerator(term())
          .setDenominator(term())
          .setDenominatorEventName(pick(NAMES))
          .setDenominatorEventFilter(rule().cel);
    }
    return metric.build();
  }

  private Rule rule() {
    return pick(List.of(Rule.ALL, Rule.ALL, Rule.FAILED, Rule.GERMAN));
  }

  private RatioTerm term() {
    return random.nextBoolean() ? RatioTerm.RATIO_TERM_VALUES : RatioTerm.RATIO_TERM_EVENTS;
  }

  /** Each with an id of its own, of about eight events for each of their units. */
  public List<Event> events(int count, int experiments) {
    var events = new ArrayList<Event>();
    for (var i = 0; i < count; i++) {
      var user = random.nextInt(1 + count / 8);
      var event =
          Event.newBuilder()
              .setEventId("%s-%x-%d".formatted(name, random.nextInt(256), i))
              .putUnits("user", name + "-u" + user)
              .setOccurredAt(time(random.nextLong(-80, 230)));
      if (random.nextInt(3) > 0) {
        event.putUnits("account", name + "-a" + user / 3);
      }
      addAttributes(event);
      events.add(
          random.nextInt(3) == 0
              ? event.setExposure(exposure(user, experiments)).build()
              : outcome(event).build());
    }
    return events;
  }

  private com.google.protobuf.Timestamp time(long step) {
    return Timestamps.fromMillis(start.plusSeconds(STEP_SECONDS * step).toEpochMilli());
  }

  /** Mostly of the variant that the unit was given. */
  private Exposure exposure(int user, int experiments) {
    var experiment = random.nextInt(experiments);
    var usual = VARIANTS.get((user / 3 + experiment) % 2);
    return Exposure.newBuilder()
        .setExperiment(key(experiment))
        .setVariant(random.nextInt(12) > 0 ? usual : pick(List.of("a", "b", "c", "z")))
        .build();
  }

  private Event.Builder outcome(Event.Builder event) {
    event.setName(pick(NAMES));
    return switch (random.nextInt(20)) {
      case 0, 1, 2 -> event;
      case 3 -> event.setValueMicros(1_000_000_000_000_000L);
      case 4 -> event.setValueMicros(-1_000_000_000_000_000L);
      case 5 -> event.setValueMicros(0);
      default -> event.setValueMicros(random.nextLong(-200, 900));
    };
  }

  private void addAttributes(Event.Builder event) {
    if (random.nextInt(60) == 0) {
      event.putAttributes("bot", AttributeValue.newBuilder().setBoolValue(true).build());
    }
    if (random.nextBoolean()) {
      event.putAttributes("status", number(pick(List.of(200.0, 499.5, 500.0, 503.0))));
    }
    if (random.nextBoolean()) {
      event.putAttributes("country", text(pick(List.of("DE", "FR", "", "\u00C5land"))));
    }
    if (random.nextBoolean()) {
      event.putAttributes("tier", number(pick(List.of(1.0, 2.5, 100.0))));
    }
    if (random.nextInt(3) == 0) {
      event.putAttributes(
          "beta", AttributeValue.newBuilder().setBoolValue(random.nextBoolean()).build());
    }
    if (random.nextInt(3) > 0) {
      event.putAttributes(
          "took", random.nextInt(5) == 0 ? text("soon") : number(random.nextInt(-900, 900) / 1e6));
    }
  }

  private static AttributeValue number(double value) {
    return AttributeValue.newBuilder().setNumberValue(value).build();
  }

  private static AttributeValue text(String value) {
    return AttributeValue.newBuilder().setStringValue(value).build();
  }

  /** The experiment's next version, stopped. */
  public Experiment stopped(Experiment experiment) {
    return experiment.toBuilder()
        .setVersion(experiment.getVersion() + 1)
        .setStopTime(time(random.nextLong(60, 180)))
        .build();
  }

  /** The experiment's next version, halted. */
  public Experiment halted(Experiment experiment) {
    return experiment.toBuilder()
        .setVersion(experiment.getVersion() + 1)
        .setHaltTime(time(random.nextLong(40, 200)))
        .build();
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
