package plumbline.assignment.definition;

import plumbline.proto.assignment.v1.AnalysisPlan;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentMetric;

/** What saving and submitting fill in where a definition leaves it open. */
public final class FilledIn {
  private FilledIn() {}

  /**
   * A definition with what it leaves open as another has it: what submission computes, and which
   * version of the catalogue's metric was the newest. So the two are equal where the other came of
   * this one.
   */
  public static ExperimentDefinition from(
      ExperimentDefinition other, ExperimentDefinition definition) {
    var filled = definition.toBuilder();
    if (definition.hasPlan()) {
      filled.setPlan(plan(other.getPlan(), definition.getPlan()));
    }
    for (var i = 0; i < definition.getMetricsCount() && i < other.getMetricsCount(); i++) {
      filled.setMetrics(i, metric(other.getMetrics(i), definition.getMetrics(i)));
    }
    return filled.build();
  }

  private static AnalysisPlan plan(AnalysisPlan other, AnalysisPlan plan) {
    var filled = plan.toBuilder();
    if (plan.getSampleSizePerVariant() == 0) {
      filled.setSampleSizePerVariant(other.getSampleSizePerVariant());
    }
    if (!plan.hasDuration() && other.hasDuration()) {
      filled.setDuration(other.getDuration());
    }
    if (!plan.hasAlpha() && other.hasAlpha()) {
      filled.setAlpha(other.getAlpha());
    }
    if (!plan.hasPower() && other.hasPower()) {
      filled.setPower(other.getPower());
    }
    return filled.build();
  }

  private static ExperimentMetric metric(ExperimentMetric other, ExperimentMetric metric) {
    var has = other.getCatalogue();
    if (!metric.hasCatalogue() || !metric.getCatalogue().getKey().equals(has.getKey())) {
      return metric;
    }
    var filled = metric.toBuilder();
    if (metric.getCatalogue().getVersion() == 0) {
      filled.setCatalogue(has);
    }
    if (!metric.hasMetric() && filled.getCatalogue().equals(has)) {
      filled.setMetric(other.getMetric());
    }
    return filled.build();
  }
}
