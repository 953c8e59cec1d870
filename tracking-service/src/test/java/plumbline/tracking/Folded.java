package plumbline.tracking;

import static org.awaitility.Awaitility.await;

import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.List;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.proto.tracking.v1.GetStatisticsRequest;
import plumbline.proto.tracking.v1.MetricStatistics;
import plumbline.proto.tracking.v1.VariantStatistics;

/** Statistics once all that was acknowledged counts. */
final class Folded {
  private Folded() {}

  static ExperimentStatistics statistics(String experiment, String backfill) {
    var request =
        GetStatisticsRequest.newBuilder()
            .setExperiment(experiment)
            .setBackfill(backfill)
            .setDailyMetrics(true)
            .setSegments(true)
            .build();
    try (var service = Client.as("service")) {
      return await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
          .until(
              () -> service.statistics.getStatistics(request).getStatistics(),
              it -> it.getPendingBatches() == 0);
    }
  }

  /** What the units come to, but for what depends on the time of asking. */
  static List<VariantStatistics> variants(String experiment, String backfill) {
    return statistics(experiment, backfill).getVariantsList().stream()
        .map(Folded::withoutTimes)
        .toList();
  }

  private static VariantStatistics withoutTimes(VariantStatistics variant) {
    var kept = variant.toBuilder().clearMaturedMetrics().clearMetrics();
    variant.getMetricsList().forEach(it -> kept.addMetrics(withoutTimes(it)));
    return kept.build();
  }

  static MetricStatistics withoutTimes(MetricStatistics metric) {
    return metric.toBuilder().clearScan().clearMaturedUnits().build();
  }
}
