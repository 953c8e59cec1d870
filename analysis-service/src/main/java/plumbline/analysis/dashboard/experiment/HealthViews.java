package plumbline.analysis.dashboard.experiment;

import java.util.ArrayList;
import java.util.List;
import plumbline.analysis.dashboard.experiment.HealthTabView.CheckView;
import plumbline.analysis.dashboard.experiment.HealthTabView.ProgressView;
import plumbline.analysis.page.When;
import plumbline.engine.analysis.Figures;
import plumbline.proto.analysis.v1.Completeness;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.Health;
import plumbline.proto.analysis.v1.ImbalanceHealth;
import plumbline.proto.analysis.v1.Progress;
import plumbline.proto.analysis.v1.SplitHealth;
import plumbline.proto.analysis.v1.VariantProgress;

/** Health as the page shows it. */
final class HealthViews {
  private HealthViews() {}

  static HealthTabView of(ExperimentResults results) {
    var health = results.getHealth();
    var completeness = health.getCompleteness();
    return new HealthTabView(
        Healths.badge(health.getState()),
        checks(health),
        health.getProgress().getVariantsList().stream().map(HealthViews::progress).toList(),
        plan(health.getProgress()),
        prePeriod(health),
        When.of(completeness.hasCompleteUpTo(), completeness.getCompleteUpTo()),
        DayCharts.of(results).orElse(null));
  }

  private static List<CheckView> checks(Health health) {
    var checks = new ArrayList<CheckView>();
    checks.add(split("Split of exposed units", health.getExposedSplit()));
    checks.add(split("Split of analysed units", health.getAnalysedSplit()));
    checks.add(imbalance("Units seen in two variants", health.getCrossover()));
    checks.add(imbalance("Units left out by rules", health.getExclusion()));
    checks.add(completeness(health.getCompleteness()));
    if (health.hasPrePeriod()) {
      var before = health.getPrePeriod();
      checks.add(
          new CheckView(
              "Before the experiment",
              Healths.badge(before.getState()),
              Labels.typeset(before.getSentence()),
              List.of()));
    }
    var progress = health.getProgress();
    checks.add(
        new CheckView(
            "Progress",
            Healths.badge(progress.getState()),
            Labels.typeset(progress.getSentence()),
            List.of()));
    return checks;
  }

  private static CheckView split(String name, SplitHealth split) {
    var figures = new ArrayList<Fact>();
    if (split.hasPValue()) {
      figures.add(new Fact("p", Figures.pValue(split.getPValue())));
    }
    if (split.hasPValueSequential()) {
      figures.add(new Fact("p at any time", Figures.pValue(split.getPValueSequential())));
    }
    if (split.hasChiSquare()) {
      figures.add(new Fact("χ²", Figures.value(split.getChiSquare())));
    }
    return new CheckView(
        name, Healths.badge(split.getState()), Labels.typeset(split.getSentence()), figures);
  }

  private static CheckView imbalance(String name, ImbalanceHealth it) {
    return new CheckView(
        name,
        Healths.badge(it.getState()),
        Labels.typeset(it.getSentence()),
        it.hasPValue() ? List.of(new Fact("p", Figures.pValue(it.getPValue()))) : List.of());
  }

  private static CheckView completeness(Completeness it) {
    var figures = new ArrayList<Fact>();
    if (it.getPendingBatches() > 0) {
      figures.add(new Fact("Batches not counted yet", Figures.count(it.getPendingBatches())));
    }
    return new CheckView(
        "Completeness", Healths.badge(it.getState()), Labels.typeset(it.getSentence()), figures);
  }

  private static ProgressView progress(VariantProgress it) {
    var units = Figures.count(it.getUnits());
    return new ProgressView(
        it.getVariant(),
        it.getUnits(),
        it.getPlannedUnits(),
        it.getPlannedUnits() == 0
            ? units + " units; the plan has no size"
            : "%s of %s units, %s"
                .formatted(
                    units,
                    Figures.count(it.getPlannedUnits()),
                    Figures.percent((double) it.getUnits() / it.getPlannedUnits())));
  }

  private static List<Fact> plan(Progress progress) {
    var facts = new ArrayList<Fact>();
    if (progress.hasDaysLeft()) {
      facts.add(new Fact("Days left", Figures.atMost(progress.getDaysLeft(), 1)));
    }
    if (progress.hasPlannedEnd()) {
      facts.add(new Fact("Planned end", When.of(progress.getPlannedEnd()).text()));
    }
    return facts;
  }

  private static List<List<String>> prePeriod(Health health) {
    return health.getPrePeriod().getTestsList().stream()
        .map(it ->
            List.of(
                it.getMetric(),
                it.getTreatment(),
                it.hasPValue() ? Figures.pValue(it.getPValue()) : "\u2013"))
        .toList();
  }
}
