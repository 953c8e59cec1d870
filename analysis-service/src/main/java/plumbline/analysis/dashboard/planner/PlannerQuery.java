package plumbline.analysis.dashboard.planner;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import plumbline.analysis.dashboard.field.Typed;
import plumbline.analysis.page.Problem;
import plumbline.kit.failure.Violation;
import plumbline.proto.analysis.v1.PlanExperimentRequest;
import plumbline.proto.analysis.v1.PlannedGuardrail;
import plumbline.proto.analysis.v1.RecordedBaseline;
import plumbline.proto.analysis.v1.StatedBaseline;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.GuardrailAction;
import plumbline.proto.assignment.v1.MetricDirection;
import plumbline.proto.assignment.v1.MetricKind;

/**
 * What the planner's form asks for.
 *
 * @param unread what could not be read of it
 */
record PlannerQuery(PlanExperimentRequest request, List<Violation> unread) {
  private static final int POINTS = 25;
  private static final Pattern INDEX = Pattern.compile("(looks|weights)\\[\\d+]");

  private static final Map<String, String> FIELDS =
      Map.ofEntries(
          entry("baseline", "source"),
          entry("stated.kind", "kind"),
          entry("stated.value", "value"),
          entry("stated.standard_deviation", "sd"),
          entry("recorded.experiment", "experiment"),
          entry("recorded.metric", "metric"),
          entry("mde_relative", "mde"),
          entry("covariate_correlation", "correlation"),
          entry("expected_units_per_day", "units"),
          entry("maximum_duration", "days"),
          entry("guardrails[0].metric", "guardrail.metric"),
          entry("guardrails[0].threshold", "guardrail.threshold"),
          entry("guardrails[0].action", "guardrail.action"),
          entry("guardrails[0].unit_of_measure", "guardrail.unit"),
          entry("guardrails[0].baseline.kind", "guardrail.kind"),
          entry("guardrails[0].baseline.value", "guardrail.value"),
          entry("guardrails[0].baseline.standard_deviation", "guardrail.sd"));

  PlannerQuery {
    unread = List.copyOf(unread);
  }

  static PlannerQuery of(Map<String, String> values) {
    var typed = new Typed(values);
    var request = PlanExperimentRequest.newBuilder().setCurvePoints(POINTS);
    if (typed.text("source").equals(PlannerForm.RECORDED)) {
      request.setRecorded(
          RecordedBaseline.newBuilder()
              .setExperiment(typed.text("experiment"))
              .setMetric(typed.text("metric")));
    } else {
      request.setStated(baseline(typed, ""));
    }
    readGoal(typed, request);
    readTime(typed, request);
    if (!typed.isEmpty("guardrail.metric")) {
      request.addGuardrails(guardrail(typed));
    }
    return new PlannerQuery(request.build(), typed.violations());
  }

  private static void readGoal(Typed typed, PlanExperimentRequest.Builder request) {
    typed.choice("direction", MetricDirection.class).ifPresent(request::setDirection);
    typed.percent("mde").ifPresent(request::setMdeRelative);
    typed.number("alpha").ifPresent(request::setAlpha);
    typed.percent("power").ifPresent(request::setPower);
    typed.choice("design", Design.class).ifPresent(request::setDesign);
    if (request.getDesign() == Design.DESIGN_GROUP_SEQUENTIAL) {
      request.addAllLooks(typed.percents("looks"));
    }
    typed.number("correlation").ifPresent(request::setCovariateCorrelation);
  }

  private static void readTime(Typed typed, PlanExperimentRequest.Builder request) {
    request.addAllWeights(typed.percents("weights"));
    typed.whole("units").ifPresent(request::setExpectedUnitsPerDay);
    typed.percent("traffic").ifPresent(request::setTraffic);
    typed.days("days").ifPresent(request::setMaximumDuration);
  }

  private static StatedBaseline baseline(Typed typed, String prefix) {
    var baseline = StatedBaseline.newBuilder();
    typed.choice(prefix + "kind", MetricKind.class).ifPresent(baseline::setKind);
    typed.number(prefix + "value").ifPresent(baseline::setValue);
    typed.number(prefix + "sd").ifPresent(baseline::setStandardDeviation);
    return baseline.build();
  }

  private static PlannedGuardrail guardrail(Typed typed) {
    var guardrail =
        PlannedGuardrail.newBuilder()
            .setMetric(typed.text("guardrail.metric"))
            .setThreshold(typed.text("guardrail.threshold"))
            .setUnitOfMeasure(typed.text("guardrail.unit"))
            .setBaseline(baseline(typed, "guardrail."));
    typed.choice("guardrail.action", GuardrailAction.class).ifPresent(guardrail::setAction);
    return guardrail.build();
  }

  /** A refusal's fields as the form has them. */
  static Problem placed(Problem problem) {
    return problem.named(path -> {
      var list = INDEX.matcher(path);
      return list.matches() ? list.group(1) : FIELDS.getOrDefault(path, path);
    });
  }
}
