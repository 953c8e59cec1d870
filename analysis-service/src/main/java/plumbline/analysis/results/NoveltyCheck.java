package plumbline.analysis.results;

import java.util.List;
import java.util.Optional;
import plumbline.analysis.results.Health.State;
import plumbline.analysis.results.Results.NoveltyFinding;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.Observations.Day;
import plumbline.analysis.study.StudiedMetric;
import plumbline.analysis.study.Study;
import plumbline.engine.analysis.DailyEffects;
import plumbline.engine.analysis.Figures;
import plumbline.engine.statistics.EffectTrend;

/**
 * Whether the primary metric's effect changes with the day of first exposure. What is new is tried,
 * and what has changed is avoided, for a while; then the effect of later days is the one that
 * stays.
 */
record NoveltyCheck(Study study, Observations observations, StudiedMetric primary) {

  /** One for each treatment; none unless the days' sums are there. */
  static List<NoveltyFinding> of(Study study, Observations observations) {
    return study
        .primary()
        .map(it -> new NoveltyCheck(study, observations, it))
        .filter(NoveltyCheck::isKnown)
        .map(NoveltyCheck::all)
        .orElse(List.of());
  }

  private boolean isKnown() {
    var days = observations.of(study.control().key()).days();
    return !days.isEmpty() && days.getFirst().sums().has(primary.key());
  }

  private List<NoveltyFinding> all() {
    return study.treatments().stream().map(it -> finding(it.key())).toList();
  }

  private NoveltyFinding finding(String treatment) {
    var control = observations.of(study.control().key()).days();
    var days =
        observations.of(treatment).days().stream()
            .flatMap(it ->
                control.stream()
                    .filter(same -> same.day().equals(it.day()))
                    .flatMap(same -> effect(same, it).stream()))
            .toList();
    var line = EffectTrend.of(days);
    return new NoveltyFinding(treatment, days, line, state(line), sentence(treatment, days, line));
  }

  private Optional<EffectTrend.Day> effect(Day control, Day treatment) {
    return DailyEffects.of(
        primary.measured(),
        treatment.day().toEpochDay(),
        control.sums().of(primary.key()),
        treatment.sums().of(primary.key()));
  }

  private static State state(Optional<EffectTrend.Line> line) {
    return line.map(it -> it.pValueTwoSided() < Health.WATCH ? State.WATCH : State.OK)
        .orElse(State.UNKNOWN);
  }

  private String sentence(
      String treatment, List<EffectTrend.Day> days, Optional<EffectTrend.Line> line) {
    if (line.isEmpty()) {
      return "There are too few days with enough units to tell whether the effect of %s changes."
          .formatted(treatment);
    }
    var p = Figures.p(line.get().pValueTwoSided());
    if (line.get().pValueTwoSided() >= Health.WATCH) {
      return "No change of the effect of %s from day to day is shown (%s), and none ruled out."
          .formatted(treatment, p);
    }
    return "The effect of %s %s with the day of first exposure (%s): %s."
        .formatted(
            treatment,
            wearsOff(days, line.get()) ? "wears off" : "grows",
            p,
            wearsOff(days, line.get())
                ? "what was new may have been tried because it was new, so expect less of it later"
                : "people may have had to get used to it, so expect more of it later");
  }

  /** Whether the line leads from the average effect towards none. */
  private static boolean wearsOff(List<EffectTrend.Day> days, EffectTrend.Line line) {
    var weights = days.stream().mapToDouble(it -> Math.pow(it.standardError(), -2)).sum();
    var average =
        days.stream().mapToDouble(it -> it.difference() * Math.pow(it.standardError(), -2)).sum()
            / weights;
    return average * line.slope() < 0;
  }
}
