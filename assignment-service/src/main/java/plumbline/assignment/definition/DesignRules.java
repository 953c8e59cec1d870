package plumbline.assignment.definition;

import java.util.HashSet;
import java.util.List;
import plumbline.kit.definition.Span;
import plumbline.kit.definition.Text;
import plumbline.kit.failure.Violations;
import plumbline.kit.rule.AttributeRule;
import plumbline.proto.assignment.v1.AnalysisPlan;
import plumbline.proto.assignment.v1.Correction;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;

/** What the choices of the analysis must be: when it looks, at whom, and what it corrects for. */
final class DesignRules {
  private static final String ROOT = "definition.plan";
  private static final int MAX_LOOKS = 20;
  private static final int MAX_EXCLUSIONS = 20;
  private static final int MAX_SEGMENTS = 10;
  private static final int MAX_ATTRIBUTE = 64;

  private final Violations violations;
  private final AnalysisPlan plan;

  private DesignRules(Violations violations, AnalysisPlan plan) {
    this.violations = violations;
    this.plan = plan;
  }

  static void check(Violations violations, ExperimentDefinition definition) {
    var rules = new DesignRules(violations, definition.getPlan());
    rules.checkLooks();
    rules.checkCorrection();
    rules.checkCovariate(primaryKind(definition));
    rules.checkExclusions();
    rules.checkSegments();
  }

  /** Unspecified while there is no primary metric. */
  static MetricKind primaryKind(ExperimentDefinition definition) {
    return definition.getMetricsList().stream()
        .filter(metric -> metric.getRole() == MetricRole.METRIC_ROLE_PRIMARY)
        .map(metric -> metric.getMetric().getKind())
        .findFirst()
        .orElse(MetricKind.METRIC_KIND_UNSPECIFIED);
  }

  private void checkLooks() {
    var looks = plan.getLooksList();
    if (plan.getDesign() != Design.DESIGN_GROUP_SEQUENTIAL) {
      violations.check(looks.isEmpty(), ROOT + ".looks", "is for DESIGN_GROUP_SEQUENTIAL alone");
      return;
    }
    if (!violations.check(
        looks.size() >= 2 && looks.size() <= MAX_LOOKS,
        ROOT + ".looks",
        "must be 2 to 20 with DESIGN_GROUP_SEQUENTIAL: one look is DESIGN_FIXED_HORIZON")) {
      return;
    }
    var before = 0.0;
    for (var i = 0; i < looks.size(); i++) {
      violations.check(
          looks.get(i) > before && looks.get(i) <= 1,
          ROOT + ".looks[" + i + "]",
          "must be above " + (i == 0 ? "0" : "the look before") + ", up to 1");
      before = looks.get(i);
    }
    violations.check(
        before == 1, ROOT + ".looks", "must end with 1, the look with all of the information");
  }

  private void checkCorrection() {
    var always = plan.getDesign() == Design.DESIGN_ALWAYS_VALID;
    violations.check(
        !always
            || plan.getCorrection() == Correction.CORRECTION_UNSPECIFIED
            || plan.getCorrection() == Correction.CORRECTION_HOLM
            || plan.getCorrection() == Correction.CORRECTION_BONFERRONI,
        ROOT + ".correction",
        "must be CORRECTION_HOLM or CORRECTION_BONFERRONI with DESIGN_ALWAYS_VALID: the others do not"
            + " hold under continuous looking");
  }

  private void checkCovariate(MetricKind primary) {
    if (!plan.hasCovariate()) {
      return;
    }
    Span.check(
        violations,
        ROOT + ".covariate.lookback",
        plan.getCovariate().getLookback(),
        Span.ABOVE_ZERO);
    violations.check(
        primary != MetricKind.METRIC_KIND_RATIO && primary != MetricKind.METRIC_KIND_QUANTILE,
        ROOT + ".covariate",
        "is for a primary metric that is a METRIC_KIND_PROPORTION, METRIC_KIND_COUNT or"
            + " METRIC_KIND_MEAN");
  }

  private void checkExclusions() {
    var rules = plan.getExclusionsList();
    if (atMost(MAX_EXCLUSIONS, rules, ".exclusions")) {
      for (var i = 0; i < rules.size(); i++) {
        var field = ROOT + ".exclusions[" + i + "]";
        violations.check(
            !rules.get(i).isBlank(), field, "must be a rule over an event's attributes");
        AttributeRule.check(violations, field, rules.get(i));
      }
    }
  }

  private void checkSegments() {
    var segments = plan.getSegmentsList();
    if (atMost(MAX_SEGMENTS, segments, ".segments")) {
      for (var i = 0; i < segments.size(); i++) {
        Text.checkLength(
            violations, ROOT + ".segments[" + i + "]", segments.get(i), 1, MAX_ATTRIBUTE);
      }
    }
  }

  /** Also that none is there twice; answers whether there are few enough to look at each. */
  private boolean atMost(int max, List<String> texts, String field) {
    if (!violations.check(texts.size() <= max, ROOT + field, "must be at most " + max)) {
      return false;
    }
    var seen = new HashSet<String>();
    for (var i = 0; i < texts.size(); i++) {
      violations.check(seen.add(texts.get(i)), ROOT + field + "[" + i + "]", "is there twice");
    }
    return true;
  }
}
