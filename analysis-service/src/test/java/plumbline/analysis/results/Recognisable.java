package plumbline.analysis.results;

import static plumbline.analysis.results.Example.arm;
import static plumbline.analysis.results.Example.metric;
import static plumbline.analysis.results.Example.statistics;
import static plumbline.analysis.results.Example.sums;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import com.google.protobuf.util.Durations;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.Studies;
import plumbline.engine.analysis.Figures;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.assignment.v1.Covariate;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.GuardrailAction;
import plumbline.proto.assignment.v1.GuardrailRule;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.tracking.v1.DayExposures;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.proto.tracking.v1.MetricStatistics;
import plumbline.proto.tracking.v1.SegmentStatistics;
import plumbline.proto.tracking.v1.SegmentValueStatistics;
import plumbline.proto.tracking.v1.VariantStatistics;

/** An experiment whose every number would be recognised, and the numbers. */
public final class Recognisable {
  private Recognisable() {}

  /** With a primary, a secondary, a guardrail, a covariate and a segment. */
  public static Experiment.Builder running() {
    var experiment =
        Example.running()
            .setDefinition(
                Example.stoppedWith(metric("spend", MetricKind.METRIC_KIND_MEAN, 7))
                    .getDefinition());
    var errors =
        metric("errors", MetricKind.METRIC_KIND_PROPORTION, 1).toBuilder()
            .setRole(MetricRole.METRIC_ROLE_GUARDRAIL)
            .setGuardrail(
                GuardrailRule.newBuilder()
                    .setThreshold("< 1pp increase from control")
                    .setAction(GuardrailAction.GUARDRAIL_ACTION_HALT));
    experiment
        .getDefinitionBuilder()
        .addMetrics(metric("retention_1", MetricKind.METRIC_KIND_PROPORTION, 1))
        .addMetrics(errors)
        .getPlanBuilder()
        .setMdeRelative(0.03)
        .setBaseline(12.0)
        .setBaselineStandardDeviation(22.0)
        .setSampleSizePerVariant(9_100)
        .addSegments("country")
        .setCovariate(Covariate.newBuilder().setLookback(Durations.fromDays(7)));
    return experiment;
  }

  /**
   * What was counted of it.
   *
   * @param step another for other numbers
   */
  public static ExperimentStatistics.Builder counted(long step) {
    return statistics(variant("gate_30", 0, step), variant("gate_40", 1, step));
  }

  private static VariantStatistics variant(String key, long arm, long step) {
    var units = 5_000 + 1_000 * step;
    var whole =
        List.of(
            spend(units, 61_234_567_891L + arm * 1_357_913_579L + step * 13_577_531_357L),
            Example.share("retention_1", units, 2_347 + 151 * arm + 571 * step),
            Example.share("errors", units, 173 + 19 * arm + 37 * step));
    var day =
        List.of(
            spend(977, 12_345_678_917L + arm * 345_678_917L),
            Example.share("retention_1", 977, 451 + 17 * arm),
            Example.share("errors", 977, 31 + 3 * arm));
    var variant = arm(key, units, whole.toArray(MetricStatistics[]::new)).toBuilder();
    variant.addAllMaturedMetrics(whole);
    for (var i = 0; i < 4; i++) {
      variant.addDays(
          DayExposures.newBuilder()
              .setDay("2026-01-0" + (i + 1))
              .setExposedUnits(977)
              .setAnalysedUnits(977)
              .addAllMetrics(day));
    }
    return variant
        .addSegments(
            SegmentStatistics.newBuilder()
                .setAttribute("country")
                .addValues(
                    SegmentValueStatistics.newBuilder()
                        .setValue("nl")
                        .setExposedUnits(977)
                        .setAnalysedUnits(977)
                        .addAllMetrics(day)))
        .build();
  }

  /** Micro-units, with a covariate that explains a third. */
  private static MetricStatistics spend(long units, long micros) {
    var mean = (double) micros / units;
    var squares = BigDecimal.valueOf(mean * mean * 4 * units).toBigInteger();
    return sums("spend", units, Long.toString(micros), squares.toString()).toBuilder()
        .setSumX(Long.toString(units * 11_000_000L))
        .setSumX2(BigDecimal.valueOf(units * 11e6 * 11e6 * 3).toBigInteger().toString())
        .setSumXy(BigDecimal.valueOf(micros * 11e6 * 1.7).toBigInteger().toString())
        .build();
  }

  /** Every number of metrics, segments and days, as it would be written somewhere. */
  public static Set<String> numbers(ExperimentResults shown) {
    var numbers = new TreeSet<String>();
    shown.getMetricsList().forEach(it -> collect(it, numbers));
    shown.getSegmentsList().forEach(it -> collect(it, numbers));
    shown.getNoveltyList().forEach(it -> collect(it, numbers));
    return numbers;
  }

  /** What the numbers are although they are withheld. */
  public static ExperimentResults all(
      Experiment.Builder experiment, ExperimentStatistics.Builder counted) {
    var stopped = experiment.clone().setStopTime(Example.timestamp(Example.STOP));
    var study = Studies.parse(stopped.build());
    var observed =
        Observations.parse(counted.clone().setDefinitionVersion(study.version()).build());
    return ResultsReplies.results(Evaluation.of(study, observed, Example.LATER));
  }

  private static void collect(Message message, Set<String> into) {
    message
        .getAllFields()
        .forEach((field, value) -> {
          if (value instanceof Collection<?> many) {
            many.forEach(it -> collect(field, it, into));
          } else {
            collect(field, value, into);
          }
        });
  }

  private static void collect(FieldDescriptor field, Object value, Set<String> into) {
    if (field.getJavaType() == JavaType.MESSAGE) {
      collect((Message) value, into);
    } else if (value instanceof Double number && isTelling(field)) {
      add(number, into);
    }
  }

  /** Levels are the plan's. */
  private static boolean isTelling(FieldDescriptor field) {
    return !Set.of(
            "confidence",
            "credibility",
            "level",
            "clear_level",
            "breach_level",
            "prior_standard_deviation",
            "expected_share")
        .contains(field.getName());
  }

  /** Four digits, and as sentences write it, where that is as much. */
  private static void add(double number, Set<String> into) {
    var digits =
        BigDecimal.valueOf(Math.abs(number))
            .round(new MathContext(4, RoundingMode.DOWN))
            .stripTrailingZeros();
    if (digits.precision() >= 3) {
      addIfTelling(digits.toPlainString(), into);
      addIfTelling(digits.unscaledValue().toString(), into);
      addIfTelling(Figures.value(Math.abs(number)), into);
    }
  }

  /** Three digits by themselves are in many numbers. */
  private static void addIfTelling(String written, Set<String> into) {
    var digits = written.replaceAll("[^0-9]", "").length();
    if (digits >= 4 || (digits == 3 && written.contains("."))) {
      into.add(written);
    }
  }
}
