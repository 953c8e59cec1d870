package plumbline.system;

import static org.awaitility.Awaitility.await;

import com.google.protobuf.Timestamp;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.time.Instant;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.GetResultsRequest;
import plumbline.proto.assignment.v1.AnalysisPlan;
import plumbline.proto.assignment.v1.CreateExperimentRequest;
import plumbline.proto.assignment.v1.CreateHoldoutRequest;
import plumbline.proto.assignment.v1.DecideExperimentRequest;
import plumbline.proto.assignment.v1.DecisionOutcome;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.ExperimentServiceGrpc.ExperimentServiceBlockingStub;
import plumbline.proto.assignment.v1.GuardrailAction;
import plumbline.proto.assignment.v1.GuardrailRule;
import plumbline.proto.assignment.v1.HaltExperimentRequest;
import plumbline.proto.assignment.v1.ImportExperimentRequest;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricCategory;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.assignment.v1.RampExperimentRequest;
import plumbline.proto.assignment.v1.ReviewExperimentRequest;
import plumbline.proto.assignment.v1.ReviewVerdict;
import plumbline.proto.assignment.v1.StartExperimentRequest;
import plumbline.proto.assignment.v1.StopExperimentRequest;
import plumbline.proto.assignment.v1.SubmitExperimentRequest;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.assignment.v1.Variant;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.proto.tracking.v1.GetStatisticsRequest;

/** Definitions, and what people do with experiments, through the public API. */
public final class Experiments {
  /** Share of the users in each holdout. */
  static final double HELD_OUT = 0.15;

  private Experiments() {}

  /** On users, fixed horizon; the first variant is control. Metrics are added by the caller. */
  public static ExperimentDefinition.Builder definition(String... variants) {
    var definition =
        ExperimentDefinition.newBuilder()
            .setName("A test")
            .setHypothesis("The treatment changes what is measured.")
            .setOwner("system-tests")
            .setUnitType(UnitType.UNIT_TYPE_USER)
            .setPlan(AnalysisPlan.newBuilder().setDesign(Design.DESIGN_FIXED_HORIZON));
    for (var i = 0; i < variants.length; i++) {
      definition.addVariants(
          Variant.newBuilder()
              .setKey(variants[i])
              .setWeight(1.0 / variants.length)
              .setControl(i == 0));
    }
    return definition;
  }

  /** Control and treatment, on one metric, whose events have its name. */
  public static ExperimentDefinition.Builder twoWays(String metric, MetricKind kind) {
    return definition("control", "treatment")
        .addMetrics(metric(metric, kind, metric, MetricRole.METRIC_ROLE_PRIMARY));
  }

  public static ExperimentMetric.Builder metric(
      String key, MetricKind kind, String eventName, MetricRole role) {
    return ExperimentMetric.newBuilder()
        .setRole(role)
        .setMetric(
            Metric.newBuilder()
                .setKey(key)
                .setKind(kind)
                .setEventName(eventName)
                .setDirection(MetricDirection.METRIC_DIRECTION_INCREASE));
  }

  public static Experiment importHistory(
      String key, ExperimentDefinition.Builder definition, Instant start, Instant end) {
    var request =
        ImportExperimentRequest.newBuilder()
            .setKey(key)
            .setDefinition(definition)
            .setStartTime(time(start))
            .setEndTime(time(end))
            .build();
    return Stack.as("admin").experiments().importExperiment(request).getExperiment();
  }

  /** Given a plan and guardrails, created, submitted, approved by another person, started. */
  public static Experiment start(String key, ExperimentDefinition.Builder definition) {
    create(key, definition);
    submit(key);
    review(key, ReviewVerdict.REVIEW_VERDICT_APPROVE);
    return startApproved(key);
  }

  /** Given a plan and guardrails, created. */
  public static Experiment create(String key, ExperimentDefinition.Builder definition) {
    plan(definition);
    var request = CreateExperimentRequest.newBuilder().setKey(key).setDefinition(definition);
    return byAuthor().createExperiment(request.build()).getExperiment();
  }

  public static Experiment submit(String key) {
    var request = SubmitExperimentRequest.newBuilder().setKey(key);
    return byAuthor().submitExperiment(request.build()).getExperiment();
  }

  public static Experiment review(String key, ReviewVerdict verdict) {
    var request =
        ReviewExperimentRequest.newBuilder()
            .setKey(key)
            .setVerdict(verdict)
            .setComment("looked at it");
    return Stack.as("reviewer").experiments().reviewExperiment(request.build()).getExperiment();
  }

