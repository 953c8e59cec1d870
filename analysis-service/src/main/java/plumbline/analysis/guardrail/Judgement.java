package plumbline.analysis.guardrail;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import plumbline.analysis.alarm.Alarm;
import plumbline.analysis.alarm.Concern;
import plumbline.analysis.alarm.Finding;
import plumbline.analysis.alarm.Subject;
import plumbline.analysis.study.Observations;
import plumbline.engine.guardrail.LookSchedule;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.assignment.v1.GuardrailAction;

/**
 * What is found of one experiment at one moment. Pure.
 *
 * @param look the one that was due
 * @param intent to halt, where the look shows harm that halts
 */
record Judgement(Optional<Look> look, Optional<HaltIntent> intent, List<Finding> findings) {

  /** What is on record of the experiment. */
  record Kept(List<LookSchedule.Look> taken, List<Alarm> alarms) {
    private List<Subject> raised() {
      return alarms.stream().filter(Alarm::raised).map(Alarm::subject).toList();
    }
  }

  static Judgement of(
      Watched watched,
      Observations observations,
      Kept kept,
      Progress progress,
      Duration silence,
      Instant now) {
    var look = Looks.due(watched, observations, kept.taken(), now);
    var split = new SplitWatch(watched.study(), observations);
    var findings = new ArrayList<>(split.always(kept.raised()));
    findings.add(silence(watched, progress, silence, now));
    look.ifPresent(it -> {
      findings.addAll(split.atLook());
      findings.addAll(guardrails(watched, observations, it));
    });
    return new Judgement(
        look, look.flatMap(it -> intent(watched, observations, it)), List.copyOf(findings));
  }

  private static Finding silence(
      Watched watched, Progress progress, Duration silence, Instant now) {
    var running = watched.study().state() == ExperimentState.EXPERIMENT_STATE_RUNNING;
    var silent = running && progress.isSilent(now, silence);
    return new Finding(
        Subject.of(Concern.SILENCE),
        silent,
        silent
            ? ("Nobody was exposed for the first time since %s, although there were units before:"
                    + " assignment, exposure or recording may be broken.")
                .formatted(progress.grown())
            : "Units are being exposed, or nobody expects them to be.");
  }

  private static List<Finding> guardrails(Watched watched, Observations observations, Look look) {
    var findings = new ArrayList<Finding>();
    for (var reading : look.readings()) {
      var sentence = sentence(watched, observations, look, reading);
      if (action(watched, reading) != GuardrailAction.GUARDRAIL_ACTION_HALT) {
        findings.add(
            new Finding(subject(Concern.GUARDRAIL, reading), reading.isBreached(), sentence));
      } else if (reading.isBreached()) {
        findings.add(
            new Finding(
                subject(Concern.HALT, reading),
                true,
                sentence + ". The experiment is being halted"));
      }
    }
    return findings;
  }

  private static Optional<HaltIntent> intent(
      Watched watched, Observations observations, Look look) {
    var evidence =
        look.readings().stream()
            .filter(Reading::isBreached)
            .filter(it -> action(watched, it) == GuardrailAction.GUARDRAIL_ACTION_HALT)
            .map(it -> sentence(watched, observations, look, it) + ".")
            .collect(Collectors.joining(" "));
    return evidence.isEmpty()
        ? Optional.empty()
        : Optional.of(HaltIntent.of(watched.study().key().value(), look, evidence));
  }

  private static Subject subject(Concern concern, Reading reading) {
    return new Subject(concern, reading.metric(), reading.treatment());
  }

  private static GuardrailAction action(Watched watched, Reading reading) {
    return watched.guardrail(reading.metric()).guardrail().orElseThrow().action();
  }

  private static String sentence(
      Watched watched, Observations observations, Look look, Reading reading) {
    var completeUpTo = observations.completeUpTo().orElse(Instant.MIN);
    return watched.withholds(watched.guardrail(reading.metric()), completeUpTo)
        ? look.withoutNumbers(reading)
        : reading.sentence();
  }
}
