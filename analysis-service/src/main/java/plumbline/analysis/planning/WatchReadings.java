package plumbline.analysis.planning;

import java.util.List;
import plumbline.engine.guardrail.AbsurdMargin;
import plumbline.engine.guardrail.HarmPlan;
import plumbline.engine.guardrail.LookSchedule;
import plumbline.engine.guardrail.WatchLevel;
import plumbline.engine.planning.SampleSize;
import plumbline.proto.analysis.v1.PlannedGuardrailReading;

/** Says how planned guardrails were understood, and what one look with the needed units finds. */
final class WatchReadings {
  private final PlanQuery query;
  private final LookSchedule schedule;
  private final SampleSize arms;

  private WatchReadings(PlanQuery query, LookSchedule schedule, SampleSize arms) {
    this.query = query;
    this.schedule = schedule;
    this.arms = arms;
  }

  /** One for each guardrail, in order. */
  static List<PlannedGuardrailReading> of(PlannedExperiment planned) {
    var query = planned.query();
    var total = planned.units().total();
    var readings =
        new WatchReadings(query, LookSchedule.of(total), query.split().weakest((double) total));
    return query.guardrails().stream().map(readings::read).toList();
  }

  private PlannedGuardrailReading read(PlannedWatch guardrail) {
    var metric = guardrail.metric();
    var baseline = guardrail.expected().baseline();
    var reading =
        PlannedGuardrailReading.newBuilder()
            .setMetric(metric)
            .setReading(guardrail.threshold().describe(metric, baseline.value()));
    try {
      var plan = new HarmPlan(guardrail.threshold(), baseline, level(guardrail), query.power());
      reading.setSmallestDetectableHarm(plan.describe(metric, arms));
      plan.warning(arms).map(AbsurdMargin::describe).ifPresent(reading::setWarning);
    } catch (IllegalArgumentException e) {
      // The engine's words say which number is out of range, and what is allowed.
      reading.setWarning(String.valueOf(e.getMessage()));
    }
    return reading.build();
  }

  /** Guardrails with the same action share alpha. */
  private WatchLevel level(PlannedWatch guardrail) {
    var family =
        query.guardrails().stream().filter(it -> it.action() == guardrail.action()).count();
    return new WatchLevel(
        query.significance().alpha(),
        schedule.plannedLooks(),
        (int) family,
        query.split().treatments().size());
  }
}
