package plumbline.analysis.dashboard;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.dashboard.ExperimentView.EffectView;
import plumbline.analysis.dashboard.ExperimentView.Fact;
import plumbline.analysis.dashboard.ExperimentView.MetricView;
import plumbline.analysis.dashboard.ExperimentView.RecommendationView;
import plumbline.analysis.dashboard.ExperimentView.RowView;
import plumbline.analysis.dashboard.ExperimentView.SplitView;
import plumbline.analysis.dashboard.ExperimentView.SummaryView;
import plumbline.analysis.dashboard.ExperimentView.VariantView;
import plumbline.analysis.dashboard.ExperimentView.WithheldView;
import plumbline.analysis.results.Health.Split;
import plumbline.analysis.results.Results;
import plumbline.analysis.results.Results.AtLook;
import plumbline.analysis.results.Results.Comparison;
import plumbline.analysis.results.Results.MetricFinding;
import plumbline.analysis.results.Results.Shown;
import plumbline.analysis.results.Results.VariantCount;
import plumbline.analysis.results.Results.VariantValue;
import plumbline.analysis.results.Results.Withheld;
import plumbline.analysis.study.StudiedMetric;
import plumbline.analysis.study.Study;
import plumbline.engine.analysis.Figures;
import plumbline.engine.statistics.SampleRatio;

/** Results as the page shows them. */
final class ExperimentViews {
  private ExperimentViews() {}

  static ExperimentView of(Results results) {
    return switch (results.disclosure()) {
      case Shown shown -> {
        var scale = Scale.of(shown);
        var effects = new EffectViews(!results.health().isSplitBroken(), scale);
        var metrics = metrics(results.study(), shown, effects);
        yield view(results, null, scale, metrics, methods(shown));
      }
      case AtLook atLook ->
          withheld(results, new WithheldView(AtLooks.words(results, atLook), null));
      case Withheld withheld ->
          withheld(
              results,
              new WithheldView(
                  withheld.reason(), withheld.until().map(Labels::moment).orElse(null)));
    };
  }

  private static ExperimentView withheld(Results results, WithheldView why) {
    var metrics =
        results.study().metrics().stream().map(metric -> metric(metric, List.of())).toList();
    return view(results, why, new Scale(1), metrics, List.of());
  }

  private static ExperimentView view(
      Results results,
      @Nullable WithheldView withheld,
      Scale scale,
      List<MetricView> metrics,
      List<String> methods) {
    var study = results.study();
    var summary = summary(metrics);
    return new ExperimentView(
        study.key().value(),
        study.name(),
        Labels.state(study.state()),
        study.hypothesis(),
        facts(study),
        variants(results.variants()),
        split(results.split()),
        withheld,
        recommendation(results, summary),
        summary,
        scale.axis(),
        metrics,
        methods,
        Labels.moment(results.asOf()),
        results.completeUpTo().map(Labels::moment).orElse(null),
        pending(results.pendingBatches()));
  }

  /** What the summary says already is not said again. */
  private static @Nullable RecommendationView recommendation(
      Results results, List<SummaryView> summary) {
    var said = summary.stream().map(SummaryView::sentence).toList();
    return switch (results.disclosure()) {
      case Shown shown ->
          new RecommendationView(
              Labels.recommendation(shown.recommendation()),
              shown.recommendation().reasons().stream()
                  .map(Labels::typeset)
                  .filter(reason -> !said.contains(reason))
                  .toList());
      case AtLook atLook -> AtLooks.recommendation(atLook);
      case Withheld _ -> null;
    };
  }

  private static List<Fact> facts(Study study) {
    var plan = study.plan();
    var facts = new ArrayList<Fact>();
    facts.add(new Fact("Owner", study.owner()));
    facts.add(new Fact("Randomised by", Labels.unitType(study.unitType())));
    facts.add(new Fact("Design", Labels.design(plan.design())));
    facts.add(new Fact("Significance level", Figures.percent(plan.alpha()) + ", two-sided"));
    plan.mdeRelative()
        .ifPresent(mde -> facts.add(new Fact("Smallest effect sought", Figures.percent(mde))));
    if (plan.unitsPerVariant() > 0) {
      facts.add(new Fact("Planned units per variant", Figures.count(plan.unitsPerVariant())));
    }
    plan.duration().ifPresent(d -> facts.add(new Fact("Planned duration", Labels.days(d))));
    var life = study.life();
    life.started().ifPresent(at -> facts.add(new Fact("Started", Labels.moment(at).text())));
    life.enrolmentEnd()
        .ifPresent(at -> facts.add(new Fact("Enrolment ends", Labels.moment(at).text())));
    return facts;
  }

