package plumbline.tracking.statistics;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import plumbline.engine.fold.FoldMetric;
import plumbline.engine.fold.FoldPlan;
import plumbline.proto.tracking.v1.DayExposures;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.proto.tracking.v1.MetricStatistics;
import plumbline.proto.tracking.v1.VariantStatistics;

/** Statistics as the contract says them. */
final class StatisticsReplies {
  private StatisticsReplies() {}

  static ExperimentStatistics render(Statistics statistics) {
    var definition = statistics.definition();
    var complete = statistics.completeUpTo();
    var reply =
        ExperimentStatistics.newBuilder()
            .setExperiment(definition.experiment())
            .setDefinitionVersion(definition.version())
            .setCompleteUpTo(
                Timestamp.newBuilder()
                    .setSeconds(complete.getEpochSecond())
                    .setNanos(complete.getNano()))
            .setPendingBatches(statistics.pendingBatches());
    for (var variant : statistics.variants()) {
      reply.addVariants(render(variant, definition.plan(), complete));
    }
    return reply.build();
  }

  private static VariantStatistics render(VariantDays variant, FoldPlan plan, Instant complete) {
    var total = variant.total();
    var reply =
        VariantStatistics.newBuilder()
            .setVariant(variant.variant())
            .setExposedUnits(total.exposed())
            .setCrossedOverUnits(total.crossedOver())
            .setAnalysedUnits(total.analysed());
    for (var i = 0; i < plan.metrics().size(); i++) {
      var metric = plan.metrics().get(i);
      var sums = total.metrics().get(i);
      reply.addMetrics(
          MetricStatistics.newBuilder()
              .setMetric(metric.key())
              .setUnits(total.analysed())
              .setMaturedUnits(matured(variant, metric, plan, complete))
              .setSumY(sums.y().toString())
              .setSumY2(sums.y2().toString())
              .setSumY3(sums.y3().toString()));
    }
    variant
        .byDay()
        .forEach((day, aggregate) ->
            reply.addDays(
                DayExposures.newBuilder()
                    .setDay(day.toString())
                    .setExposedUnits(aggregate.exposed())));
    return reply.build();
  }

  /** Units of whole days of first exposure whose delay and window are over. */
  private static long matured(
      VariantDays variant, FoldMetric metric, FoldPlan plan, Instant complete) {
    var completeMicros = ChronoUnit.MICROS.between(Instant.EPOCH, complete);
    if (completeMicros >= plan.cut() || enrolmentIsEnough(metric, plan, completeMicros)) {
      return variant.total().analysed();
    }
    if (metric.window() == null) {
      return 0;
    }
    var lastFirstExposure =
        complete.minus(Math.addExact(metric.delay(), metric.window()), ChronoUnit.MICROS);
    // The day of that moment is not whole yet.
    var lastDay = LocalDate.ofInstant(lastFirstExposure, ZoneOffset.UTC).minusDays(1);
    return variant.upTo(lastDay).analysed();
  }

  private static boolean enrolmentIsEnough(FoldMetric metric, FoldPlan plan, long complete) {
    return metric.window() == null && complete >= plan.enrolEnd();
  }
}
