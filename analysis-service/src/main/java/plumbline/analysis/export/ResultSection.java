package plumbline.analysis.export;

import java.util.ArrayList;
import java.util.List;
import plumbline.analysis.export.ReportView.Fact;
import plumbline.analysis.export.ReportView.Section;
import plumbline.analysis.export.ReportView.Table;
import plumbline.engine.analysis.Figures;
import plumbline.proto.analysis.v1.Comparison;
import plumbline.proto.analysis.v1.Estimate;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.MetricResult;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;

/** What came out, as far as it is shown. */
final class ResultSection {
  private static final List<String> NAMES =
      List.of("Metric", "Treatment", "Control", "Treatment's", "Lift", "Interval", "p", "In words");

  private final ExperimentResults results;

  ResultSection(ExperimentResults results) {
    this.results = results;
  }

  Section units() {
    var rows =
        results.getVariantsList().stream()
            .map(it ->
                List.of(
                    it.getVariant() + (it.getControl() ? " (control)" : ""),
                    Figures.share(it.getExpectedShare()),
                    Figures.count(it.getExposedUnits()),
                    Figures.count(it.getCrossedOverUnits()),
                    Figures.count(it.getExcludedUnits()),
                    Figures.count(it.getAnalysedUnits())))
            .toList();
    return Section.of(
        "Units",
        List.of(results.getSampleRatio().getSentence()),
        List.of(),
        new Table(
            "Units by variant",
            List.of("Variant", "Planned share", "Exposed", "Crossed over", "Excluded", "Analysed"),
            rows));
  }

  Section results() {
    if (results.hasWithheld()) {
      return Section.of("Result", withheld(), until());
    }
    return Section.of("Result", said(), List.of(), table("Metrics", false));
  }

  private List<String> withheld() {
    var paragraphs = new ArrayList<String>();
    paragraphs.add("Withheld: " + results.getWithheld().getReason());
    paragraphs.addAll(said());
    return paragraphs;
  }

  /** The verdict, and who looked before it. */
  private List<String> said() {
    var paragraphs = new ArrayList<String>();
    if (results.hasVerdict()) {
      paragraphs.add(
          "Given %s: %s"
              .formatted(
                  Times.of(results.getVerdict().getGiveTime()),
                  results.getVerdict().getSentence()));
    }
    paragraphs.addAll(results.getNoVerdictList());
    results.getMetricsList().stream()
        .filter(MetricResult::hasWithheld)
        .forEach(it ->
            paragraphs.add(
                "Withheld, %s: %s".formatted(it.getMetric(), it.getWithheld().getReason())));
    for (var peek : results.getPeeksList()) {
      paragraphs.add(
          "Looked at before the end, %s, by %s: %s"
              .formatted(Times.of(peek.getTime()), peek.getAuthor(), peek.getReason()));
    }
    return paragraphs;
  }

  Section guardrails() {
    return results.hasWithheld()
        ? Section.of("Guardrails", List.of("Withheld with the result."), List.of())
        : Section.of(
            "Guardrails", List.of(), List.of(), clearances(), table("Guardrail metrics", true));
  }

  private Table clearances() {
    var rows = new ArrayList<List<String>>();
    for (var metric : results.getMetricsList()) {
      for (var it : metric.getClearancesList()) {
        rows.add(
            List.of(
                metric.getMetric(),
                it.getTreatment(),
                it.getMargin(),
                Words.of(it.getState()),
                it.getSentence()));
      }
    }
    return new Table(
        "Against their margins",
        List.of("Guardrail", "Treatment", "Margin", "State", "In words"),
        rows);
  }

  Section recommendation() {
    if (!results.hasRecommendation()) {
      return Section.of("Recommendation", List.of("There is none yet."), List.of());
    }
    var recommended = results.getRecommendation();
    var paragraphs = new ArrayList<String>();
    paragraphs.add(
        "By the written rules: %s %s."
            .formatted(Words.of(recommended.getOutcome()), recommended.getVariant())
            .replace(" .", "."));
    paragraphs.addAll(recommended.getReasonsList());
    return Section.of("Recommendation", paragraphs, List.of());
  }

  private List<Fact> until() {
    var withheld = results.getWithheld();
    return withheld.hasUntil()
        ? List.of(new Fact("Until", Times.of(withheld.getUntil())))
        : List.of();
  }

  private Table table(String caption, boolean guardrails) {
    var rows = new ArrayList<List<String>>();
    for (var metric : results.getMetricsList()) {
      if (guardrails == (metric.getRole() == MetricRole.METRIC_ROLE_GUARDRAIL)) {
        metric.getComparisonsList().forEach(it -> rows.add(row(metric, it)));
      }
    }
    return new Table(caption, NAMES, rows);
  }

  private List<String> row(MetricResult metric, Comparison comparison) {
    var relative = comparison.getRelative();
    return List.of(
        metric.getMetric() + " (" + Words.of(metric.getRole()) + ")",
        comparison.getTreatment(),
        value(metric, control()),
        value(metric, comparison.getTreatment()),
        relative.hasValue() ? Figures.signedPercent(relative.getValue()) : relative.getNote(),
        interval(relative),
        comparison.hasPValue() ? Figures.pValue(comparison.getPValue()) : "",
        comparison.getSentence());
  }

  private static String interval(Estimate relative) {
    return relative.hasLower() && relative.hasUpper()
        ? "%s to %s"
            .formatted(
                Figures.signedPercent(relative.getLower()),
                Figures.signedPercent(relative.getUpper()))
        : "";
  }

  private String control() {
    return results.getVariantsList().stream()
        .filter(it -> it.getControl())
        .map(it -> it.getVariant())
        .findFirst()
        .orElse("");
  }

  private static String value(MetricResult metric, String variant) {
    return metric.getValuesList().stream()
        .filter(it -> it.getVariant().equals(variant) && (it.hasValue() || it.hasMean()))
        .map(it -> figure(metric, it.hasValue() ? it.getValue() : it.getMean()))
        .findFirst()
        .orElse("");
  }

  private static String figure(MetricResult metric, double mean) {
    if (metric.getKind() == MetricKind.METRIC_KIND_PROPORTION) {
      return Figures.share(mean);
    }
    var unit = metric.getUnitOfMeasure();
    return Figures.value(mean) + (unit.isEmpty() || unit.equals("1") ? "" : " " + unit);
  }
}
