package plumbline.analysis.planning;

import java.util.Optional;
import plumbline.kit.definition.Key;
import plumbline.kit.failure.Violations;
import plumbline.proto.analysis.v1.PlanExperimentRequest;
import plumbline.proto.analysis.v1.RecordedBaseline;

/** Where it is known from what to expect of the primary metric in control. */
sealed interface BaselineSource {
  /** From the request. */
  record Stated(ExpectedMetric metric) implements BaselineSource {}

  /** From an experiment's control. */
  record Recorded(String experiment, String metric) implements BaselineSource {}

  /** The source that a request names; empty, and a violation added, where there is none. */
  static Optional<BaselineSource> parse(Violations violations, PlanExperimentRequest request) {
    return switch (request.getBaselineCase()) {
      case STATED ->
          ExpectedMetric.parse(violations, request.getStated(), "stated").map(Stated::new);
      case RECORDED -> recorded(violations, request.getRecorded());
      case BASELINE_NOT_SET -> {
        violations.add(
            "baseline",
            "must be stated, or recorded in an experiment: what control's metric is expected to be");
        yield Optional.empty();
      }
    };
  }

  private static Optional<BaselineSource> recorded(
      Violations violations, RecordedBaseline recorded) {
    var experiment =
        violations.check(Key.isValid(recorded.getExperiment()), "recorded.experiment", Key.ALLOWED);
    var metric =
        violations.check(Key.isValid(recorded.getMetric()), "recorded.metric", Key.ALLOWED);
    return experiment && metric
        ? Optional.of(new Recorded(recorded.getExperiment(), recorded.getMetric()))
        : Optional.empty();
  }
}
