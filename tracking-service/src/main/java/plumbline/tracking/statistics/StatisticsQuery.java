package plumbline.tracking.statistics;

import plumbline.kit.failure.Violations;
import plumbline.proto.tracking.v1.GetStatisticsRequest;

/**
 * Which statistics.
 *
 * @param experiment its key
 * @param backfill a backfill's key, or empty
 * @param dailyMetrics each day's metrics as well
 * @param segments the segments as well
 */
record StatisticsQuery(String experiment, String backfill, boolean dailyMetrics, boolean segments) {

  static StatisticsQuery parse(GetStatisticsRequest request) {
    var violations = new Violations();
    violations.check(
        !request.getExperiment().isEmpty(), "experiment", "must be an experiment's key");
    violations.throwIfAny();
    return new StatisticsQuery(
        request.getExperiment(),
        request.getBackfill(),
        request.getDailyMetrics(),
        request.getSegments());
  }
}
