package plumbline.analysis.dashboard.planner;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import plumbline.analysis.dashboard.field.Numbers;
import plumbline.proto.analysis.v1.PlanExperimentRequest;
import plumbline.proto.analysis.v1.PlanExperimentResponse;

/** Where an experiment with a plan begins: its form, filled in. */
final class StartLink {
  private StartLink() {}

  static String of(PlanExperimentRequest request, PlanExperimentResponse plan) {
    var fields = new LinkedHashMap<String, String>();
    var baseline = plan.getBaseline();
    fields.put("primary.kind", baseline.getKind().name());
    fields.put("primary.direction", plan.getDirection().name());
    fields.put("plan.baseline", Numbers.write(baseline.getValue()));
    if (baseline.hasStandardDeviation()) {
      fields.put("plan.sd", Numbers.write(baseline.getStandardDeviation()));
    }
    fields.put("plan.mde", Numbers.percent(request.getMdeRelative()));
    addLevels(fields, request);
    for (var i = 0; i < request.getWeightsCount(); i++) {
      fields.put("variants[" + i + "].weight", Numbers.percent(request.getWeights(i)));
    }
    if (request.getExpectedUnitsPerDay() > 0) {
      fields.put("plan.units", Long.toString(request.getExpectedUnitsPerDay()));
    }
    if (request.hasTraffic()) {
      fields.put("traffic", Numbers.percent(request.getTraffic()));
    }
    if (request.hasMaximumDuration()) {
      fields.put("plan.longest", Numbers.days(request.getMaximumDuration()));
    }
    return "/experiments/new?" + query(fields);
  }

  private static void addLevels(Map<String, String> fields, PlanExperimentRequest request) {
    if (request.hasAlpha()) {
      fields.put("plan.alpha", Numbers.write(request.getAlpha()));
    }
    if (request.hasPower()) {
      fields.put("plan.power", Numbers.percent(request.getPower()));
    }
    if (request.getDesignValue() != 0) {
      fields.put("plan.design", request.getDesign().name());
    }
    if (request.getLooksCount() > 0) {
      fields.put("plan.looks", Numbers.percents(request.getLooksList()));
    }
    if (request.hasCovariateCorrelation()) {
      fields.put("plan.correlation", Numbers.write(request.getCovariateCorrelation()));
    }
  }

  /** A query with these names and values. */
  static String query(Map<String, String> fields) {
    return fields.entrySet().stream()
        .filter(it -> !it.getValue().isEmpty())
        .map(it ->
            URLEncoder.encode(it.getKey(), UTF_8) + "=" + URLEncoder.encode(it.getValue(), UTF_8))
        .collect(Collectors.joining("&"));
  }
}