  public static Experiment startApproved(String key) {
    var request = StartExperimentRequest.newBuilder().setKey(key);
    return byAuthor().startExperiment(request.build()).getExperiment();
  }

  /** Three treatments on everybody, whose weights have no exact binary form. */
  static ExperimentDefinition.Builder threeWays() {
    var definition =
        definition("control", "one-page", "two-pages")
            .addMetrics(
                metric(
                    "orders",
                    MetricKind.METRIC_KIND_PROPORTION,
                    "order",
                    MetricRole.METRIC_ROLE_PRIMARY));
    definition.getVariantsBuilder(0).setWeight(0.57);
    definition.getVariantsBuilder(1).setWeight(0.29);
    definition.getVariantsBuilder(2).setWeight(0.14);
    return definition;
  }

  static Experiment stop(String key) {
    var request = StopExperimentRequest.newBuilder().setKey(key).setReason("enough was seen");
    return byAuthor().stopExperiment(request.build()).getExperiment();
  }

  static Experiment ramp(String key, double traffic) {
    var request = RampExperimentRequest.newBuilder().setKey(key).setTraffic(traffic);
    return byAuthor().rampExperiment(request.build()).getExperiment();
  }

  public static Experiment abandon(String key) {
    var request =
        DecideExperimentRequest.newBuilder()
            .setKey(key)
            .setOutcome(DecisionOutcome.DECISION_OUTCOME_ABANDONED)
            .setReason("nobody needs it any more");
    return byAuthor().decideExperiment(request.build()).getExperiment();
  }

  /** Users who are kept out of the experiments that name the holdout. */
  static void holdOut(String holdout) {
    var request =
        CreateHoldoutRequest.newBuilder()
            .setKey(holdout)
            .setUnitType(UnitType.UNIT_TYPE_USER)
            .setShare(HELD_OUT)
            .setDescription("to see what all experiments together did");
    Stack.as("admin").holdouts().createHoldout(request.build());
  }

  /** Through one replica; safe to send again. */
  static Experiment halt(Replica replica, String key) {
    var request = HaltExperimentRequest.newBuilder().setKey(key).setReason("orders fell");
    return replica.as("service").experiments().haltExperiment(request.build()).getExperiment();
  }

  private static ExperimentServiceBlockingStub byAuthor() {
    return Stack.as("experimenter").experiments();
  }

  /** What submission asks for: guardrails, and a plan that its traffic can fulfil. */
  private static void plan(ExperimentDefinition.Builder definition) {
    var plan = definition.getPlanBuilder();
    plan.setBaseline(0.3).setMdeRelative(0.1).setExpectedUnitsPerDay(1_000_000);
    if (definition.getMetrics(0).getMetric().getKind() != MetricKind.METRIC_KIND_PROPORTION) {
      plan.setBaselineStandardDeviation(1);
    }
    definition
        .addMetrics(guardrail("errors", MetricCategory.METRIC_CATEGORY_ERROR))
        .addMetrics(guardrail("slow-pages", MetricCategory.METRIC_CATEGORY_LATENCY));
  }

  private static ExperimentMetric.Builder guardrail(String key, MetricCategory category) {
    var guardrail =
        metric(key, MetricKind.METRIC_KIND_PROPORTION, key, MetricRole.METRIC_ROLE_GUARDRAIL);
    guardrail
        .getMetricBuilder()
        .setDirection(MetricDirection.METRIC_DIRECTION_DECREASE)
        .setCategory(category);
    return guardrail.setGuardrail(
        GuardrailRule.newBuilder()
            .setThreshold("< 1pp increase from control")
            .setAction(GuardrailAction.GUARDRAIL_ACTION_ALERT));
  }

  public static ExperimentResults results(String key) {
    return Stack.as("analyst")
        .analysis()
        .getResults(GetResultsRequest.newBuilder().setExperiment(key).build())
        .getResults();
  }

  /** Waits until everything that was acknowledged is counted. */
  public static ExperimentStatistics counted(String key) {
    var statistics = Stack.as("service").statistics();
    var request = GetStatisticsRequest.newBuilder().setExperiment(key).build();
    return await("everything acknowledged is counted")
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
        .until(
            () -> statistics.getStatistics(request).getStatistics(),
            it -> it.getPendingBatches() == 0);
  }

  public static Timestamp time(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }
}
