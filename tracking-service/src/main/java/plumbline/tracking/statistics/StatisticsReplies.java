package plumbline.tracking.statistics;

import java.time.LocalDate;
import plumbline.engine.fold.Aggregate;
import plumbline.kit.definition.Times;
import plumbline.proto.tracking.v1.DayExposures;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.proto.tracking.v1.SegmentStatistics;
import plumbline.proto.tracking.v1.SegmentValueStatistics;
import plumbline.proto.tracking.v1.VariantStatistics;
import plumbline.tracking.quantile.StoredScan.Arm;

/** Statistics as the contract says them. */
final class StatisticsReplies {
  private final Statistics statistics;
  private final StatisticsQuery query;
  private final MetricReplies metrics;
  private final Maturity maturity;

  private StatisticsReplies(Statistics statistics, StatisticsQuery query, boolean withCovariates) {
    this.statistics = statistics;
    this.query = query;
    this.metrics = new MetricReplies(statistics.definition(), withCovariates);
    this.maturity = new Maturity(statistics.definition().plan(), statistics.completeUpTo());
  }

  static ExperimentStatistics render(
      Statistics statistics, StatisticsQuery query, Recording recording) {
    var definition = statistics.definition();
    var warning = recording.covariateWarning(definition.plan());
    var replies = new StatisticsReplies(statistics, query, warning.isEmpty());
    var reply =
        ExperimentStatistics.newBuilder()
            .setExperiment(definition.experiment())
            .setDefinitionVersion(definition.version())
            .setCompleteUpTo(Times.timestamp(statistics.completeUpTo()))
            .setPendingBatches(statistics.pendingBatches())
            .setCovariateWarning(warning);
    statistics.backfill().ifPresent(reply::setBackfill);
    for (var i = 0; i < statistics.variants().size(); i++) {
      reply.addVariants(replies.variant(i));
    }
    return reply.build();
  }

  private VariantStatistics variant(int index) {
    var variant = statistics.variants().get(index);
    var plan = statistics.definition().plan();
    var total = variant.total();
    var reply =
        VariantStatistics.newBuilder()
            .setVariant(plan.variants().get(index))
            .setExposedUnits(total.exposed())
            .setCrossedOverUnits(total.crossedOver())
            .setExcludedUnits(total.excluded())
            .setAnalysedUnits(total.analysed());
    for (var i = 0; i < plan.metrics().size(); i++) {
      var lastMature = maturity.lastDay(plan.metrics().get(i));
      var mature = variant.upTo(lastMature);
      reply
          .addMetrics(
              metrics
                  .render(i, total, mature.analysed())
                  .addAllHistogram(MetricReplies.bars(variant.histogram(i, LocalDate.MAX))))
          .addMaturedMetrics(
              metrics
                  .render(i, mature, mature.analysed())
                  .addAllHistogram(MetricReplies.bars(variant.histogram(i, lastMature))));
    }
    variant.byDay().forEach((day, aggregate) -> reply.addDays(day(day, aggregate)));
    for (var segment : statistics.segments()) {
      reply.addSegments(segment(segment, index));
    }
    addScans(reply, index);
    return reply.build();
  }

  private void addScans(VariantStatistics.Builder reply, int variant) {
    for (var metric : statistics.definition().quantiles().keySet()) {
      var scan = statistics.scans().get(new Arm(metric, variant));
      if (scan != null) {
        reply.getMetricsBuilder(metric).setScan(ScanReplies.render(scan));
      }
    }
  }

  private DayExposures day(LocalDate day, Aggregate aggregate) {
    var reply =
        DayExposures.newBuilder()
            .setDay(day.toString())
            .setExposedUnits(aggregate.exposed())
            .setCrossedOverUnits(aggregate.crossedOver())
            .setExcludedUnits(aggregate.excluded())
            .setAnalysedUnits(aggregate.analysed());
    var plan = statistics.definition().plan();
    for (var i = 0; query.dailyMetrics() && i < plan.metrics().size(); i++) {
      var isMature = !day.isAfter(maturity.lastDay(plan.metrics().get(i)));
      reply.addMetrics(metrics.render(i, aggregate, isMature ? aggregate.analysed() : 0));
    }
    return reply.build();
  }

  private SegmentStatistics segment(SegmentSums segment, int variant) {
    var reply =
        SegmentStatistics.newBuilder()
            .setAttribute(segment.attribute())
            .setTooManyValues(segment.givenUp());
    for (var value : segment.values()) {
      var sums = segment.of(value, variant);
      var rendered =
          SegmentValueStatistics.newBuilder()
              .setValue(value.value())
              .setOther(value.other())
              .setExposedUnits(sums.exposed())
              .setCrossedOverUnits(sums.crossedOver())
              .setExcludedUnits(sums.excluded())
              .setAnalysedUnits(sums.analysed());
      for (var i = 0; i < statistics.definition().plan().metrics().size(); i++) {
        rendered.addMetrics(metrics.render(i, sums, 0));
      }
      reply.addValues(rendered);
    }
    return reply.build();
  }
}
