package plumbline.analysis.results;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.assignment.v1.Variant;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.proto.tracking.v1.MetricStatistics;
import plumbline.proto.tracking.v1.VariantStatistics;

/** Experiments and statistics to evaluate, as the neighbours send them. */
public final class Example {
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  public static final Instant STOP = Instant.parse("2026-01-15T00:00:00Z");

  /** Retention over 7 days is final a week after the last exposure. */
  public static final Instant VERDICT = Instant.parse("2026-01-22T00:00:00Z");

  public static final Instant LATER = Instant.parse("2026-02-01T00:00:00Z");

  private Example() {}

  /**
   * Cookie Cats, an experiment on a mobile game whose data are public: retention of players whose
   * first gate stood at level 30 or at level 40.
   */
  public static Experiment.Builder cookieCats() {
    return Experiment.newBuilder()
        .setKey("cookie_cats")
        .setVersion(6)
        .setState(ExperimentState.EXPERIMENT_STATE_STOPPED)
        .setStartTime(timestamp(START))
        .setStopTime(timestamp(STOP))
        .setDefinition(
            definition(
                metric("retention_7", MetricKind.METRIC_KIND_PROPORTION, 7),
                metric("retention_1", MetricKind.METRIC_KIND_PROPORTION, 1)));
  }

  /** Not stopped yet. */
  public static Experiment.Builder running() {
    return cookieCats()
        .clearStopTime()
        .setState(ExperimentState.EXPERIMENT_STATE_RUNNING)
        .setVersion(5);
  }

  /** Two variants at even weights, control first, with one metric. */
  public static Experiment.Builder stoppedWith(ExperimentMetric metric) {
    return cookieCats().setDefinition(definition(metric));
  }

  public static ExperimentMetric metric(String key, MetricKind kind, int windowDays) {
    return ExperimentMetric.newBuilder()
        .setRole(
            key.equals("retention_1")
                ? MetricRole.METRIC_ROLE_SECONDARY
                : MetricRole.METRIC_ROLE_PRIMARY)
        .setMetric(
            Metric.newBuilder()
                .setKey(key)
                .setKind(kind)
                .setEventName(key)
                .setDirection(MetricDirection.METRIC_DIRECTION_INCREASE)
                .setUnitOfMeasure(kind == MetricKind.METRIC_KIND_MEAN ? "EUR" : "1")
                .setWindow(Duration.newBuilder().setSeconds(windowDays * 86_400L)))
        .build();
  }

  /** What tracking-service counted of Cookie Cats; source: the public data set, aggregated. */
  public static ExperimentStatistics.Builder cookieCatsStatistics() {
    return statistics(
        arm(
            "gate_30",
            44_700,
            share("retention_7", 44_700, 8_502),
            share("retention_1", 44_700, 20_034)),
        arm(
            "gate_40",
            45_489,
            share("retention_7", 45_489, 8_279),
            share("retention_1", 45_489, 20_119)));
  }

  public static ExperimentStatistics.Builder statistics(VariantStatistics... arms) {
    return ExperimentStatistics.newBuilder()
        .setExperiment("cookie_cats")
        .setDefinitionVersion(6)
        .setCompleteUpTo(timestamp(LATER.minusSeconds(3600)))
        .addAllVariants(List.of(arms));
  }

  public static VariantStatistics arm(String variant, long units, MetricStatistics... metrics) {
    return VariantStatistics.newBuilder()
        .setVariant(variant)
        .setExposedUnits(units)
        .setAnalysedUnits(units)
        .addAllMetrics(Arrays.asList(metrics))
        .build();
  }

  /** A proportion: y is 0 or 1, so that the sum of squares is the sum. */
  public static MetricStatistics share(String metric, long units, long converted) {
    return sums(metric, units, Long.toString(converted), Long.toString(converted));
  }

  public static MetricStatistics sums(String metric, long units, String sumY, String sumY2) {
    return MetricStatistics.newBuilder()
        .setMetric(metric)
        .setUnits(units)
        .setMaturedUnits(units)
        .setSumY(sumY)
        .setSumY2(sumY2)
        .setSumY3("0")
        .build();
  }

  /** The same sums of all units and of the matured ones. */
  public static VariantStatistics matured(VariantStatistics arm) {
    return arm.toBuilder().addAllMaturedMetrics(arm.getMetricsList()).build();
  }

  public static Timestamp timestamp(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }

  private static ExperimentDefinition definition(ExperimentMetric... metrics) {
    return ExperimentDefinition.newBuilder()
        .setName("Move the first gate")
        .setHypothesis("A later gate keeps players longer")
        .setOwner("growth")
        .setUnitType(UnitType.UNIT_TYPE_USER)
        .addVariants(Variant.newBuilder().setKey("gate_30").setWeight(0.5).setControl(true))
        .addVariants(Variant.newBuilder().setKey("gate_40").setWeight(0.5))
        .addAllMetrics(List.of(metrics))
        .build();
  }
}
