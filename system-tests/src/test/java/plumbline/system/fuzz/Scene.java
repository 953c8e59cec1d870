package plumbline.system.fuzz;

import static org.awaitility.Awaitility.await;

import com.google.protobuf.Duration;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import com.google.protobuf.Value;
import com.google.protobuf.util.JsonFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import plumbline.localstack.StackClients;
import plumbline.proto.analysis.v1.PlanExperimentRequest;
import plumbline.proto.assignment.v1.AssignRequest;
import plumbline.proto.assignment.v1.CreateExperimentRequest;
import plumbline.proto.assignment.v1.CreateFlagRequest;
import plumbline.proto.assignment.v1.CreateHoldoutRequest;
import plumbline.proto.assignment.v1.CreateMetricRequest;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.FlagDefinition;
import plumbline.proto.assignment.v1.GetExperimentRequest;
import plumbline.proto.assignment.v1.ImportExperimentRequest;
import plumbline.proto.assignment.v1.ReviewExperimentRequest;
import plumbline.proto.assignment.v1.ReviewVerdict;
import plumbline.proto.assignment.v1.StartExperimentRequest;
import plumbline.proto.assignment.v1.SubmitExperimentRequest;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.proto.tracking.v1.GetStatisticsRequest;
import plumbline.proto.tracking.v1.TrackRequest;

/**
 * What there is before anything is attacked: things that the inputs name, and an experiment that
 * none of them names, with its users.
 */
final class Scene {
  static final String WITNESS = "witness";
  private static final int WITNESSES = 40;

  private static final String DEFINITION =
      """
      {"name": "A test", "hypothesis": "It changes something.", "owner": "fuzz", "unitType": "UNIT_TYPE_USER",
       "variants": [{"key": "control", "weight": 0.5, "control": true, "payload": {"pages": 3}},
                    {"key": "treatment", "weight": 0.5, "payload": {"pages": 1}}],
       "traffic": 1.0, "eligibility": "country != 'XX' || age >= 18", "tags": ["a", "b"],
       "overrides": [{"unit": "robot", "variant": "treatment"}],
       "metrics": [
         {"role": "METRIC_ROLE_PRIMARY", "metric": {"key": "orders", "kind": "METRIC_KIND_PROPORTION",
          "eventName": "%1$s-order", "eventFilter": "value > 0", "direction": "METRIC_DIRECTION_INCREASE",
          "category": "METRIC_CATEGORY_BUSINESS"}},
         {"role": "METRIC_ROLE_GUARDRAIL", "metric": {"key": "errors", "kind": "METRIC_KIND_PROPORTION",
          "eventName": "%1$s-error", "direction": "METRIC_DIRECTION_DECREASE", "category": "METRIC_CATEGORY_ERROR"},
          "guardrail": {"threshold": "< 1pp increase from control", "action": "GUARDRAIL_ACTION_ALERT"}},
         {"role": "METRIC_ROLE_GUARDRAIL", "metric": {"key": "load", "kind": "METRIC_KIND_MEAN",
          "eventName": "%1$s-load", "unitOfMeasure": "ms", "direction": "METRIC_DIRECTION_DECREASE",
          "category": "METRIC_CATEGORY_LATENCY", "window": "86400s", "capMicros": "500000000"},
          "guardrail": {"threshold": "< 200ms increase from control", "action": "GUARDRAIL_ACTION_ALERT"}}],
       "plan": {"design": "DESIGN_FIXED_HORIZON", "alpha": 0.05, "power": 0.8, "baseline": 0.3, "mdeRelative": 0.1,
                "expectedUnitsPerDay": "1000000", "segments": ["country"], "exclusions": ["bot == true"]}}
      """;
  private static final String FLAG =
      """
      {"description": "A flag", "owner": "fuzz", "type": "FLAG_TYPE_BOOLEAN", "defaultValue": false,
       "unitType": "UNIT_TYPE_USER", "rules": [
         {"key": "qa", "force": {"condition": "country == 'DE'", "value": true}},
         {"key": "some", "rollout": {"condition": "age > 3", "share": 0.5, "value": true}}]}
      """;
  private static final String METRIC =
      """
      {"key": "fuzz-metric", "kind": "METRIC_KIND_MEAN", "eventName": "fuzz-order", "owner": "fuzz",
       "direction": "METRIC_DIRECTION_INCREASE", "unitOfMeasure": "EUR", "window": "604800s",
       "category": "METRIC_CATEGORY_BUSINESS"}
      """;
  private static final String EVENTS =
      """
      {"events": [
        {"eventId": "fuzz-1", "units": {"user": "u1"}, "name": "fuzz-order", "occurredAt": "%1$s",
         "valueMicros": "5", "attributes": {"country": {"stringValue": "DE"}, "age": {"numberValue": 3}}},
        {"eventId": "fuzz-2", "units": {"user": "u2"}, "occurredAt": "%1$s",
         "exposure": {"experiment": "fuzz-running", "variant": "control"}}]}
      """;
  private static final String PLAN =
      """
      {"stated": {"kind": "METRIC_KIND_PROPORTION", "value": 0.1}, "direction": "METRIC_DIRECTION_INCREASE",
       "mdeRelative": 0.05, "alpha": 0.05, "power": 0.8, "design": "DESIGN_GROUP_SEQUENTIAL", "looks": [0.5, 1.0],
       "weights": [0.5, 0.5], "expectedUnitsPerDay": "1000", "curvePoints": 10}
      """;

