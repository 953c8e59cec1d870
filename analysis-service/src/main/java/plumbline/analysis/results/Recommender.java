package plumbline.analysis.results;

import static java.util.Comparator.comparingDouble;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumbline.analysis.results.Clearances.Cleared;
import plumbline.analysis.results.Results.Comparison;
import plumbline.analysis.results.Results.MetricFinding;
import plumbline.analysis.results.Results.Verdict;
import plumbline.analysis.study.Study;
import plumbline.engine.analysis.Figures;
import plumbline.engine.guardrail.Clearance.State;

/**
 * From what may be shown to what is recommended.
 *
 * <ul>
 *   <li>SHIP a treatment if nothing is in the way of a verdict, enrolment did not end early and
 *       without a halt, the primary metric is shown to be better, and every guardrail is cleared;
 *       of several such treatments the one with the largest effect.
 *   <li>KEEP_CONTROL if, for every treatment, harm is shown (the primary metric worse, or a
 *       guardrail breached) or its effect is shown to be below the smallest that is sought.
 *   <li>Else INCONCLUSIVE, with what it would take.
 * </ul>
 */
final class Recommender {
  private final Study study;
  private final PrimaryGain gain;
  private final Optional<String> early;
  private final boolean running;
  private final List<Treatment> treatments;

  private Recommender(
      Study study,
      MetricFinding primary,
      List<Cleared> clearances,
      Optional<String> early,
      boolean running) {
    this.study = study;
    this.gain = new PrimaryGain(study, primary.metric());
    this.early = early;
    this.running = running;
    this.treatments =
        primary.comparisons().stream()
            .map(it ->
                new Treatment(
                    it,
                    clearances.stream()
                        .filter(cleared -> cleared.treatment().equals(it.treatment()))
                        .toList()))
            .toList();
  }

  /**
   * The recommendation.
   *
   * @param obstacles why there is no verdict
   * @param early that enrolment ended before its plan was fulfilled
   * @param running whether units may still be enrolled or measured
   */
  static Recommendation recommend(
      Study study,
      List<MetricFinding> findings,
      List<String> obstacles,
      Optional<String> early,
      boolean running) {
    if (!obstacles.isEmpty()) {
      return Recommendation.inconclusive(obstacles, early.isPresent());
    }
    var primary = findings.stream().filter(it -> it.metric().isPrimary()).findFirst();
    if (primary.isEmpty()) {
      return Recommendation.inconclusive(
          List.of("There is no primary metric to decide by."), early.isPresent());
    }
    if (primary.get().withheld().isPresent()) {
      return Recommendation.inconclusive(
          List.of("The primary metric is not shown yet."), early.isPresent());
    }
    var clearances = findings.stream().flatMap(it -> it.clearances().stream()).toList();
    return new Recommender(study, primary.get(), clearances, early, running).recommend();
  }

  private Recommendation recommend() {
    var halted = study.life().halted();
    if (early.isPresent() && !halted) {
      return Recommendation.inconclusive(List.of(early.get()), true);
    }
    var good = treatments.stream().filter(Treatment::qualifies).toList();
    if (!good.isEmpty() && !halted) {
      return ship(good);
    }
    if (treatments.stream().allMatch(it -> it.harmed() || (early.isEmpty() && isRuledOut(it)))) {
      return Recommendation.keepControl(
          treatments.stream().flatMap(it -> against(it).stream()).toList(), early.isPresent());
    }
    return Recommendation.inconclusive(undecided(halted), early.isPresent());
  }

  private Recommendation ship(List<Treatment> good) {
    var best = good.stream().max(comparingDouble(it -> gain.point(it.primary))).orElseThrow();
    var reasons = new ArrayList<String>();
    reasons.add(best.primary.sentence());
    reasons.add(
        best.guardrails.isEmpty()
            ? "No guardrail was defined, so none could show harm."
            : "Every guardrail is cleared: "
                + String.join(", ", best.guardrails.stream().map(it -> it.metric().key()).toList())
                + ".");
    if (good.size() > 1) {
      reasons.add(
          "%d treatments qualify; %s has the largest estimated effect, which need not be the largest"
                  .formatted(good.size(), best.key())
              + " true one.");
    }
    return Recommendation.ship(best.key(), reasons);
  }

  /** Why a treatment is ruled out. */
  private List<String> against(Treatment treatment) {
    var reasons = new ArrayList<String>();
    treatment.guardrails.stream()
        .filter(it -> it.state() == State.BREACHED)
        .forEach(it -> reasons.add(it.sentence()));
    if (isRuledOut(treatment)) {
      reasons.add(gain.tooSmall(treatment.primary));
    }
    if (treatment.primary.verdict() == Verdict.WORSE) {
      reasons.add(treatment.primary.sentence());
    }
    return reasons;
  }

  private List<String> undecided(boolean halted) {
    var reasons = new ArrayList<String>();
    if (halted) {
      reasons.add("It was halted, so no treatment is recommended.");
    }
    for (var treatment : treatments) {
      var against = against(treatment);
      if (against.isEmpty()) {
        reasons.add(treatment.primary.sentence());
        treatment.guardrails.stream()
            .filter(it -> it.state() != State.CLEARED)
            .forEach(it -> reasons.add(it.sentence()));
        reasons.add(whatItWouldTake(treatment));
      } else {
        reasons.addAll(against);
      }
    }
    return reasons;
  }

  private String whatItWouldTake(Treatment treatment) {
    if (treatment.primary.verdict() == Verdict.BETTER) {
      return treatment.qualifies()
          ? "%s would qualify, had it not been halted.".formatted(treatment.key())
          : "To ship %s, its guardrails must be cleared: that takes more units, or margins that are"
                  .formatted(treatment.key())
              + " agreed on beforehand for another experiment.";
    }
    var times = gain.unitsNeeded(treatment.primary);
    if (times.isPresent()) {
      return "It would take about %s times as many units to tell no effect of %s from the %s sought."
          .formatted(
              Figures.size(times.getAsDouble()),
              treatment.key(),
              Figures.percent(study.plan().mdeRelative().orElseThrow()));
    }
    return running
        ? "Let it go on: more units may tell whether %s has an effect.".formatted(treatment.key())
        : "It would take more units, in another experiment, to tell whether %s has an effect."
            .formatted(treatment.key());
  }

  private boolean isRuledOut(Treatment treatment) {
    return gain.isRuledOut(treatment.primary);
  }

  private record Treatment(Comparison primary, List<Cleared> guardrails) {
    String key() {
      return primary.treatment();
    }

    boolean qualifies() {
      return primary.verdict() == Verdict.BETTER
          && guardrails.stream().allMatch(it -> it.state() == State.CLEARED);
    }

    boolean harmed() {
      return primary.verdict() == Verdict.WORSE
          || guardrails.stream().anyMatch(it -> it.state() == State.BREACHED);
    }
  }
}
