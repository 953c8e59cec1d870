package plumbline.assignment.definition;

import java.util.Locale;
import plumbline.engine.guardrail.GuardrailSyntaxException;
import plumbline.engine.guardrail.Scale;
import plumbline.engine.guardrail.Threshold;
import plumbline.engine.planning.Direction;
import plumbline.kit.definition.Allowed;
import plumbline.kit.definition.Text;
import plumbline.kit.failure.Violations;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.GuardrailAction;
import plumbline.proto.assignment.v1.GuardrailRule;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;

/** What a guardrail must be, and what its threshold says. */
public final class GuardrailRules {
  private static final int MAX_THRESHOLD = 200;

  private final Violations violations;
  private final ExperimentMetric metric;
  private final String path;

  private GuardrailRules(Violations violations, ExperimentMetric metric, String path) {
    this.violations = violations;
    this.metric = metric;
    this.path = path;
  }

  /**
   * The threshold of a guardrail, on the scale of its metric's kind and unit of measure.
   *
   * @throws GuardrailSyntaxException with what is allowed
   */
  public static Threshold threshold(ExperimentMetric guardrail) {
    return Threshold.parse(guardrail.getGuardrail().getThreshold(), scale(guardrail.getMetric()));
  }

  static void check(Violations violations, ExperimentMetric metric, String path) {
    var rules = new GuardrailRules(violations, metric, path + ".guardrail");
    if (metric.getRole() != MetricRole.METRIC_ROLE_GUARDRAIL) {
      violations.check(!metric.hasGuardrail(), rules.path, "is for METRIC_ROLE_GUARDRAIL alone");
      return;
    }
    rules.checkThreshold();
    rules.checkBaseline();
    violations.check(
        metric.getGuardrail().getAction() != GuardrailAction.GUARDRAIL_ACTION_UNSPECIFIED,
        rules.path + ".action",
        "must be " + Allowed.of(GuardrailAction.getDescriptor()));
  }

  private void checkThreshold() {
    var field = path + ".threshold";
    var text = metric.getGuardrail().getThreshold();
    var before = violations.found().size();
    Text.checkLength(violations, field, text, 1, MAX_THRESHOLD);
    if (violations.found().size() > before || !hasKind()) {
      return;
    }
    try {
      checkHarm(threshold(metric), field);
    } catch (GuardrailSyntaxException e) {
      violations.add(field, String.valueOf(e.getMessage()));
    }
  }

  /** Without one, nothing is known of its threshold; that there is none is said elsewhere. */
  private boolean hasKind() {
    return switch (metric.getMetric().getKind()) {
      case METRIC_KIND_UNSPECIFIED, UNRECOGNIZED -> false;
      default -> true;
    };
  }

  /** A move in the direction that is better is no harm, however large. */
  private void checkHarm(Threshold threshold, String field) {
    var less = metric.getMetric().getDirection() == MetricDirection.METRIC_DIRECTION_DECREASE;
    var more = metric.getMetric().getDirection() == MetricDirection.METRIC_DIRECTION_INCREASE;
    if (threshold.direction() == Direction.INCREASE && more) {
      violations.add(field, noHarm("an increase", "more", turned(threshold, Direction.DECREASE)));
    } else if (threshold.direction() == Direction.DECREASE && less) {
      violations.add(field, noHarm("a decrease", "less", turned(threshold, Direction.INCREASE)));
    }
  }

  private String noHarm(String move, String amount, String instead) {
    return "%s of '%s' is no harm, as %s of it is better: write %s, or change the metric's direction"
        .formatted(move, metric.getMetric().getKey(), amount, instead);
  }

  private static String turned(Threshold threshold, Direction direction) {
    try {
      var turned =
          new Threshold(threshold.margin(), threshold.kind(), direction, threshold.scale());
      return '"' + turned.text() + '"';
    } catch (GuardrailSyntaxException e) {
      // A decrease has to stay below all of it; an increase need not.
      return "a " + direction.name().toLowerCase(Locale.ROOT);
    }
  }

  private void checkBaseline() {
    var rule = metric.getGuardrail();
    var share = metric.getMetric().getKind() == MetricKind.METRIC_KIND_PROPORTION;
    violations.check(
        !rule.hasBaseline() || !share || isShare(rule),
        path + ".baseline",
        "must be a share in (0, 1), as the metric is a proportion");
    violations.check(
        !rule.hasBaselineStandardDeviation() || (!share && rule.getBaselineStandardDeviation() > 0),
        path + ".baseline_standard_deviation",
        "must be above 0, and not where the metric is a proportion: its baseline says it");
  }

  private static boolean isShare(GuardrailRule rule) {
    return rule.getBaseline() > 0 && rule.getBaseline() < 1;
  }

  private static Scale scale(Metric metric) {
    return metric.getKind() == MetricKind.METRIC_KIND_PROPORTION
        ? new Scale.Share()
        : new Scale.Measured(metric.getUnitOfMeasure());
  }
}
