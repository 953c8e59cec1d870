package plumbline.analysis.guardrail;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import plumbline.engine.analysis.Figures;
import plumbline.engine.guardrail.LookSchedule;

/**
 * A look at all guardrails of an experiment.
 *
 * @param number from 1
 * @param time by the leader's clock
 * @param exposedUnits of all variants together, then
 * @param elapsed from the experiment's start until then
 * @param readings of each guardrail and treatment, in the definition's order
 */
record Look(int number, Instant time, long exposedUnits, Duration elapsed, List<Reading> readings) {

  /** As the schedule counts it. */
  LookSchedule.Look taken() {
    return new LookSchedule.Look(exposedUnits, elapsed);
  }

  /** A reading in words, without the numbers that would tell what is withheld. */
  String withoutNumbers(Reading reading) {
    return ("%s, look %s, at %s units: %s %s; its numbers are withheld until the results may be"
            + " shown, as it counts events of a metric that is judged at the end")
        .formatted(
            reading.treatment(),
            Figures.count(number),
            Figures.count(exposedUnits),
            reading.metric(),
            switch (reading.state()) {
              case BREACHED -> "is breached";
              case WATCH -> "is beyond its margin, which may be chance";
              case UNPROVEN -> "is within its margin, but more harm is not ruled out";
              case CLEARED -> "is cleared";
              case NOT_JUDGED -> "is not judged";
            });
  }
}
