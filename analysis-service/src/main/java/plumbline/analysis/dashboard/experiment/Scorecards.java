package plumbline.analysis.dashboard.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.dashboard.experiment.ScorecardView.Axis;
import plumbline.analysis.dashboard.experiment.ScorecardView.Choice;
import plumbline.analysis.dashboard.experiment.ScorecardView.GroupView;
import plumbline.analysis.dashboard.experiment.ScorecardView.MetricView;
import plumbline.analysis.dashboard.experiment.ScorecardView.RecommendationView;
import plumbline.analysis.dashboard.experiment.ScorecardView.SummaryView;
import plumbline.analysis.page.When;
import plumbline.engine.analysis.Figures;
import plumbline.proto.analysis.v1.Comparison;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.GetHistoryResponse;
import plumbline.proto.analysis.v1.MetricResult;
import plumbline.proto.analysis.v1.Posterior;
import plumbline.proto.assignment.v1.Experiment;

/** Results as the page shows them. */
final class Scorecards {
  private final ExperimentResults results;
  private final ScorecardQuery query;
  private final Scale scale;
  private final ScaledImpact scaled;

  private Scorecards(Experiment experiment, ExperimentResults results, ScorecardQuery query) {
    this.results = results;
    this.query = query;
    this.scale = Scale.relative(results.getMetricsList());
    this.scaled = new ScaledImpact(experiment.getDefinition().getPlan().getExpectedUnitsPerDay());
  }

  /**
   * The whole of them.
   *
   * @param peeked what the answer to who peeked begins with; else empty
   */
  static ScorecardView of(
      Experiment experiment,
      ExperimentResults results,
      Optional<GetHistoryResponse> history,
      ScorecardQuery query,
      String peeked) {
    return new Scorecards(experiment, results, query).view(history, peeked);
  }

  private ScorecardView view(Optional<GetHistoryResponse> history, String peeked) {
    var groups = groups();
    var summary = summary(groups);
    return new ScorecardView(
        results.getExperiment(),
        NoticeViews.of(results, query, peeked),
        UnitViews.of(results),
        summary,
        recommendation(summary),
        impacts(),
        impactWords(),
        axis(),
        groups,
        bayes(),
        SegmentViews.of(results, query),
        history.map(CourseViews::history).orElse(List.of()),
        CourseViews.novelty(results),
        NoticeViews.records(results),
        methods(),
        explanations(),
        When.of(results.getAsOf()),
        When.of(results.hasNumbersAsOf(), results.getNumbersAsOf()),
        When.of(results.hasCompleteUpTo(), results.getCompleteUpTo()));
  }

  private List<GroupView> groups() {
    var effects = new EffectViews(!UnitViews.isSplitBroken(results), query.impact(), scale, scaled);
    var metrics = new MetricViews(results, effects).all();
    return Stream.of("Primary", "Secondary", "Guardrail", "Counter", "Metric")
        .map(role -> group(role, metrics.stream().filter(it -> it.role().equals(role)).toList()))
        .filter(it -> !it.metrics().isEmpty())
        .toList();
  }

  private static GroupView group(String role, List<MetricView> metrics) {
    return switch (role) {
      case "Primary" -> new GroupView("Primary", "The one that decides.", metrics);
      case "Secondary" ->
          new GroupView("Secondary", "Claims only where the primary metric is shown.", metrics);
      case "Guardrail" ->
          new GroupView("Guardrails", "Must not get worse by more than their margin.", metrics);
      case "Counter" -> new GroupView("Counter", "Expected to move the other way.", metrics);
      default -> new GroupView("Other metrics", "", metrics);
    };
  }

  private static List<SummaryView> summary(List<GroupView> groups) {
    return groups.stream()
        .flatMap(group -> group.metrics().stream())
        .filter(MetricView::isPrimary)
        .flatMap(metric -> metric.rows().stream())
        .flatMap(row -> Stream.ofNullable(row.effect()))
        .map(effect -> new SummaryView(effect.tone(), effect.verdict(), effect.sentence()))
        .toList();
  }

  /** What the summary says already is not said again. */
  private @Nullable RecommendationView recommendation(List<SummaryView> summary) {
    if (!results.hasRecommendation()) {
      return null;
    }
    var said = summary.stream().map(SummaryView::sentence).toList();
    var recommended = results.getRecommendation();
    return new RecommendationView(
        Labels.outcome(recommended.getOutcome(), recommended.getVariant()),
        recommended.getReasonsList().stream()
            .map(Labels::typeset)
            .filter(it -> !said.contains(it))
            .toList());
  }

  private List<Choice> impacts() {
    var path = Tab.RESULTS.path(results.getExperiment());
    return Stream.of(Impact.values())
        .map(it -> new Choice(it.label(), query.with(it).url(path), it == query.impact()))
        .toList();
  }

  private String impactWords() {
    return switch (query.impact()) {
      case RELATIVE -> "Treatment over control, minus 1. All whiskers have one scale.";
      case ABSOLUTE ->
          "Treatment minus control, in the metric's unit. Each metric's whiskers have their own scale.";
      case SCALED -> scaled.explanation();
    };
  }

  private @Nullable Axis axis() {
    return query.impact() == Impact.RELATIVE ? scale.axis() : null;
  }

  private List<String> methods() {
    return results.getMetricsList().stream()
        .flatMap(metric ->
            metric.getComparisonsList().stream()
                .map(Comparison::getMethod)
                .filter(it -> !it.isEmpty())
                .map(it -> Labels.kind(metric.getKind()) + ": " + it))
        .distinct()
        .toList();
  }

  private List<Fact> explanations() {
    return results.getExplanationsList().stream()
        .map(it -> new Fact(it.getTerm(), it.getText()))
        .toList();
  }

  private List<Fact> bayes() {
    var facts = new ArrayList<Fact>();
    for (var metric : results.getMetricsList()) {
      for (var it : metric.getComparisonsList()) {
        if (it.hasPosterior()) {
          facts.add(new Fact(name(metric, it), bayes(it.getPosterior())));
        }
      }
    }
    return facts;
  }

  private static String name(MetricResult metric, Comparison comparison) {
    return metric.getMetric() + ", " + comparison.getTreatment();
  }

  private static String bayes(Posterior it) {
    return Labels.typeset(
        ("Chance to win %s. Effect %s, %s credible from %s to %s. Expected loss of shipping %s, of keeping"
                + " control %s. Prior: no effect, give or take %s.")
            .formatted(
                Figures.percent(it.getChanceToWin()),
                Figures.signedPercent(it.getMean()),
                Figures.percent(it.getCredibility()),
                Figures.signedPercent(it.getLower()),
                Figures.signedPercent(it.getUpper()),
                Figures.percent(it.getExpectedLossShipTreatment()),
                Figures.percent(it.getExpectedLossKeepControl()),
                Figures.percent(it.getPriorStandardDeviation())));
  }
}
