package plumbline.analysis.aa;

import plumbline.analysis.study.StudiedMetric;
import plumbline.analysis.study.Study;
import plumbline.engine.fold.FoldMetric.Kind;
import plumbline.kit.failure.Failure;

/** Finds the metric that a check splits. */
final class ReplayedMetric {
  private ReplayedMetric() {}

  /**
   * The study's metric.
   *
   * @throws Failure.Invalid if it has no such metric
   * @throws Failure.Refused if what is asked for cannot be replayed
   */
  static StudiedMetric of(Study study, AaQuery query) {
    if (!study.isStarted()) {
      throw new Failure.Refused(
          "experiment '%s' has not started, so it has no units".formatted(study.key()));
    }
    var metric = query.metric().isEmpty() ? primary(study) : named(study, query.metric());
    if (!isReplayable(metric)) {
      throw new Failure.Refused(
          "metric '%s' is a quantile, which is not replayed yet".formatted(metric.key()));
    }
    if (query.prePeriod() && !study.plan().covariate()) {
      throw new Failure.Refused(
          "the plan of '%s' has no covariate, so nothing is known of units before"
              .formatted(study.key()));
    }
    return metric;
  }

  static boolean isReplayable(StudiedMetric metric) {
    return metric.measured().kind() != Kind.QUANTILE;
  }

  private static StudiedMetric primary(Study study) {
    return study
        .primary()
        .orElseThrow(() ->
            new Failure.Refused(
                "experiment '%s' has no primary metric; name one".formatted(study.key())));
  }

  private static StudiedMetric named(Study study, String key) {
    return study.metrics().stream()
        .filter(it -> it.key().equals(key))
        .findFirst()
        .orElseThrow(() -> new Failure.Invalid("metric", "must be one of the experiment's"));
  }
}
