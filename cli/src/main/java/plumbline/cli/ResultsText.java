package plumbline.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import plumbline.proto.analysis.v1.Comparison;
import plumbline.proto.analysis.v1.Estimate;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.MetricResult;
import plumbline.proto.analysis.v1.Recommendation;
import plumbline.proto.analysis.v1.VariantValue;
import plumbline.proto.assignment.v1.MetricKind;

/** An experiment's results as plain text. */
public final class ResultsText {
  private static final String INDENT = "  ";

  private ResultsText() {}

  /** Counts and split; estimates, or why they are withheld and until when. */
  public static String of(ExperimentResults results) {
    var parts = new ArrayList<String>();
    parts.add(title(results));
    parts.add(counts(results));
    parts.add(INDENT + results.getSampleRatio().getSentence());
    if (results.hasWithheld()) {
      parts.add(INDENT + results.getWithheld().getReason());
      if (results.getWithheld().hasUntil()) {
        parts.add(INDENT + "Not before " + Words.time(results.getWithheld().getUntil()) + ".");
      }
    } else {
      parts.add("");
      parts.add(metrics(results));
      parts.addAll(sentences(results));
      results.getNoVerdictList().forEach(why -> parts.add(INDENT + "- no verdict: " + why));
    }
    if (results.hasUpcomingLook()) {
      parts.add(INDENT + results.getUpcomingLook().getSentence());
    }
    if (results.hasRecommendation()) {
      parts.addAll(recommendation(results.getRecommendation()));
    }
    return String.join(System.lineSeparator(), parts);
  }

  private static String title(ExperimentResults results) {
    return "%s: %s (%s), as of %s"
        .formatted(
            results.getExperiment(),
            results.getName(),
            Words.of(results.getState()),
            Words.time(results.getAsOf()));
  }

  private static String counts(ExperimentResults results) {
    var table = new TextTable(1);
    table.row("variant", "planned", "exposed", "in two variants", "excluded", "analysed");
    for (var variant : results.getVariantsList()) {
      table.row(
          variant.getVariant() + (variant.getControl() ? " (control)" : ""),
          Words.percent(variant.getExpectedShare()),
          Words.count(variant.getExposedUnits()),
          Words.count(variant.getCrossedOverUnits()),
          Words.count(variant.getExcludedUnits()),
          Words.count(variant.getAnalysedUnits()));
    }
    return table.render(INDENT).stripTrailing();
  }

  private static String metrics(ExperimentResults results) {
    var table = new TextTable(2);
    table.row("metric", "variant", "units", "value", "lift", "95 % interval", "p");
    for (var metric : results.getMetricsList()) {
      var name = metric.getMetric() + " (" + Words.of(metric.getRole()) + ")";
      for (var value : metric.getValuesList()) {
        addRow(table, name, metric, value);
        name = "";
      }
    }
    return table.render(INDENT);
  }

  private static void addRow(
      TextTable table, String name, MetricResult metric, VariantValue value) {
    var comparison =
        metric.getComparisonsList().stream()
            .filter(candidate -> candidate.getTreatment().equals(value.getVariant()))
            .findFirst();
    table.row(
        name,
        value.getVariant(),
        Words.count(value.getUnits()),
        figure(metric, value),
        comparison.map(found -> lift(found.getRelative())).orElse(""),
        comparison.map(found -> interval(found.getRelative())).orElse(""),
        comparison.map(ResultsText::pValue).orElse(""));
  }

  /** Of services before there were ratios and quantiles only the mean. */
  private static String figure(MetricResult metric, VariantValue value) {
    if (value.hasValue()) {
      return value(metric, value.getValue());
    }
    return value.hasMean() ? value(metric, value.getMean()) : "-";
  }

  private static List<String> sentences(ExperimentResults results) {
    return results.getMetricsList().stream()
        .flatMap(metric -> metric.getComparisonsList().stream())
        .map(comparison -> INDENT + "- " + comparison.getSentence())
        .toList();
  }

  private static List<String> recommendation(Recommendation recommended) {
    var lines = new ArrayList<String>();
    lines.add("");
    lines.add(
        (INDENT + "recommended: " + Words.of(recommended.getOutcome()) + " ")
            .concat(recommended.getVariant())
            .stripTrailing());
    recommended.getReasonsList().forEach(reason -> lines.add(INDENT + "- " + reason));
    return lines;
  }

  private static String value(MetricResult metric, double mean) {
    if (metric.getKind() == MetricKind.METRIC_KIND_PROPORTION) {
      return Words.percent(mean);
    }
    var unit = metric.getUnitOfMeasure();
    return format("%.4g", mean) + (unit.isEmpty() || unit.equals("1") ? "" : " " + unit);
  }

  private static String lift(Estimate relative) {
    return relative.hasValue() ? signedPercent(relative.getValue()) : "-";
  }

  private static String interval(Estimate relative) {
    var lower = end(relative.hasLower(), relative.getLower());
    var upper = end(relative.hasUpper(), relative.getUpper());
    return lower.isEmpty() && upper.isEmpty()
        ? "-"
        : "[" + lower.orElse("unbounded") + ", " + upper.orElse("unbounded") + "]";
  }

  private static Optional<String> end(boolean present, double value) {
    return present ? Optional.of(signedPercent(value)) : Optional.empty();
  }

  private static String pValue(Comparison comparison) {
    if (!comparison.hasPValue()) {
      return "-";
    }
    return comparison.getPValue() < 0.0001 ? "< 0.0001" : format("%.4f", comparison.getPValue());
  }

  private static String signedPercent(double share) {
    return format("%+.1f %%", 100 * share);
  }

  private static String format(String pattern, Object value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
