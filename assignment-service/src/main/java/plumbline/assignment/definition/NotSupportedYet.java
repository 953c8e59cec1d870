package plumbline.assignment.definition;

import plumbline.kit.failure.Violations;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.Metric;

/** Parts of the contract that nothing acts on yet: refused, as ignoring them would mislead. */
final class NotSupportedYet {
  private final Violations violations;

  private NotSupportedYet(Violations violations) {
    this.violations = violations;
  }

  static void check(Violations violations, ExperimentDefinition definition) {
    var unsupported = new NotSupportedYet(violations);
    unsupported.refuse(definition.getHoldoutsCount() > 0, "definition.holdouts");
    unsupported.refuse(!definition.getFlag().isEmpty(), "definition.flag");
    unsupported.refuse(definition.getRampCount() > 0, "definition.ramp");
    var plan = definition.getPlan();
    unsupported.refuse(plan.hasCovariate(), "definition.plan.covariate");
    unsupported.refuse(plan.getExclusionsCount() > 0, "definition.plan.exclusions");
    unsupported.refuse(plan.getSegmentsCount() > 0, "definition.plan.segments");
    unsupported.refuse(plan.getLooksCount() > 0, "definition.plan.looks");
    for (var i = 0; i < definition.getMetricsCount(); i++) {
      unsupported.checkMetric(
          definition.getMetrics(i).getMetric(), "definition.metrics[" + i + "].metric");
      unsupported.refuse(
          definition.getMetrics(i).hasCatalogue(), "definition.metrics[" + i + "].catalogue");
    }
  }

  private void checkMetric(Metric metric, String path) {
    refuse(!metric.getDenominatorEventName().isEmpty(), path + ".denominator_event_name");
    refuse(!metric.getDenominatorEventFilter().isEmpty(), path + ".denominator_event_filter");
    refuse(metric.hasQuantile(), path + ".quantile");
  }

  private void refuse(boolean set, String field) {
    violations.check(!set, field, "is not supported yet: leave it out");
  }
}
