package plumbline.analysis.dashboard.experiments;

import com.google.protobuf.util.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumbline.proto.analysis.v1.PlanExperimentRequest;
import plumbline.proto.analysis.v1.PlannedGuardrail;
import plumbline.proto.analysis.v1.StatedBaseline;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.assignment.v1.Variant;

/**
 * What there is to plan with in a definition that is being written.
 *
 * @param missing what is not said yet, in plain words; empty: the request can be asked
 */
record FormPlan(PlanExperimentRequest request, List<String> missing) {
  private static final int POINTS = 25;

  FormPlan {
    missing = List.copyOf(missing);
  }

  /**
   * The plan of a definition.
   *
   * @param primary the primary metric, from the catalogue where it is from there
   */
  static FormPlan of(ExperimentDefinition definition, Optional<Metric> primary) {
    var request = PlanExperimentRequest.newBuilder().setCurvePoints(POINTS);
    var missing = new ArrayList<String>();
    var plan = definition.getPlan();
    fillBaseline(request, missing, definition, primary.orElse(Metric.getDefaultInstance()));
    if (plan.hasMdeRelative()) {
      request.setMdeRelative(plan.getMdeRelative());
    } else {
      missing.add("The smallest change worth finding (MDE).");
    }
    if (plan.hasAlpha()) {
      request.setAlpha(plan.getAlpha());
    }
    if (plan.hasPower()) {
      request.setPower(plan.getPower());
    }
    fillDesign(request, missing, definition);
    fillTime(request, definition);
    fillWeights(request, missing, definition.getVariantsList());
    definition.getMetricsList().stream()
        .flatMap(it -> guardrail(it).stream())
        .forEach(request::addGuardrails);
    return new FormPlan(request.build(), missing);
  }

  private static void fillBaseline(
      PlanExperimentRequest.Builder request,
      List<String> missing,
      ExperimentDefinition definition,
      Metric primary) {
    var plan = definition.getPlan();
    if (primary.getKindValue() == 0) {
      missing.add("The primary metric and its kind.");
    } else if (primary.getDirectionValue() == 0) {
      missing.add("Which way the primary metric is better.");
    }
    if (!plan.hasBaseline()) {
      missing.add("What control's primary metric is expected to be.");
    }
    var share = primary.getKind() == MetricKind.METRIC_KIND_PROPORTION;
    if (primary.getKindValue() != 0 && !share && !plan.hasBaselineStandardDeviation()) {
      missing.add("How much units differ: the standard deviation of the primary metric.");
    }
    var stated =
        StatedBaseline.newBuilder().setKind(primary.getKind()).setValue(plan.getBaseline());
    if (plan.hasBaselineStandardDeviation()) {
      stated.setStandardDeviation(plan.getBaselineStandardDeviation());
    }
    request.setStated(stated).setDirection(primary.getDirection());
  }

  private static void fillDesign(
      PlanExperimentRequest.Builder request,
      List<String> missing,
      ExperimentDefinition definition) {
    var plan = definition.getPlan();
    request.setDesign(plan.getDesign());
    if (plan.getDesign() == Design.DESIGN_GROUP_SEQUENTIAL) {
      request.addAllLooks(plan.getLooksList());
      if (plan.getLooksCount() == 0) {
        missing.add("When the group sequential design looks.");
      }
    }
    if (plan.getCovariate().hasExpectedCorrelation()) {
      request.setCovariateCorrelation(plan.getCovariate().getExpectedCorrelation());
    }
  }

  private static void fillTime(
      PlanExperimentRequest.Builder request, ExperimentDefinition definition) {
    var plan = definition.getPlan();
    request.setExpectedUnitsPerDay(plan.getExpectedUnitsPerDay());
    if (definition.hasTraffic()) {
      request.setTraffic(definition.getTraffic());
    }
    if (plan.hasMaximumDuration() && Durations.isPositive(plan.getMaximumDuration())) {
      request.setMaximumDuration(plan.getMaximumDuration());
    }
  }

  /** Control's first. */
  private static void fillWeights(
      PlanExperimentRequest.Builder request, List<String> missing, List<Variant> variants) {
    if (variants.size() < 2 || variants.stream().filter(Variant::getControl).count() != 1) {
      missing.add("At least two variants, one of which is the control.");
      return;
    }
    variants.stream().filter(Variant::getControl).forEach(it -> request.addWeights(it.getWeight()));
    variants.stream()
        .filter(it -> !it.getControl())
        .forEach(it -> request.addWeights(it.getWeight()));
  }

  /** One that says enough to be planned with. */
  private static Optional<PlannedGuardrail> guardrail(ExperimentMetric metric) {
    var rule = metric.getGuardrail();
    var measured = metric.getMetric();
    var share = measured.getKind() == MetricKind.METRIC_KIND_PROPORTION;
    if (metric.getRole() != MetricRole.METRIC_ROLE_GUARDRAIL
        || measured.getKindValue() == 0
        || rule.getThreshold().isEmpty()
        || rule.getActionValue() == 0
        || !rule.hasBaseline()
        || (!share && !rule.hasBaselineStandardDeviation())) {
      return Optional.empty();
    }
    var baseline =
        StatedBaseline.newBuilder().setKind(measured.getKind()).setValue(rule.getBaseline());
    if (rule.hasBaselineStandardDeviation()) {
      baseline.setStandardDeviation(rule.getBaselineStandardDeviation());
    }
    return Optional.of(
        PlannedGuardrail.newBuilder()
            .setMetric(measured.getKey())
            .setThreshold(rule.getThreshold())
            .setAction(rule.getAction())
            .setUnitOfMeasure(measured.getUnitOfMeasure())
            .setBaseline(baseline)
            .build());
  }
}
