package plumbline.analysis.guardrail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.StudiedMetric;
import plumbline.analysis.study.StudiedMetric.Margin;
import plumbline.engine.analysis.GuardrailArms;
import plumbline.engine.guardrail.GuardrailLook;
import plumbline.engine.guardrail.GuardrailWatch;
import plumbline.engine.guardrail.HarmReading.NotJudged;
import plumbline.engine.guardrail.HarmReading.Reason;
import plumbline.engine.guardrail.LookSchedule;

/** From what was counted to looks. Pure: what is due follows from the looks that were taken. */
final class Looks {
  private final Watched watched;
  private final Observations observations;

  private Looks(Watched watched, Observations observations) {
    this.watched = watched;
    this.observations = observations;
  }

  /**
   * The look that is due; empty where none is.
   *
   * @param taken all looks so far, in order
   */
  static Optional<Look> due(
      Watched watched, Observations observations, List<LookSchedule.Look> taken, Instant now) {
    var started = watched.study().life().started();
    if (started.isEmpty() || watched.guardrails().isEmpty()) {
      return Optional.empty();
    }
    var units = observations.exposed();
    var elapsed = Duration.between(started.get(), now);
    var number = watched.schedule().due(units, elapsed, taken);
    return number.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Look(
                number.getAsInt(),
                now,
                units,
                elapsed,
                new Looks(watched, observations).readings(number.getAsInt(), units)));
  }

  private List<Reading> readings(int number, long units) {
    var readings = new ArrayList<Reading>();
    for (var guardrail : watched.guardrails()) {
      var margin = guardrail.guardrail().orElseThrow();
      for (var treatment : watched.study().treatments()) {
        var look = look(guardrail, margin, treatment.key(), number, units);
        readings.add(Reading.of(guardrail.key(), treatment.key(), look));
      }
    }
    return List.copyOf(readings);
  }

  private GuardrailLook look(
      StudiedMetric guardrail, Margin margin, String treatment, int number, long units) {
    var level = watched.level(margin.action());
    var control = watched.study().control().key();
    return GuardrailArms.of(
            guardrail.measured(),
            observations.of(control).sums().of(guardrail.key()),
            observations.of(treatment).sums().of(guardrail.key()))
        .map(arms -> new GuardrailWatch(margin.threshold(), level).look(number, units, arms))
        .orElseGet(() ->
            new GuardrailLook(
                number,
                units,
                level.atLook(number),
                margin.threshold(),
                new NotJudged(Reason.TOO_FEW_UNITS)));
  }
}
