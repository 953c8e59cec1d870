package plumbline.analysis.dashboard.experiment;

import java.util.ArrayList;
import java.util.List;
import plumbline.analysis.dashboard.experiment.OverviewView.UnderstoodView;
import plumbline.analysis.page.Terms;
import plumbline.engine.analysis.Figures;
import plumbline.proto.assignment.v1.AnalysisPlan;
import plumbline.proto.assignment.v1.CovariateAnchor;
import plumbline.proto.assignment.v1.CrossoverRule;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.assignment.v1.GuardrailReading;
import plumbline.proto.assignment.v1.PlanReading;

/** A plan, and how it was understood, as facts. */
final class PlanFacts {
  private static final double USUAL_ALPHA = 0.05;
  private static final double USUAL_POWER = 0.8;

  private PlanFacts() {}

  static List<Fact> of(ExperimentDefinition definition) {
    var plan = definition.getPlan();
    var facts = new ArrayList<Fact>();
    facts.add(new Fact("Randomised by", Labels.unitType(definition.getUnitType())));
    facts.add(new Fact("Design", Labels.design(plan.getDesign())));
    if (plan.getLooksCount() > 0) {
      facts.add(
          new Fact(
              "Looks at",
              String.join(", ", plan.getLooksList().stream().map(Figures::percent).toList())));
    }
    facts.add(new Fact("Significance level", Figures.percent(alpha(plan)) + ", two-sided"));
    facts.add(new Fact("Power", Figures.percent(plan.hasPower() ? plan.getPower() : USUAL_POWER)));
    addSizes(facts, plan);
    facts.add(new Fact("Correction", Labels.correction(plan.getCorrection())));
    facts.add(new Fact("CUPED", covariate(plan)));
    facts.add(
        new Fact(
            "Units seen in two variants",
            plan.getCrossover() == CrossoverRule.CROSSOVER_RULE_EXCLUDE
                ? "left out"
                : "counted where they were seen first"));
    addList(facts, "Segments", plan.getSegmentsList());
    addList(facts, "Left out, where", plan.getExclusionsList());
    return facts;
  }

  private static double alpha(AnalysisPlan plan) {
    return plan.hasAlpha() ? plan.getAlpha() : USUAL_ALPHA;
  }

  private static void addSizes(List<Fact> facts, AnalysisPlan plan) {
    if (plan.hasBaseline()) {
      facts.add(new Fact("Baseline", Figures.value(plan.getBaseline())));
    }
    if (plan.hasMdeRelative()) {
      facts.add(new Fact("Smallest effect sought (MDE)", Figures.percent(plan.getMdeRelative())));
    }
    if (plan.getSampleSizePerVariant() > 0) {
      facts.add(
          new Fact("Planned units per variant", Figures.count(plan.getSampleSizePerVariant())));
    }
    if (plan.hasDuration()) {
      facts.add(new Fact("Planned duration", Labels.days(plan.getDuration())));
    }
    if (plan.hasMaximumDuration()) {
      facts.add(new Fact("At the longest", Labels.days(plan.getMaximumDuration())));
    }
    if (plan.getExpectedUnitsPerDay() > 0) {
      facts.add(new Fact("Expected units a day", Figures.count(plan.getExpectedUnitsPerDay())));
    }
  }

  private static String covariate(AnalysisPlan plan) {
    if (!plan.hasCovariate()) {
      return "none";
    }
    var covariate = plan.getCovariate();
    return "%s before the %s%s"
        .formatted(
            Labels.days(covariate.getLookback()),
            covariate.getAnchor() == CovariateAnchor.COVARIATE_ANCHOR_START
                ? "start"
                : "first exposure",
            covariate.hasExpectedCorrelation()
                ? ", correlation " + Figures.value(covariate.getExpectedCorrelation())
                : "");
  }

  private static void addList(List<Fact> facts, String label, List<String> values) {
    if (!values.isEmpty()) {
      facts.add(new Fact(label, String.join("; ", values)));
    }
  }

  static UnderstoodView understood(PlanReading reading) {
    var facts = new ArrayList<Fact>();
    if (reading.hasNeededUnitsPerVariant()) {
      facts.add(
          new Fact("Needed units per variant", Figures.count(reading.getNeededUnitsPerVariant())));
    }
    if (reading.hasNeededDays()) {
      facts.add(new Fact("Needed days", Figures.count(reading.getNeededDays())));
    }
    if (reading.getMaximumDays() > 0) {
      facts.add(new Fact("Days at most", Figures.count(reading.getMaximumDays())));
    }
    if (reading.hasDetectableMdeRelative()) {
      facts.add(
          new Fact(
              "Smallest effect found by then",
              Figures.percent(reading.getDetectableMdeRelative())));
    }
    return new UnderstoodView(
        facts,
        reading.getGuardrailsList().stream()
            .map(it -> new Fact(it.getMetric(), Labels.typeset(words(it))))
            .toList(),
        reading.getObstaclesList().stream()
            .map(it -> new Fact(field(it.getField()), Terms.plain(it.getDescription())))
            .toList(),
        reading.getWarningsList());
  }

  /** Of the definition, which is all that there is on the page. */
  static String field(String path) {
    return path.replaceFirst("^definition[.]", "");
  }

  private static String words(GuardrailReading reading) {
    return String.join(
            " ", reading.getReading(), reading.getSmallestDetectableHarm(), reading.getWarning())
        .strip();
  }
}
