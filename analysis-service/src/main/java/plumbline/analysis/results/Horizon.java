package plumbline.analysis.results;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import plumbline.analysis.results.Results.Withheld;
import plumbline.analysis.study.Study;

/**
 * The fixed horizon: one verdict, when everybody who enrolled has had the full windows and the
 * events are in. Until then numbers are withheld, guardrails' too, because who looks at them while
 * the experiment runs, and stops when they please, finds effects that are not there.
 */
final class Horizon {
  static final Withheld NOT_STARTED =
      new Withheld(
          "The experiment has not started, so there is nothing to show yet.", Optional.empty());

  private static final Withheld RUNNING =
      new Withheld(
          "The plan is one verdict at the end, because looking earlier makes chance look like an"
              + " effect. Metrics are shown when enrolment has ended and every unit has had its"
              + " full measurement window.",
          Optional.empty());

  private Horizon() {}

  /** Why nothing may be shown; empty once everything may. */
  static Optional<Withheld> withhold(Study study, Optional<Instant> completeUpTo, Instant now) {
    var verdict = study.verdictTime();
    if (verdict.isEmpty()) {
      return Optional.of(study.isStarted() ? RUNNING : NOT_STARTED);
    }
    var due = verdict.get();
    if (study.isOver(completeUpTo, now)) {
      return Optional.empty();
    }
    return Optional.of(
        new Withheld(reason(study, due, now), Optional.of(expected(due, completeUpTo, now))));
  }

  private static String reason(Study study, Instant due, Instant now) {
    if (study.life().enrolmentEnd().filter(end -> !now.isBefore(end)).isEmpty()) {
      return RUNNING.reason();
    }
    return now.isBefore(due)
        ? "Enrolment has ended, but not every unit has had its full measurement window yet; the"
            + " plan is one verdict, on whole windows."
        : "Every unit has had its full measurement window; the last events are given time to"
            + " arrive before the one verdict that is planned.";
  }

  /** Completeness follows the clock at a distance, so it comes to the due time that much later. */
  private static Instant expected(Instant due, Optional<Instant> completeUpTo, Instant now) {
    var distance = completeUpTo.map(upTo -> Duration.between(upTo, now)).orElse(Duration.ZERO);
    var expected = distance.isNegative() ? due : due.plus(distance);
    var minute = expected.truncatedTo(ChronoUnit.MINUTES);
    return minute.equals(expected) ? expected : minute.plus(1, ChronoUnit.MINUTES);
  }
}
