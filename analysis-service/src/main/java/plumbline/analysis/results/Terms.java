package plumbline.analysis.results;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import plumbline.engine.analysis.Warning;
import plumbline.proto.analysis.v1.Comparison;
import plumbline.proto.analysis.v1.ExperimentResultsOrBuilder;
import plumbline.proto.analysis.v1.Explanation;
import plumbline.proto.analysis.v1.GuardrailClearance;
import plumbline.proto.analysis.v1.MetricResult;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;

/** Finds the terms that occur in a result. */
final class Terms {
  private final Set<Term> found = EnumSet.noneOf(Term.class);

  private Terms() {}

  /** One for each term, always in the same order. */
  static List<Explanation> explain(ExperimentResultsOrBuilder results) {
    var terms = new Terms();
    terms.ofDesign(results);
    terms.ofHealth(results);
    results.getMetricsList().forEach(terms::ofMetric);
    terms.add(results.getUnderpowered(), Term.POWER);
    terms.add(results.getSegmentsCount() > 0, Term.SEGMENT);
    terms.add(results.getNoveltyCount() > 0, Term.NOVELTY);
    terms.add(results.getPeeksCount() > 0, Term.PEEK);
    terms.add(
        results.getRecommendation().getReasonsList().stream()
            .anyMatch(it -> it.contains(" sought") || it.contains("worth finding")),
        Term.MDE);
    return terms.found.stream()
        .map(it -> Explanation.newBuilder().setTerm(it.title()).setText(it.words()).build())
        .toList();
  }

  private void ofDesign(ExperimentResultsOrBuilder results) {
    found.add(
        switch (results.getDesign()) {
          case DESIGN_ALWAYS_VALID -> Term.ALWAYS_VALID;
          case DESIGN_GROUP_SEQUENTIAL -> Term.GROUP_SEQUENTIAL;
          case DESIGN_FIXED_HORIZON, DESIGN_UNSPECIFIED, UNRECOGNIZED -> Term.FIXED_HORIZON;
        });
  }

  private void ofHealth(ExperimentResultsOrBuilder results) {
    var health = results.getHealth();
    found.add(Term.SRM);
    add(results.hasCompleteUpTo(), Term.COMPLETE);
    add(health.hasPrePeriod(), Term.PRE_PERIOD);
    add(
        results.getVariantsList().stream().anyMatch(it -> it.getCrossedOverUnits() > 0),
        Term.CROSSOVER);
    add(
        results.getVariantsList().stream().anyMatch(it -> it.getExcludedUnits() > 0),
        Term.EXCLUSION);
    add(health.getExposedSplit().hasPValue(), Term.P_VALUE);
  }

  private void ofMetric(MetricResult metric) {
    var isShown = metric.getComparisonsCount() > 0;
    add(isShown && metric.getKind() == MetricKind.METRIC_KIND_RATIO, Term.RATIO);
    add(isShown && metric.getKind() == MetricKind.METRIC_KIND_QUANTILE, Term.QUANTILE);
    add(isShown && metric.getRole() == MetricRole.METRIC_ROLE_SECONDARY, Term.CONFIRMATORY);
    metric.getComparisonsList().forEach(this::ofComparison);
    metric.getClearancesList().forEach(this::ofClearance);
  }

  private void ofComparison(Comparison comparison) {
    add(comparison.hasPValue(), Term.P_VALUE);
    add(comparison.getAbsolute().hasLower(), Term.CONFIDENCE_INTERVAL);
    add(comparison.getRelative().hasValue(), Term.LIFT);
    add(comparison.getMethod().contains("; corrected"), Term.CORRECTED);
    add(comparison.hasCovariate(), Term.CUPED);
    add(comparison.hasPosterior(), Term.BAYESIAN);
    add(has(comparison, Warning.UNBOUNDED_INTERVAL), Term.UNBOUNDED);
    add(has(comparison, Warning.HEAVY_TAIL), Term.HEAVY_TAIL);
  }

  private void ofClearance(GuardrailClearance clearance) {
    switch (clearance.getState()) {
      case CLEARANCE_STATE_CLEARED -> found.add(Term.CLEARED);
      case CLEARANCE_STATE_UNPROVEN -> found.add(Term.UNPROVEN);
      case CLEARANCE_STATE_WATCH -> found.add(Term.WATCH);
      case CLEARANCE_STATE_BREACHED -> found.add(Term.BREACHED);
      case CLEARANCE_STATE_NOT_JUDGED -> found.add(Term.NOT_JUDGED);
      case CLEARANCE_STATE_UNSPECIFIED, UNRECOGNIZED -> {}
    }
  }

  private static boolean has(Comparison comparison, Warning warning) {
    return comparison.getWarningsList().contains(warning.words());
  }

  private void add(boolean occurs, Term term) {
    if (occurs) {
      found.add(term);
    }
  }
}
