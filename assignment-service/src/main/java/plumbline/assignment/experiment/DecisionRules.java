package plumbline.assignment.experiment;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import plumbline.assignment.decision.Evidence;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.DecisionOutcome;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.Variant;

/**
 * What a decision needs beside the right state. To ship and to keep control are claims about an
 * effect: they need the verdict. That nothing is known, or that it is given up, can always be said.
 */
final class DecisionRules {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private DecisionRules() {}

  /**
   * Checks what can be checked before the results are asked for.
   *
   * @throws Failure.Refused where the life of the experiment does not allow it
   * @throws Failure.Invalid where what is shipped is no treatment
   */
  static void checkBefore(NewDecision wanted, Experiment experiment) {
    Lifecycle.after(wanted.key(), experiment.getState(), wanted.action());
    if (wanted.outcome() == DecisionOutcome.DECISION_OUTCOME_SHIP) {
      requireNotHalted(wanted, experiment);
      requireTreatment(wanted, experiment);
    }
  }

  /**
   * Checks that the results allow it.
   *
   * @throws Failure.Refused where the verdict is not due, or enrolment ended early
   * @throws Failure.Unavailable where a verdict is needed and nobody can say what it is
   */
  static void check(NewDecision wanted, Experiment experiment, Evidence evidence) {
    if (wanted.isClaim()) {
      requireVerdict(wanted, experiment, evidence);
    }
  }

  /** Whether it claims something else than the evidence. */
  static boolean isAgainst(NewDecision wanted, Evidence evidence) {
    return wanted.isClaim()
        && evidence instanceof Evidence.Known known
        && known
            .recommendation()
            .filter(it ->
                it.getOutcome() != wanted.outcome() || !it.getVariant().equals(wanted.variant()))
            .isPresent();
  }

  private static void requireVerdict(NewDecision wanted, Experiment experiment, Evidence evidence) {
    switch (evidence) {
      case Evidence.NotAtHand(var why) ->
          throw new Failure.Unavailable(
              "experiment '%s' can only be decided so with its results at hand, and %s; try again in a"
                      .formatted(wanted.key(), why)
                  + " moment");
      case Evidence.Known known -> {
        if (known.recommendation().isEmpty()) {
          throw new Failure.Refused(notDue(wanted, known));
        }
        if (known.recommendation().get().getEarlyEnd() && !isHalted(experiment)) {
          throw new Failure.Refused(
              ("enrolment of experiment '%s' ended early, so it can only be decided as inconclusive, or"
                      + " abandoned: %s")
                  .formatted(
                      wanted.key(),
                      String.join(" ", known.recommendation().get().getReasonsList())));
        }
      }
    }
  }

  private static String notDue(NewDecision wanted, Evidence.Known known) {
    var due = known.due().map(it -> " It is due at " + minute(it) + ".").orElse("");
    return "the verdict of experiment '%s' is not due yet, so it can only be decided as inconclusive, or"
            .formatted(wanted.key())
        + " abandoned. "
        + known.results().getWithheld().getReason()
        + due;
  }

  private static void requireNotHalted(NewDecision wanted, Experiment experiment) {
    if (isHalted(experiment)) {
      throw new Failure.Refused(
          ("experiment '%s' was halted, so nothing of it is shipped: a guardrail or a person found harm;"
                  + " keep control, or decide it as inconclusive")
              .formatted(wanted.key()));
    }
  }

  private static void requireTreatment(NewDecision wanted, Experiment experiment) {
    var treatments =
        experiment.getDefinition().getVariantsList().stream()
            .filter(variant -> !variant.getControl())
            .map(Variant::getKey)
            .toList();
    if (!treatments.contains(wanted.variant())) {
      throw new Failure.Invalid(
          "variant", "must be one of the treatments: " + String.join(", ", treatments));
    }
  }

  private static boolean isHalted(Experiment experiment) {
    return experiment.getState() == ExperimentState.EXPERIMENT_STATE_HALTED;
  }

  private static String minute(Timestamp time) {
    return MINUTE.format(Instant.ofEpochSecond(time.getSeconds(), time.getNanos()));
  }
}