  private static List<VariantView> variants(List<VariantCount> counts) {
    var total = counts.stream().mapToLong(VariantCount::exposed).sum();
    return counts.stream().map(count -> variant(count, total)).toList();
  }

  private static VariantView variant(VariantCount count, long total) {
    return new VariantView(
        count.variant().key(),
        count.variant().control(),
        Figures.count(count.exposed()),
        Figures.percent(count.variant().expectedShare()),
        total == 0 ? "\u2013" : Figures.share((double) count.exposed() / total),
        Figures.count(count.analysed()),
        leftOut(count));
  }

  private static String leftOut(VariantCount count) {
    var parts = new ArrayList<String>();
    if (count.crossedOver() > 0) {
      parts.add(Figures.count(count.crossedOver()) + " seen in another variant too");
    }
    if (count.excluded() > 0) {
      parts.add(Figures.count(count.excluded()) + " excluded");
    }
    return String.join(", ", parts);
  }

  private static SplitView split(Split split) {
    var sentence = Labels.typeset(split.sentence());
    if (split.isBroken()) {
      return new SplitView("Sample ratio mismatch", "bad", sentence);
    }
    var tested = split.test() instanceof SampleRatio.Tested;
    return new SplitView(
        tested ? "No sample ratio mismatch" : "Split not tested",
        tested ? "good" : "neutral",
        sentence);
  }

  private static @Nullable String pending(long batches) {
    return batches == 0
        ? null
        : Figures.count(batches)
            + (batches == 1 ? " batch of events is" : " batches of events are")
            + " stored and not counted yet; the numbers may still change.";
  }

  private static List<SummaryView> summary(List<MetricView> metrics) {
    return metrics.stream()
        .filter(MetricView::isPrimary)
        .flatMap(metric -> metric.rows().stream())
        .flatMap(row -> Stream.ofNullable(row.effect()))
        .map(effect -> new SummaryView(effect.tone(), effect.verdict(), effect.sentence()))
        .toList();
  }

  private static List<String> methods(Shown shown) {
    return shown.metrics().stream()
        .flatMap(finding ->
            finding.comparisons().stream()
                .map(c -> Labels.kind(finding.metric()) + ": " + c.method()))
        .filter(it -> !it.endsWith(": "))
        .distinct()
        .toList();
  }

  private static List<MetricView> metrics(Study study, Shown shown, EffectViews effects) {
    return IntStream.range(0, shown.metrics().size())
        .mapToObj(i -> metric(study, shown.metrics().get(i), effects, "m" + i))
        .toList();
  }

  private static MetricView metric(
      Study study, MetricFinding finding, EffectViews effects, String id) {
    var metric = finding.metric();
    var rows = new ArrayList<RowView>();
    if (finding.withheld().isPresent()) {
      return metric(metric, rows);
    }
    rows.add(row(metric, finding.value(study.control().key()), true, null));
    for (Comparison comparison : finding.comparisons()) {
      var effect = effects.of(metric, comparison, id + "-" + rows.size());
      rows.add(row(metric, finding.value(comparison.treatment()), false, effect));
    }
    return metric(metric, rows);
  }

  private static MetricView metric(StudiedMetric metric, List<RowView> rows) {
    return new MetricView(
        metric.key(), Labels.role(metric), Labels.kind(metric), Labels.wanted(metric), rows);
  }

  private static RowView row(
      StudiedMetric metric, VariantValue value, boolean control, @Nullable EffectView effect) {
    return new RowView(
        value.variant(),
        control,
        Values.mean(metric, value),
        Values.detail(metric, value),
        Values.spread(metric, value),
        effect);
  }
}
