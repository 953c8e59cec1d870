package plumbline.analysis.results;

import java.util.List;
import plumbline.analysis.results.Results.MetricFinding;
import plumbline.analysis.results.Results.Shown;
import plumbline.analysis.results.Results.Split;
import plumbline.analysis.results.Results.VariantCount;
import plumbline.analysis.results.Results.VariantValue;
import plumbline.analysis.study.StudiedMetric;
import plumbline.engine.analysis.Finding;
import plumbline.engine.analysis.Finding.Compared;
import plumbline.engine.analysis.Finding.NotCompared;
import plumbline.engine.analysis.Finding.NotTested;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.SampleRatio;
import plumbline.kit.definition.Times;
import plumbline.proto.analysis.v1.Comparison;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.MetricResult;
import plumbline.proto.analysis.v1.VariantCounts;
import plumbline.proto.analysis.v1.Withheld;
import plumbline.proto.assignment.v1.MetricDirection;

/** Results as the contract sends them. */
public final class ResultsReplies {
  private ResultsReplies() {}

  /** The whole of them. */
  public static ExperimentResults render(Results results) {
    var study = results.study();
    var reply =
        ExperimentResults.newBuilder()
            .setExperiment(study.key().value())
            .setName(study.name())
            .setState(study.state())
            .setAsOf(Times.timestamp(results.asOf()))
            .setSampleRatio(sampleRatio(results.split()))
            .setPendingBatches(results.pendingBatches())
            .setExperimentVersion(study.version());
    results.completeUpTo().ifPresent(upTo -> reply.setCompleteUpTo(Times.timestamp(upTo)));
    results.variants().forEach(count -> reply.addVariants(counts(count)));
    switch (results.disclosure()) {
      case Shown(var findings, var recommendation) ->
          reply
              .addAllMetrics(metrics(findings, study.plan().alpha()))
              .setRecommendation(recommendation(recommendation));
      case Results.Withheld withheld -> {
        reply.setWithheld(withheld(withheld));
        study.metrics().forEach(metric -> reply.addMetrics(metric(metric)));
      }
    }
    return reply.build();
  }

  private static plumbline.proto.analysis.v1.Recommendation recommendation(
      Recommendation recommendation) {
    return plumbline.proto.analysis.v1.Recommendation.newBuilder()
        .setOutcome(recommendation.outcome())
        .setVariant(recommendation.variant())
        .addAllReasons(recommendation.reasons())
        .setEarlyEnd(recommendation.earlyEnd())
        .build();
  }

  private static VariantCounts counts(VariantCount count) {
    return VariantCounts.newBuilder()
        .setVariant(count.variant().key())
        .setControl(count.variant().control())
        .setExpectedShare(count.variant().expectedShare())
        .setExposedUnits(count.exposed())
        .setCrossedOverUnits(count.crossedOver())
        .setExcludedUnits(count.excluded())
        .setAnalysedUnits(count.analysed())
        .build();
  }

  private static plumbline.proto.analysis.v1.SampleRatio sampleRatio(Split split) {
    var reply =
        plumbline.proto.analysis.v1.SampleRatio.newBuilder()
            .setMismatch(split.mismatch())
            .setSentence(split.sentence());
    switch (split.test()) {
      case SampleRatio.Tested tested ->
          reply.setPValue(tested.pValue()).setChiSquare(tested.statistic());
      case NotDefined _ -> {}
    }
    return reply.build();
  }

  /** Why nothing is shown. */
  public static Withheld withheld(Results.Withheld withheld) {
    var reply = Withheld.newBuilder().setReason(withheld.reason());
    withheld.until().ifPresent(until -> reply.setUntil(Times.timestamp(until)));
    return reply.build();
  }

  private static List<MetricResult> metrics(List<MetricFinding> findings, double alpha) {
    return findings.stream().map(finding -> metric(finding, alpha)).toList();
  }

  private static MetricResult metric(MetricFinding finding, double alpha) {
    var reply = metric(finding.metric());
    finding.values().forEach(value -> reply.addValues(value(value)));
    finding
        .comparisons()
        .forEach(comparison -> reply.addComparisons(comparison(comparison, alpha)));
    return reply.build();
  }

  private static MetricResult.Builder metric(StudiedMetric metric) {
    return MetricResult.newBuilder()
        .setMetric(metric.key())
        .setRole(metric.role())
        .setKind(metric.kind())
        .setDirection(direction(metric))
        .setUnitOfMeasure(metric.unitOfMeasure());
  }

  private static MetricDirection direction(StudiedMetric metric) {
    return switch (metric.measured().better()) {
      case HIGHER -> MetricDirection.METRIC_DIRECTION_INCREASE;
      case LOWER -> MetricDirection.METRIC_DIRECTION_DECREASE;
      case NEITHER -> MetricDirection.METRIC_DIRECTION_UNSPECIFIED;
    };
  }

  private static plumbline.proto.analysis.v1.VariantValue value(VariantValue value) {
    var reply =
        plumbline.proto.analysis.v1.VariantValue.newBuilder()
            .setVariant(value.variant())
            .setUnits(value.units())
            .setTotal(value.total());
    value.mean().ifPresent(reply::setMean);
    value.standardDeviation().ifPresent(reply::setStandardDeviation);
    return reply.build();
  }

  private static Comparison comparison(Results.Comparison comparison, double alpha) {
    var confidence = 1 - alpha;
    var reply =
        Comparison.newBuilder()
            .setTreatment(comparison.treatment())
            .setMethod(comparison.method())
            .setSentence(comparison.sentence());
    switch (comparison.finding()) {
      case Compared compared -> {
        reply.setAbsolute(EstimateReplies.absolute(compared, confidence));
        reply.setRelative(EstimateReplies.relative(compared, confidence));
        compared.test().ifPresent(test -> addTest(reply, test));
      }
      case NotCompared(var reason) -> addAbsent(reply, Reasons.notDefined(reason), confidence);
      case NotTested(var reason) -> addAbsent(reply, Reasons.notTested(reason), confidence);
    }
    return reply.build();
  }

  private static void addAbsent(Comparison.Builder reply, String why, double confidence) {
    reply
        .setAbsolute(EstimateReplies.absent(why, confidence))
        .setRelative(EstimateReplies.absent(why, confidence));
  }

  private static void addTest(Comparison.Builder reply, Finding.Test test) {
    reply
        .setStatistic(test.statistic())
        .setPValue(test.pValueTwoSided())
        .setStandardError(test.standardError());
    test.degreesOfFreedom().ifPresent(reply::setDegreesOfFreedom);
  }
}
