package plumbline.assignment.definition;

import plumbline.kit.failure.Violations;
import plumbline.proto.assignment.v1.AnalysisPlan;
import plumbline.proto.assignment.v1.ExperimentDefinition;

/**
 * Parts of a plan that a draft may have and that nothing computes yet: with them an experiment is
 * neither submitted nor imported, as its results would ignore them in silence.
 */
final class NotComputedYet {
  private static final String PLAN = "definition.plan";

  private final Violations violations;

  private NotComputedYet(Violations violations) {
    this.violations = violations;
  }

  static void check(Violations violations, ExperimentDefinition definition) {
    var rules = new NotComputedYet(violations);
    rules.checkPlan(definition.getPlan());
    for (var i = 0; i < definition.getMetricsCount(); i++) {
      var kind = definition.getMetrics(i).getMetric().getKind();
      switch (kind) {
        case METRIC_KIND_RATIO, METRIC_KIND_QUANTILE ->
            rules.refuse("definition.metrics[" + i + "].metric.kind", kind.name());
        case METRIC_KIND_PROPORTION, METRIC_KIND_COUNT, METRIC_KIND_MEAN -> {}
        case METRIC_KIND_UNSPECIFIED, UNRECOGNIZED -> {}
      }
    }
  }

  private void checkPlan(AnalysisPlan plan) {
    switch (plan.getDesign()) {
      case DESIGN_ALWAYS_VALID, DESIGN_GROUP_SEQUENTIAL ->
          refuse(PLAN + ".design", plan.getDesign().name());
      case DESIGN_FIXED_HORIZON, DESIGN_UNSPECIFIED, UNRECOGNIZED -> {}
    }
    switch (plan.getCorrection()) {
      case CORRECTION_BONFERRONI,
          CORRECTION_HOCHBERG,
          CORRECTION_BENJAMINI_HOCHBERG,
          CORRECTION_BENJAMINI_YEKUTIELI,
          CORRECTION_DUNNETT ->
          refuse(PLAN + ".correction", plan.getCorrection().name());
      // What is meant where nothing is said. Results say that they are not corrected yet.
      case CORRECTION_UNSPECIFIED, CORRECTION_HOLM, UNRECOGNIZED -> {}
    }
    refuseIf(plan.hasCovariate(), PLAN + ".covariate", "a covariate");
    refuseIf(plan.getExclusionsCount() > 0, PLAN + ".exclusions", "exclusions");
    refuseIf(plan.getSegmentsCount() > 0, PLAN + ".segments", "segments");
  }

  private void refuseIf(boolean stated, String field, String what) {
    if (stated) {
      refuse(field, what);
    }
  }

  private void refuse(String field, String what) {
    violations.add(
        field,
        "this version does not compute "
            + what
            + " yet: a draft may have it, but no experiment"
            + " that runs or is imported");
  }
}
