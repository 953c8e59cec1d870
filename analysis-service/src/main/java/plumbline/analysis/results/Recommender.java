package plumbline.analysis.results;

import static java.util.Comparator.comparingDouble;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import plumbline.analysis.results.Results.Split;
import plumbline.analysis.results.Results.VariantCount;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.StudiedMetric;
import plumbline.analysis.study.StudiedMetric.Judgement;
import plumbline.analysis.study.Study;
import plumbline.engine.analysis.Figures;
import plumbline.engine.analysis.Sentence;
import plumbline.engine.guardrail.Clearance.State;

/**
 * From what may be shown to what is recommended.
 *
 * <ul>
 *   <li>SHIP a treatment if the split is as planned, all data are counted, enrolment ended as
 *       planned and without a halt, the primary metric is shown to be better, and every guardrail
 *       is cleared; of several such treatments the one with the largest effect.
 *   <li>KEEP_CONTROL if, for every treatment, harm is shown (the primary metric worse, or a
 *       guardrail breached) or its effect is shown to be below the smallest that is sought.
 *   <li>Else INCONCLUSIVE, with what it would take.
 * </ul>
 */
final class Recommender {
  private final Study study;
  private final PrimaryVerdicts primary;
  private final Optional<String> early;
  private final List<Treatment> treatments;

  private Recommender(
      Study study, Observations observations, StudiedMetric primary, Optional<String> early) {
    this.study = study;
    this.primary = new PrimaryVerdicts(study, observations, primary);
    this.early = early;
    var guardrails = new GuardrailVerdicts(study, observations);
    this.treatments =
        this.primary.all().stream()
            .map(it -> new Treatment(it, guardrails.of(it.treatment())))
            .toList();
  }

  static Recommendation recommend(
      Study study, Observations observations, List<VariantCount> counts, Split split) {
    var early = EarlyEnd.of(study, counts);
    var primary = study.primary();
    if (split.mismatch()) {
      return Recommendation.inconclusive(List.of(split.sentence()), early.isPresent());
    }
    if (observations.pendingBatches() > 0) {
      return Recommendation.inconclusive(
          List.of("Events are stored that are not counted yet: ask again in a moment."),
          early.isPresent());
    }
    if (primary.isEmpty()) {
      return Recommendation.inconclusive(
          List.of("There is no primary metric to decide by."), early.isPresent());
    }
    return new Recommender(study, observations, primary.get(), early).recommend();
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
    var best =
        good.stream().max(comparingDouble(it -> primary.pointGain(it.primary))).orElseThrow();
    var reasons = new ArrayList<String>();
    reasons.add(sentence(best));
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
        .forEach(it -> reasons.add(it.sentence(treatment.key())));
    if (isRuledOut(treatment)) {
      var upper = primary.gain(treatment.primary).orElseThrow().upper();
      reasons.add(
          "%s of %s is at most %s better than control's, less than the %s that is worth finding."
              .formatted(
                  primary.primary().key(),
                  treatment.key(),
                  Figures.percent(Math.max(0, upper)),
                  Figures.percent(study.plan().mdeRelative().orElseThrow())));
    }
    if (treatment.primary.shown() == Judgement.WORSE) {
      reasons.add(sentence(treatment));
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
        reasons.add(sentence(treatment));
        treatment.guardrails.stream()
            .filter(it -> it.state() != State.CLEARED)
            .forEach(it -> reasons.add(it.sentence(treatment.key())));
        reasons.add(whatItWouldTake(treatment));
      } else {
        reasons.addAll(against);
      }
    }
    return reasons;
  }

  private String whatItWouldTake(Treatment treatment) {
    if (treatment.primary.shown() == Judgement.BETTER) {
      return treatment.qualifies()
          ? "%s would qualify, had it not been halted.".formatted(treatment.key())
          : "To ship %s, its guardrails must be cleared: that takes more units, or margins that are"
                  .formatted(treatment.key())
              + " agreed on beforehand for another experiment.";
    }
    var times = primary.unitsNeeded(treatment.primary);
    return times.isPresent()
        ? "It would take about %s times as many units to tell no effect of %s from the %s sought."
            .formatted(
                Figures.size(times.getAsDouble()),
                treatment.key(),
                Figures.percent(study.plan().mdeRelative().orElseThrow()))
        : "It would take more units, in another experiment, to tell whether %s has an effect."
            .formatted(treatment.key());
  }

  private String sentence(Treatment treatment) {
    var words =
        new Sentence(
                MetricTest.of(primary.primary()).metric(),
                study.control().key(),
                treatment.key(),
                false)
            .about(treatment.primary.plain());
    return treatments.size() == 1
        ? words
        : words
            + " Corrected for %d treatments, that is %s."
                .formatted(
                    treatments.size(),
                    treatment.primary.shown() == Judgement.NEITHER ? "not shown" : "shown");
  }

  private boolean isRuledOut(Treatment treatment) {
    return primary.isRuledOut(treatment.primary);
  }

  private record Treatment(
      PrimaryVerdicts.Verdict primary, List<GuardrailVerdicts.Verdict> guardrails) {
    String key() {
      return primary.treatment();
    }

    boolean qualifies() {
      return primary.shown() == Judgement.BETTER
          && guardrails.stream().allMatch(it -> it.state() == State.CLEARED);
    }

    boolean harmed() {
      return primary.shown() == Judgement.WORSE
          || guardrails.stream().anyMatch(it -> it.state() == State.BREACHED);
    }
  }
}
