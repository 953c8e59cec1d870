package plumbline.tracking;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.assignment.v1.Variant;
import plumbline.proto.tracking.v1.AttributeValue;
import plumbline.proto.tracking.v1.Event;
import plumbline.proto.tracking.v1.Exposure;

/** Events and definitions. */
final class Samples {
  /** Two days ago as the test begins, at the start of a second. */
  @SuppressWarnings("TimeInStaticInitializer")
  static final Instant START = Instant.ofEpochSecond(Instant.now().getEpochSecond() - 2 * 86_400);

  private Samples() {}

  static Event.Builder outcome(String id, String user, String name, long secondsAfterStart) {
    return Event.newBuilder()
        .setEventId(id)
        .putUnits("user", user)
        .setName(name)
        .setOccurredAt(time(START.plusSeconds(secondsAfterStart)));
  }

  static Event.Builder exposure(
      String id, String user, String experiment, String variant, long secondsAfterStart) {
    return Event.newBuilder()
        .setEventId(id)
        .putUnits("user", user)
        .setExposure(Exposure.newBuilder().setExperiment(experiment).setVariant(variant))
        .setOccurredAt(time(START.plusSeconds(secondsAfterStart)));
  }

  /** Running since {@link #START}, on users: `bought` (proportion) and `spent` (mean) of `buy`. */
  static Experiment.Builder running(String key, long version) {
    return running(
        key,
        version,
        Metric.newBuilder()
            .setKey("bought")
            .setKind(MetricKind.METRIC_KIND_PROPORTION)
            .setEventName("buy"),
        Metric.newBuilder()
            .setKey("spent")
            .setKind(MetricKind.METRIC_KIND_MEAN)
            .setEventName("buy"));
  }

  /** Running since {@link #START}, on users. */
  static Experiment.Builder running(String key, long version, Metric.Builder... metrics) {
    return Experiment.newBuilder()
        .setKey(key)
        .setVersion(version)
        .setStartTime(time(START))
        .setDefinition(
            ExperimentDefinition.newBuilder()
                .setUnitType(UnitType.UNIT_TYPE_USER)
                .addVariants(Variant.newBuilder().setKey("a").setWeight(0.5).setControl(true))
                .addVariants(Variant.newBuilder().setKey("b").setWeight(0.5))
                .addAllMetrics(
                    Arrays.stream(metrics)
                        .map(it -> ExperimentMetric.newBuilder().setMetric(it).build())
                        .toList()));
  }

  static Timestamp time(Instant instant) {
    return Timestamps.fromNanos(
        Math.addExact(
            Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano()));
  }

  static com.google.protobuf.Duration length(Duration duration) {
    return Durations.fromNanos(duration.toNanos());
  }

  static AttributeValue text(String value) {
    return AttributeValue.newBuilder().setStringValue(value).build();
  }

  static AttributeValue number(double value) {
    return AttributeValue.newBuilder().setNumberValue(value).build();
  }

  static AttributeValue bool(boolean value) {
    return AttributeValue.newBuilder().setBoolValue(value).build();
  }
}
