package plumbline.assignment.definition;

import java.util.HashSet;
import java.util.List;
import plumbline.kit.definition.Allowed;
import plumbline.kit.definition.MetricRules;
import plumbline.kit.failure.Violations;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.MetricCategory;
import plumbline.proto.assignment.v1.MetricRole;

/** What an experiment's metrics must be, each by itself and together. */
final class MetricRoleRules {
  private static final String ROOT = "definition.metrics";
  private static final int MAX = 50;

  private final Violations violations;
  private final List<ExperimentMetric> metrics;

  private MetricRoleRules(Violations violations, List<ExperimentMetric> metrics) {
    this.violations = violations;
    this.metrics = metrics;
  }

  static void check(
      Violations violations, ExperimentDefinition definition, Completeness completeness) {
    var metrics = definition.getMetricsList();
    if (!violations.check(metrics.size() <= MAX, ROOT, "must be at most " + MAX)) {
      return;
    }
    var rules = new MetricRoleRules(violations, metrics);
    rules.checkEach(completeness);
    if (completeness == Completeness.PLANNED) {
      rules.requireGuardrail(MetricCategory.METRIC_CATEGORY_ERROR, "fails");
      rules.requireGuardrail(MetricCategory.METRIC_CATEGORY_LATENCY, "gets slower");
    }
    rules.checkPrimary(completeness);
  }

  private void checkEach(Completeness completeness) {
    var keys = new HashSet<String>();
    for (var i = 0; i < metrics.size(); i++) {
      var path = ROOT + "[" + i + "]";
      var metric = metrics.get(i);
      violations.check(
          metric.getRole() != MetricRole.METRIC_ROLE_UNSPECIFIED,
          path + ".role",
          "must be " + Allowed.of(MetricRole.getDescriptor()));
      if (isOpen(metric) && completeness != Completeness.PLANNED) {
        continue;
      }
      GuardrailRules.check(violations, metric, path);
      MetricRules.check(violations, metric.getMetric(), path + ".metric");
      violations.check(
          keys.add(metric.getMetric().getKey()),
          path + ".metric.key",
          "must be unique in the experiment");
    }
  }

  /** What it measures is still to be copied from the catalogue, and then checked. */
  private static boolean isOpen(ExperimentMetric metric) {
    return metric.hasCatalogue() && !metric.hasMetric();
  }

  private void requireGuardrail(MetricCategory category, String harm) {
    violations.check(
        metrics.stream()
            .anyMatch(metric ->
                metric.getRole() == MetricRole.METRIC_ROLE_GUARDRAIL
                    && metric.getMetric().getCategory() == category),
        ROOT,
        "must have a METRIC_ROLE_GUARDRAIL of "
            + category
            + ": without it nobody would see that the treatment "
            + harm);
  }

  private void checkPrimary(Completeness completeness) {
    var primaries =
        metrics.stream().filter(m -> m.getRole() == MetricRole.METRIC_ROLE_PRIMARY).count();
    violations.check(
        primaries == 1 || (primaries == 0 && completeness == Completeness.DRAFT),
        ROOT,
        "must have exactly one with METRIC_ROLE_PRIMARY, the one that decides, not " + primaries);
  }
}
