package plumbline.tracking.retention;

import com.google.protobuf.Duration;
import com.google.protobuf.Timestamp;
import java.time.Instant;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.Metric;
import plumbline.tracking.definitions.Need;

/** Experiments, as far as it matters here what they need. */
final class Histories {
  private Histories() {}

  /** Started, and nothing else yet. */
  static Experiment.Builder running(String key, Instant start) {
    return Experiment.newBuilder().setKey(key).setStartTime(time(start));
  }

  /** With a lookback, a planned duration, and a metric of this delay and window. */
  static Experiment.Builder running(
      String key, Instant start, int lookback, int duration, int delay, int window) {
    var experiment = running(key, start);
    experiment
        .getDefinitionBuilder()
        .addMetrics(
            ExperimentMetric.newBuilder()
                .setMetric(Metric.newBuilder().setDelay(days(delay)).setWindow(days(window))))
        .getPlanBuilder()
        .setDuration(days(duration))
        .getCovariateBuilder()
        .setLookback(days(lookback));
    return experiment;
  }

  static Need need(Experiment.Builder experiment) {
    return Need.of(experiment.build()).orElseThrow();
  }

  static Duration days(long days) {
    return Duration.newBuilder().setSeconds(days * 86_400).build();
  }

  static Timestamp time(Instant instant) {
    return Timestamp.newBuilder()
        .setSeconds(instant.getEpochSecond())
        .setNanos(instant.getNano())
        .build();
  }
}
