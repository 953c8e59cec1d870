package plumbline.assignment.definition;

import static plumbline.engine.statistics.Correction.BENJAMINI_HOCHBERG;
import static plumbline.engine.statistics.Correction.BENJAMINI_YEKUTIELI;
import static plumbline.engine.statistics.Correction.BONFERRONI;
import static plumbline.engine.statistics.Correction.HOCHBERG;
import static plumbline.engine.statistics.Correction.HOLM;
import static plumbline.engine.statistics.Correction.HOMMEL;
import static plumbline.engine.statistics.Correction.NONE;

import java.util.HashSet;
import java.util.List;
import plumbline.kit.definition.LookRules;
import plumbline.kit.definition.Span;
import plumbline.kit.definition.Text;
import plumbline.kit.failure.Violations;
import plumbline.kit.rule.AttributeRule;
import plumbline.proto.assignment.v1.AnalysisPlan;
import plumbline.proto.assignment.v1.Correction;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;

/** What the choices of the analysis must be: when it looks, at whom, and what it corrects for. */
final class DesignRules {
  private static final String ROOT = "definition.plan";
  private static final int MAX_EXCLUSIONS = 20;
  private static final int MAX_SEGMENTS = 10;
  private static final int MAX_ATTRIBUTE = 64;

  private final Violations violations;
  private final AnalysisPlan plan;

  private DesignRules(Violations violations, AnalysisPlan plan) {
    this.violations = violations;
    this.plan = plan;
  }

  static void check(
      Violations violations, ExperimentDefinition definition, Completeness completeness) {
    var rules = new DesignRules(violations, definition.getPlan());
    if (completeness != Completeness.DRAFT) {
      rules.requireWindow(definition.getMetricsList());
    }
    LookRules.check(violations, ROOT + ".looks", rules.plan.getDesign(), rules.plan.getLooksList());
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

  private boolean isLookedAtBeforeTheEnd() {
    return switch (plan.getDesign()) {
      case DESIGN_ALWAYS_VALID, DESIGN_GROUP_SEQUENTIAL -> true;
      case DESIGN_FIXED_HORIZON, DESIGN_UNSPECIFIED, UNRECOGNIZED -> false;
    };
  }

  private void requireWindow(List<ExperimentMetric> metrics) {
    for (var i = 0; isLookedAtBeforeTheEnd() && i < metrics.size(); i++) {
      violations.check(
          metrics.get(i).getRole() != MetricRole.METRIC_ROLE_PRIMARY
              || isOpen(metrics.get(i))
              || metrics.get(i).getMetric().hasWindow(),
          "definition.metrics[" + i + "].metric.window",
          "is needed with "
              + plan.getDesign()
              + ": a look before the end counts the units whose window is over, and without one"
              + " there are none");
    }
  }

  /** Still to be copied from the catalogue, and then checked. */
  private static boolean isOpen(ExperimentMetric metric) {
    return metric.hasCatalogue() && !metric.hasMetric();
  }

  private void checkCorrection() {
    violations.check(
        !isLookedAtBeforeTheEnd() || holdsForSeveralLooks(plan.getCorrection()),
        ROOT + ".correction",
        "must be CORRECTION_HOLM, CORRECTION_BONFERRONI or CORRECTION_NONE with "
            + plan.getDesign()
            + ": the others do not hold where results are looked at more than once");
  }

  private static boolean holdsForSeveralLooks(Correction correction) {
    return switch (correction) {
      case CORRECTION_UNSPECIFIED, CORRECTION_HOLM -> HOLM.isValidUnderContinuousLooking();
      case CORRECTION_BONFERRONI -> BONFERRONI.isValidUnderContinuousLooking();
      case CORRECTION_NONE -> NONE.isValidUnderContinuousLooking();
      case CORRECTION_HOCHBERG -> HOCHBERG.isValidUnderContinuousLooking();
      case CORRECTION_HOMMEL -> HOMMEL.isValidUnderContinuousLooking();
      case CORRECTION_BENJAMINI_HOCHBERG -> BENJAMINI_HOCHBERG.isValidUnderContinuousLooking();
      case CORRECTION_BENJAMINI_YEKUTIELI -> BENJAMINI_YEKUTIELI.isValidUnderContinuousLooking();
      // It needs the joint distribution at one time.
      case CORRECTION_DUNNETT -> false;
      // Said once, of the field itself.
      case UNRECOGNIZED -> true;
    };
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
        primary != MetricKind.METRIC_KIND_QUANTILE,
        ROOT + ".covariate",
        "is not for a primary metric of METRIC_KIND_QUANTILE: what units did before says nothing of"
            + " a quantile of their events");
    var correlation = plan.getCovariate().getExpectedCorrelation();
    violations.check(
        correlation >= 0 && correlation < 1,
        ROOT + ".covariate.expected_correlation",
        "must be in [0, 1), whatever its sign; absent: the plan does not count on the covariate");
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
