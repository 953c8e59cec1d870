package plumbline.analysis.results;

import com.google.protobuf.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import plumbline.analysis.results.Study.Plan;
import plumbline.analysis.results.Study.StudiedVariant;
import plumbline.engine.bucketing.Allocation;
import plumbline.engine.guardrail.GuardrailSyntaxException;
import plumbline.engine.guardrail.Scale;
import plumbline.engine.guardrail.Threshold;
import plumbline.kit.definition.Enrolments;
import plumbline.proto.assignment.v1.AnalysisPlan;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.Variant;

/** Reads a study from the contract. */
final class Studies {
  private static final double DEFAULT_ALPHA = 0.05;

  private Studies() {}

  static Study parse(Experiment experiment) {
    var definition = experiment.getDefinition();
    return new Study(
        new ExperimentKey(experiment.getKey()),
        definition.getName(),
        definition.getHypothesis(),
        definition.getOwner(),
        definition.getUnitType(),
        experiment.getState(),
        experiment.getVersion(),
        life(experiment),
        plan(definition.getPlan()),
        variants(definition.getVariantsList()),
        definition.getMetricsList().stream().map(Studies::metric).toList());
  }

  private static Life life(Experiment experiment) {
    return new Life(
        experiment.hasStartTime() ? Optional.of(Enrolments.of(experiment)) : Optional.empty());
  }

  private static Plan plan(AnalysisPlan plan) {
    return new Plan(
        plan.getDesign(),
        plan.hasAlpha() ? plan.getAlpha() : DEFAULT_ALPHA,
        plan.hasMdeRelative() ? OptionalDouble.of(plan.getMdeRelative()) : OptionalDouble.empty(),
        plan.getSampleSizePerVariant(),
        plan.hasDuration() ? Optional.of(duration(plan.getDuration())) : Optional.empty(),
        plan.getCorrection());
  }

  private static List<StudiedVariant> variants(List<Variant> variants) {
    var weights = variants.stream().mapToDouble(Variant::getWeight).toArray();
    // The weights are what was asked for; the buckets are what is given.
    var shares = weights.length == 0 ? weights : Allocation.of(weights).shares();
    return IntStream.range(0, weights.length)
        .mapToObj(i -> variant(variants.get(i), shares[i]))
        .toList();
  }

  private static StudiedVariant variant(Variant variant, double expectedShare) {
    return new StudiedVariant(variant.getKey(), variant.getControl(), expectedShare);
  }

  private static StudiedMetric metric(ExperimentMetric used) {
    var metric = used.getMetric();
    return new StudiedMetric(
        metric.getKey(),
        used.getRole(),
        metric.getKind(),
        metric.getDirection(),
        metric.getUnitOfMeasure(),
        maturesAfter(metric),
        used.hasGuardrail() ? threshold(used) : Optional.empty());
  }

  /** Empty for what was stored before thresholds were read, which nobody can be held to. */
  private static Optional<Threshold> threshold(ExperimentMetric used) {
    var metric = used.getMetric();
    Scale scale =
        metric.getKind() == MetricKind.METRIC_KIND_PROPORTION
            ? new Scale.Share()
            : new Scale.Measured(metric.getUnitOfMeasure());
    try {
      return Optional.of(Threshold.parse(used.getGuardrail().getThreshold(), scale));
    } catch (GuardrailSyntaxException e) {
      return Optional.empty();
    }
  }

  private static Duration maturesAfter(Metric metric) {
    return metric.hasWindow()
        ? duration(metric.getDelay()).plus(duration(metric.getWindow()))
        : Duration.ZERO;
  }

  private static Duration duration(com.google.protobuf.Duration duration) {
    return Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
  }

  static Optional<Instant> instant(boolean present, Timestamp time) {
    return present
        ? Optional.of(Instant.ofEpochSecond(time.getSeconds(), time.getNanos()))
        : Optional.empty();
  }
}
