package plumbline.analysis.export;

import com.google.protobuf.Duration;
import java.util.ArrayList;
import java.util.List;
import plumbline.analysis.export.ReportView.Fact;
import plumbline.analysis.export.ReportView.Section;
import plumbline.analysis.export.ReportView.Table;
import plumbline.engine.analysis.Figures;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentMetric;

/** What was planned, and that it was planned beforehand. */
final class PlanSection {
  private static final long DAY = 86_400;
  private static final long HOUR = 3_600;

  private final Experiment experiment;

  PlanSection(Experiment experiment) {
    this.experiment = experiment;
  }

  Section plan() {
    var definition = experiment.getDefinition();
    var plan = definition.getPlan();
    var facts = new ArrayList<Fact>();
    facts.add(new Fact("Units", Words.of(definition.getUnitType())));
    facts.add(new Fact("Eligible", definition.getEligibility()));
    facts.add(new Fact("Design", Words.of(plan.getDesign())));
    if (plan.hasAlpha()) {
      facts.add(new Fact("Alpha, two-sided", Figures.value(plan.getAlpha())));
    }
    if (plan.hasPower()) {
      facts.add(new Fact("Power", Figures.value(plan.getPower())));
    }
    if (plan.hasBaseline()) {
      facts.add(new Fact("Baseline", Figures.value(plan.getBaseline())));
    }
    if (plan.hasMdeRelative()) {
      facts.add(new Fact("Smallest effect sought", Figures.percent(plan.getMdeRelative())));
    }
    facts.add(new Fact("Units per variant", planned(plan.getSampleSizePerVariant())));
    facts.add(new Fact("Duration", plan.hasDuration() ? length(plan.getDuration()) : ""));
    facts.add(new Fact("Correction", Words.of(plan.getCorrection())));
    facts.add(new Fact("Units seen in two variants", Words.of(plan.getCrossover())));
    facts.add(
        new Fact(
            "Covariate",
            plan.hasCovariate() ? length(plan.getCovariate().getLookback()) + " before" : ""));
    facts.add(new Fact("Left out", String.join("; ", plan.getExclusionsList())));
    facts.add(new Fact("Segments", String.join(", ", plan.getSegmentsList())));
    facts.removeIf(fact -> fact.value().isEmpty());
    return Section.of("Plan", List.of(), facts, variants(), metrics());
  }

  Section registration() {
    var paragraphs = new ArrayList<String>();
    var facts = new ArrayList<Fact>();
    if (experiment.hasPreRegistration()) {
      var frozen = experiment.getPreRegistration();
      paragraphs.add("The definition was frozen before the experiment started.");
      facts.add(new Fact("SHA-256", frozen.getSha256()));
      facts.add(new Fact("Frozen", Times.of(frozen.getFreezeTime())));
      facts.add(new Fact("By", frozen.getAuthor()));
    } else {
      paragraphs.add(
          experiment.getImported()
              ? "This is imported history; it was never pre-registered."
              : "The definition is not frozen yet.");
    }
    for (var amendment : experiment.getAmendmentsList()) {
      paragraphs.add(
          "Amended %s by %s (%s): %s"
              .formatted(
                  Times.of(amendment.getTime()),
                  amendment.getAuthor(),
                  Words.of(amendment.getState()),
                  amendment.getText()));
    }
    return Section.of("Pre-registration", paragraphs, facts);
  }

  private Table variants() {
    var rows =
        experiment.getDefinition().getVariantsList().stream()
            .map(it ->
                List.of(
                    it.getKey() + (it.getControl() ? " (control)" : ""),
                    Figures.share(it.getWeight()),
                    it.getDescription()))
            .toList();
    return new Table("Variants", List.of("Variant", "Weight", "What it is"), rows);
  }

  private Table metrics() {
    var rows =
        experiment.getDefinition().getMetricsList().stream().map(PlanSection::metric).toList();
    return new Table(
        "Metrics", List.of("Metric", "Role", "Kind", "Better", "Window", "Guardrail"), rows);
  }

  private static List<String> metric(ExperimentMetric used) {
    var metric = used.getMetric();
    return List.of(
        metric.getKey(),
        Words.of(used.getRole()),
        Words.of(metric.getKind()),
        Words.of(metric.getDirection()),
        metric.hasWindow() ? length(metric.getWindow()) : "until enrolment ends",
        used.hasGuardrail()
            ? used.getGuardrail().getThreshold() + "; " + Words.of(used.getGuardrail().getAction())
            : "");
  }

  private static String planned(long units) {
    return units == 0 ? "" : Figures.count(units);
  }

  private static String length(Duration length) {
    var seconds = length.getSeconds();
    if (seconds % DAY == 0) {
      return seconds / DAY + (seconds == DAY ? " day" : " days");
    }
    return seconds % HOUR == 0
        ? seconds / HOUR + (seconds == HOUR ? " hour" : " hours")
        : seconds + " seconds";
  }
}
