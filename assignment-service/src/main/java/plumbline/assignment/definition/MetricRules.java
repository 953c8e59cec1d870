package plumbline.assignment.definition;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import plumbline.kit.failure.Violations;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricCategory;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;

/** What the metrics and their roles must be. */
final class MetricRules {
  private static final String ROOT = "definition.metrics";
  private static final int MAX = 50;
  private static final int MAX_EVENT_NAME = 128;
  private static final int MAX_OWNER = 200;
  private static final int MAX_UNIT_OF_MEASURE = 16;
  private static final Set<MetricKind> SUPPORTED =
      Set.of(
          MetricKind.METRIC_KIND_PROPORTION,
          MetricKind.METRIC_KIND_COUNT,
          MetricKind.METRIC_KIND_MEAN);

  private final Violations violations;

  private MetricRules(Violations violations) {
    this.violations = violations;
  }

  static void check(
      Violations violations, ExperimentDefinition definition, Completeness completeness) {
    var metrics = definition.getMetricsList();
    if (!violations.check(metrics.size() <= MAX, ROOT, "must be at most " + MAX)) {
      return;
    }
    var rules = new MetricRules(violations);
    var keys = new HashSet<String>();
    for (var i = 0; i < metrics.size(); i++) {
      var path = ROOT + "[" + i + "]";
      rules.checkRole(metrics.get(i), path);
      rules.checkMetric(metrics.get(i).getMetric(), path + ".metric");
      violations.check(
          keys.add(metrics.get(i).getMetric().getKey()),
          path + ".metric.key",
          "must be unique in the experiment");
    }
    if (completeness == Completeness.PLANNED) {
      rules.requireGuardrail(metrics, MetricCategory.METRIC_CATEGORY_ERROR, "fails");
      rules.requireGuardrail(metrics, MetricCategory.METRIC_CATEGORY_LATENCY, "gets slower");
    }
    var primaries =
        metrics.stream().filter(m -> m.getRole() == MetricRole.METRIC_ROLE_PRIMARY).count();
    violations.check(
        primaries == 1 || (primaries == 0 && completeness == Completeness.DRAFT),
        ROOT,
        "must have exactly one with METRIC_ROLE_PRIMARY, the one that decides, not " + primaries);
  }

  private void requireGuardrail(
      List<ExperimentMetric> metrics, MetricCategory category, String harm) {
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

  private void checkRole(ExperimentMetric metric, String path) {
    violations.check(
        metric.getRole() != MetricRole.METRIC_ROLE_UNSPECIFIED,
        path + ".role",
        "must be " + Allowed.of(MetricRole.getDescriptor()));
    GuardrailRules.check(violations, metric, path);
  }

  private void checkMetric(Metric metric, String path) {
    violations.check(ExperimentKey.isValid(metric.getKey()), path + ".key", ExperimentKey.ALLOWED);
    checkKind(metric.getKind(), path + ".kind");
    Text.checkLength(violations, path + ".event_name", metric.getEventName(), 1, MAX_EVENT_NAME);
    Text.checkLength(violations, path + ".owner", metric.getOwner(), 0, MAX_OWNER);
    Text.checkLength(
        violations, path + ".unit_of_measure", metric.getUnitOfMeasure(), 0, MAX_UNIT_OF_MEASURE);
    violations.check(
        metric.getDirection() != MetricDirection.METRIC_DIRECTION_UNSPECIFIED,
        path + ".direction",
        "must be " + Allowed.of(MetricDirection.getDescriptor()));
    Span.check(violations, path + ".delay", metric.getDelay(), Span.FROM_ZERO);
    if (metric.hasWindow()) {
      Span.check(violations, path + ".window", metric.getWindow(), Span.ABOVE_ZERO);
    }
    checkBounds(metric, path);
  }

  private void checkKind(MetricKind kind, String field) {
    switch (kind) {
      case METRIC_KIND_PROPORTION, METRIC_KIND_COUNT, METRIC_KIND_MEAN -> {}
      case METRIC_KIND_RATIO, METRIC_KIND_QUANTILE ->
          violations.add(field, kind + " is not supported yet: must be one of " + names());
      case METRIC_KIND_UNSPECIFIED, UNRECOGNIZED ->
          violations.add(field, "must be one of " + names());
    }
  }

  private static String names() {
    return SUPPORTED.stream().sorted().map(MetricKind::name).collect(Collectors.joining(", "));
  }

  private void checkBounds(Metric metric, String path) {
    var mean = metric.getKind() == MetricKind.METRIC_KIND_MEAN;
    violations.check(
        mean || !metric.hasCapMicros(), path + ".cap_micros", "is for METRIC_KIND_MEAN alone");
    violations.check(
        mean || !metric.hasFloorMicros(), path + ".floor_micros", "is for METRIC_KIND_MEAN alone");
    violations.check(
        !metric.hasCapMicros()
            || !metric.hasFloorMicros()
            || metric.getCapMicros() >= metric.getFloorMicros(),
        path + ".cap_micros",
        "must not be below floor_micros");
  }
}