  private final StackClients everybody;
  private final StackClients other;

  Scene(StackClients clients, Map<Input.Sender, String> tokens) {
    this.everybody = clients.as(tokens.getOrDefault(Input.Sender.EVERYBODY, ""));
    this.other = clients.as(tokens.getOrDefault(Input.Sender.OTHER, ""));
  }

  /** Makes everything, and answers what requests can be made of. */
  Messages set() {
    var definition = read(DEFINITION.formatted("fuzz"), ExperimentDefinition.newBuilder());
    var flag = read(FLAG, FlagDefinition.newBuilder());
    var metric = CreateMetricRequest.newBuilder();
    read(METRIC, metric.getMetricBuilder());
    create("fuzz-draft", definition.build());
    start("fuzz-running", definition.build());
    start(WITNESS, read(DEFINITION.formatted(WITNESS), ExperimentDefinition.newBuilder()).build());
    var ended =
        ImportExperimentRequest.newBuilder()
            .setKey("fuzz-ended")
            .setDefinition(definition)
            .setStartTime(ago(20))
            .setEndTime(ago(2));
    everybody.experiments().importExperiment(ended.build());
    everybody.metrics().createMetric(metric.build());
    var creation = CreateFlagRequest.newBuilder().setKey(Vocabulary.FLAG).setDefinition(flag);
    everybody.flags().createFlag(creation.build());
    var holdout =
        CreateHoldoutRequest.newBuilder()
            .setKey(Vocabulary.HOLDOUT)
            .setUnitTypeValue(1)
            .setShare(0.1)
            .setDescription("some");
    everybody.holdouts().createHoldout(holdout.build());
    var messages = new Messages();
    List.of(
            create("new-key", definition).build(),
            ended.build(),
            creation.build(),
            metric.build(),
            holdout.build(),
            read(EVENTS.formatted(Instant.now()), TrackRequest.newBuilder()).build(),
            read(PLAN, PlanExperimentRequest.newBuilder()).build(),
            Duration.newBuilder().setSeconds(86_400).build(),
            ago(1))
        .forEach(messages::learn);
    return messages;
  }

  private CreateExperimentRequest.Builder create(
      String key, ExperimentDefinition.Builder definition) {
    return CreateExperimentRequest.newBuilder().setKey(key).setDefinition(definition);
  }

  private void create(String key, ExperimentDefinition definition) {
    everybody.experiments().createExperiment(create(key, definition.toBuilder()).build());
  }

  private void start(String key, ExperimentDefinition definition) {
    create(key, definition);
    everybody
        .experiments()
        .submitExperiment(SubmitExperimentRequest.newBuilder().setKey(key).build());
    other
        .experiments()
        .reviewExperiment(
            ReviewExperimentRequest.newBuilder()
                .setKey(key)
                .setVerdict(ReviewVerdict.REVIEW_VERDICT_APPROVE)
                .build());
    everybody
        .experiments()
        .startExperiment(StartExperimentRequest.newBuilder().setKey(key).build());
  }

  /** The witness' users see it and act. */
  void act() {
    for (var i = 0; i < WITNESSES; i++) {
      everybody.assignment().assign(assign(i).setExpose(true).build());
    }
    // Exposed above all others: what they do counts from then on.
    awaitExposed();
    var events = TrackRequest.newBuilder();
    for (var i = 0; i < WITNESSES; i += 3) {
      events
          .addEventsBuilder()
          .setEventId("witness-" + i)
          .putUnits("user", "witness-" + i)
          .setName(WITNESS + "-order")
          .setValueMicros(1_000_000)
          .setOccurredAt(ago(0));
    }
    everybody.tracking().track(events.build());
  }

  private void awaitExposed() {
    await()
        .atMost(java.time.Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(() ->
            statistics().getVariantsList().stream().mapToLong(it -> it.getExposedUnits()).sum()
                == WITNESSES);
  }

  /** What everybody knows of the witness: its definition, assignments and statistics. */
  List<String> witness() {
    var known = new ArrayList<String>();
    known.add(experiment().toString());
    for (var i = 0; i < WITNESSES; i++) {
      known.add(everybody.assignment().assign(assign(i).build()).toString());
    }
    var counted =
        await()
            .atMost(java.time.Duration.ofMinutes(2))
            .ignoreExceptions()
            .until(this::statistics, it -> it.getPendingBatches() == 0);
    known.add(counted.toBuilder().clearCompleteUpTo().build().toString());
    return known;
  }

  private Experiment experiment() {
    var request = GetExperimentRequest.newBuilder().setKey(WITNESS).build();
    return everybody.experiments().getExperiment(request).getExperiment();
  }

  private ExperimentStatistics statistics() {
    var request = GetStatisticsRequest.newBuilder().setExperiment(WITNESS).build();
    return everybody.statistics().getStatistics(request).getStatistics();
  }

  private static AssignRequest.Builder assign(int user) {
    return AssignRequest.newBuilder()
        .setExperiment(WITNESS)
        .setUnit("witness-" + user)
        .putAttributes("country", Value.newBuilder().setStringValue("DE").build());
  }

  private static Timestamp ago(long days) {
    var then = Instant.now().minus(java.time.Duration.ofDays(days));
    return Timestamp.newBuilder()
        .setSeconds(then.getEpochSecond())
        .setNanos(then.getNano())
        .build();
  }

  private static <B extends Message.Builder> B read(String json, B builder) {
    try {
      JsonFormat.parser().merge(json, builder);
      return builder;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(json, e);
    }
  }
}
