package plumbline.system.fold;

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

/**
 * An experiment on users with two variants and a metric of each kind that sums can tell.
 *
 * @param stop when enrolment ended; null while it runs
 * @param strict whether who crossed over is left out, and who was marked as a bot, and the
 *     covariate ends at the start; else each is looked at from its first exposure
 */
record Plan(String key, long version, Instant start, @Nullable Instant stop, boolean strict) {
  static final Duration LOOKBACK = Duration.ofHours(1);
  static final Duration DELAY = Duration.ofMinutes(1);
  static final Duration WINDOW = Duration.ofMinutes(45);
  static final long FLOOR = -5_000_000;
  static final long CAP = 700_000_000;

  /** The plan once enrolment has ended. */
  Plan stopped(Instant at) {
    return new Plan(key, version + 1, start, at, strict);
  }

  Experiment experiment() {
    var experiment =
        Experiment.newBuilder()
            .setKey(key)
            .setVersion(version)
            .setStartTime(time(start))
            .setDefinition(
                ExperimentDefinition.newBuilder()
                    .setUnitType(UnitType.UNIT_TYPE_USER)
                    .addVariants(Variant.newBuilder().setKey("a").setWeight(0.5).setControl(true))
                    .addVariants(Variant.newBuilder().setKey("b").setWeight(0.5))
                    .addAllMetrics(metrics())
                    .setPlan(analysis()));
    if (stop != null) {
      experiment.setStopTime(time(stop));
    }
    return experiment.build();
  }

  private AnalysisPlan analysis() {
    var plan = AnalysisPlan.newBuilder().addSegments("country");
    var covariate = Covariate.newBuilder().setLookback(Durations.fromSeconds(LOOKBACK.toSeconds()));
    if (strict) {
      plan.setCrossover(CrossoverRule.CROSSOVER_RULE_EXCLUDE).addExclusions("bot");
      covariate.setAnchor(CovariateAnchor.COVARIATE_ANCHOR_START);
    }
    return plan.setCovariate(covariate).build();
  }

  private static List<ExperimentMetric> metrics() {
    return Stream.of(
            metric("bought", MetricKind.METRIC_KIND_PROPORTION, "buy")
                .setDelay(Durations.fromSeconds(DELAY.toSeconds()))
                .setWindow(Durations.fromSeconds(WINDOW.toSeconds())),
            metric("spent", MetricKind.METRIC_KIND_MEAN, "buy")
                .setFloorMicros(FLOOR)
                .setCapMicros(CAP),
            metric("slow", MetricKind.METRIC_KIND_COUNT, "view").setEventFilter("ms >= 500"),
            metric("spent_per_view", MetricKind.METRIC_KIND_RATIO, "buy")
                .setNumerator(RatioTerm.RATIO_TERM_VALUES)
                .setDenominatorEventName("view"))
        .map(it -> ExperimentMetric.newBuilder().setMetric(it).build())
        .toList();
  }

  private static Metric.Builder metric(String key, MetricKind kind, String event) {
    return Metric.newBuilder().setKey(key).setKind(kind).setEventName(event);
  }

  static com.google.protobuf.Timestamp time(Instant instant) {
    return Timestamps.fromMicros(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
  }
}
