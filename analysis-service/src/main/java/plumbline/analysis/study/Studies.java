package plumbline.analysis.study;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import plumbline.analysis.study.Study.Plan;
import plumbline.analysis.study.Study.StudiedVariant;
import plumbline.engine.bucketing.Allocation;
import plumbline.kit.definition.Enrolments;
import plumbline.kit.definition.Times;
import plumbline.proto.assignment.v1.AnalysisPlan;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.Variant;

/** Reads a study from the contract. */
public final class Studies {
  private static final double DEFAULT_ALPHA = 0.05;
  private static final double DEFAULT_POWER = 0.8;

  private Studies() {}

  public static Study parse(Experiment experiment) {
    var definition = experiment.getDefinition();
    return new Study(
        new ExperimentKey(experiment.getKey()),
        definition.getName(),
        definition.getHypothesis(),
        definition.getOwner(),
        definition.getUnitType(),
        experiment.getState(),
        experiment.getVersion(),
        experiment.getImported(),
        life(experiment),
        plan(definition.getPlan()),
        variants(definition.getVariantsList()),
        definition.getMetricsList().stream().map(StudiedMetrics::parse).toList());
  }

  private static Life life(Experiment experiment) {
    return new Life(
        experiment.hasStartTime() ? Optional.of(Enrolments.of(experiment)) : Optional.empty());
  }

  private static Plan plan(AnalysisPlan plan) {
    return new Plan(
        plan.getDesign(),
        plan.hasAlpha() ? plan.getAlpha() : DEFAULT_ALPHA,
        plan.hasPower() ? plan.getPower() : DEFAULT_POWER,
        optional(plan.hasMdeRelative(), plan.getMdeRelative()),
        plan.getSampleSizePerVariant(),
        plan.hasDuration()
            ? Optional.of(StudiedMetrics.duration(plan.getDuration()))
            : Optional.empty(),
        plan.getCorrection(),
        plan.getLooksList(),
        plan.getSegmentsList(),
        plan.hasCovariate(),
        optional(plan.hasBaseline(), plan.getBaseline()),
        optional(plan.hasBaselineStandardDeviation(), plan.getBaselineStandardDeviation()),
        optional(
            plan.getCovariate().hasExpectedCorrelation(),
            plan.getCovariate().getExpectedCorrelation()));
  }

  private static OptionalDouble optional(boolean present, double value) {
    return present ? OptionalDouble.of(value) : OptionalDouble.empty();
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

  static Optional<Instant> instant(boolean present, Timestamp time) {
    return present ? Optional.of(Times.instant(time)) : Optional.empty();
  }
}
