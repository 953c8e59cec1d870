package plumbline.analysis.dashboard.experiment;

import java.util.List;
import plumbline.analysis.dashboard.experiment.OverviewView.MetricRow;
import plumbline.analysis.dashboard.experiment.OverviewView.VariantRow;
import plumbline.engine.analysis.Figures;
import plumbline.proto.assignment.v1.AuditEntry;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.GuardrailAction;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.Variant;

/** An experiment as its overview shows it. */
final class OverviewViews {
  private OverviewViews() {}

  /**
   * The overview.
   *
   * @param steps what was done to it
   * @param units whether the units' table may be fetched
   */
  static OverviewView of(Seen seen, List<AuditEntry> steps, boolean units) {
    var experiment = seen.experiment();
    var definition = experiment.getDefinition();
    return new OverviewView(
        seen.key(),
        PlanFacts.of(definition),
        PlanFacts.understood(seen.reply().getReading()),
        definition.getVariantsList().stream().map(OverviewViews::variant).toList(),
        Targeting.of(experiment),
        definition.getMetricsList().stream().map(OverviewViews::metric).toList(),
        Timeline.of(experiment, steps),
        seen.results().flatMap(DayCharts::of).orElse(null),
        units);
  }

  private static VariantRow variant(Variant variant) {
    return new VariantRow(
        variant.getKey(),
        variant.getControl(),
        Figures.share(variant.getWeight()),
        Labels.json(variant.hasPayload(), variant.getPayload()),
        variant.getDescription());
  }

  private static MetricRow metric(ExperimentMetric used) {
    var metric = used.getMetric();
    return new MetricRow(
        metric.getKey(),
        Labels.role(used.getRole()),
        Labels.kind(metric.getKind()),
        Labels.wanted(metric.getDirection()),
        metric.getEventName(),
        window(metric),
        used.hasGuardrail() ? guardrail(used) : "",
        used.hasCatalogue() ? "/metrics/" + used.getCatalogue().getKey() : "");
  }

  private static String window(Metric metric) {
    var length = metric.hasWindow() ? Labels.days(metric.getWindow()) : "until enrolment ends";
    return metric.hasDelay() && metric.getDelay().getSeconds() > 0
        ? length + ", from " + Labels.days(metric.getDelay()) + " after first exposure"
        : length;
  }

  private static String guardrail(ExperimentMetric used) {
    var rule = used.getGuardrail();
    return rule.getThreshold()
        + (rule.getAction() == GuardrailAction.GUARDRAIL_ACTION_HALT
            ? ", else it is halted"
            : ", else people are told");
  }
}
