package plumbline.analysis.dashboard.experiment;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.dashboard.experiment.WatchView.GuardrailView;
import plumbline.analysis.dashboard.experiment.WatchView.HaltView;
import plumbline.analysis.dashboard.experiment.WatchView.PlatformView;
import plumbline.analysis.dashboard.experiment.WatchView.TreatmentView;
import plumbline.analysis.page.Badge;
import plumbline.analysis.page.When;
import plumbline.analysis.study.StudiedMetric;
import plumbline.analysis.study.Studies;
import plumbline.engine.analysis.Figures;
import plumbline.engine.guardrail.Threshold;
import plumbline.proto.analysis.v1.ExperimentGuardrails;
import plumbline.proto.analysis.v1.NextLook;
import plumbline.proto.analysis.v1.PlatformConcern;
import plumbline.proto.analysis.v1.PlatformGuardrail;
import plumbline.proto.analysis.v1.WatchState;
import plumbline.proto.analysis.v1.WatchedGuardrail;
import plumbline.proto.analysis.v1.WatchedTreatment;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.GuardrailAction;

/**
 * Guardrails as the page shows them.
 *
 * @param thresholds by metric, those that can be read
 */
record WatchViews(Map<String, Threshold> thresholds) {

  static WatchView of(Experiment experiment, Optional<ExperimentGuardrails> guardrails) {
    return guardrails
        .map(it -> new WatchViews(thresholds(experiment)).view(it))
        .orElse(new WatchView(false, null, List.of(), "", null, List.of()));
  }

  private static Map<String, Threshold> thresholds(Experiment experiment) {
    return Studies.parse(experiment).guardrails().stream()
        .filter(it -> it.guardrail().isPresent())
        .collect(
            Collectors.toMap(
                StudiedMetric::key, it -> it.guardrail().orElseThrow().threshold(), (a, _) -> a));
  }

  private WatchView view(ExperimentGuardrails watched) {
    return new WatchView(
        true,
        halt(watched),
        watched.getGuardrailsList().stream().map(this::guardrail).toList(),
        watched.hasNextLook() ? next(watched.getNextLook()) : "",
        When.of(watched.getNextLook().hasTime(), watched.getNextLook().getTime()),
        watched.getPlatformGuardrailsList().stream().map(WatchViews::platform).toList());
  }

  private static @Nullable HaltView halt(ExperimentGuardrails watched) {
    if (!watched.hasHalt()) {
      return null;
    }
    var halt = watched.getHalt();
    return new HaltView(
        Integer.toString(halt.getLook()),
        Labels.typeset(halt.getReason()),
        When.of(halt.getDecideTime()),
        When.of(halt.hasDoneTime(), halt.getDoneTime()),
        halt.getOutcome());
  }

  private GuardrailView guardrail(WatchedGuardrail guardrail) {
    return new GuardrailView(
        guardrail.getMetric(),
        guardrail.getAction() == GuardrailAction.GUARDRAIL_ACTION_HALT
            ? "halts the experiment"
            : "tells people",
        guardrail.getMargin(),
        Labels.typeset(guardrail.getUnderstood()),
        guardrail.getNumbersWithheld(),
        guardrail.getTreatmentsList().stream().map(it -> treatment(guardrail, it)).toList());
  }

  private TreatmentView treatment(WatchedGuardrail guardrail, WatchedTreatment treatment) {
    var charts =
        new WatchCharts(guardrail, Optional.ofNullable(thresholds.get(guardrail.getMetric())));
    return new TreatmentView(
        treatment.getTreatment(),
        badge(treatment.getState()),
        Labels.typeset(treatment.getSentence()),
        charts.harm(treatment),
        charts.of(treatment).orElse(null));
  }

  private static Badge badge(WatchState state) {
    return switch (state) {
      case WATCH_STATE_UNPROVEN -> new Badge("within the margin, unproven", "neutral");
      case WATCH_STATE_WATCH -> new Badge("watch", "neutral");
      case WATCH_STATE_BREACHED -> new Badge("breached", "bad");
      case WATCH_STATE_NOT_JUDGED, WATCH_STATE_UNSPECIFIED, UNRECOGNIZED ->
          new Badge("not judged", "neutral");
    };
  }

  private static String next(NextLook next) {
    return next.getExposedUnits() == 0
        ? "Look %d is next.".formatted(next.getLook())
        : "Look %d is next, at %s exposed units in any case."
            .formatted(next.getLook(), Figures.count(next.getExposedUnits()));
  }

  private static PlatformView platform(PlatformGuardrail it) {
    return new PlatformView(
        name(it.getConcern()),
        it.getRaised() ? new Badge("Alarm", "bad") : new Badge("OK", "good"),
        Labels.typeset(it.getSentence()),
        When.of(it.getSince()));
  }

  private static String name(PlatformConcern concern) {
    return switch (concern) {
      case PLATFORM_CONCERN_SAMPLE_RATIO -> "Split of exposed units";
      case PLATFORM_CONCERN_ANALYSED_RATIO -> "Split of analysed units";
      case PLATFORM_CONCERN_CROSSOVER -> "Units seen in two variants";
      case PLATFORM_CONCERN_EXCLUSION -> "Units left out by rules";
      case PLATFORM_CONCERN_SILENCE -> "Exposures come in";
      case PLATFORM_CONCERN_FOLD_LAG -> "Counting keeps up";
      case PLATFORM_CONCERN_UNSPECIFIED, UNRECOGNIZED -> "Other";
    };
  }
}
