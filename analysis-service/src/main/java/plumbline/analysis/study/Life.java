package plumbline.analysis.study;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import plumbline.engine.fold.Enrolment;
import plumbline.engine.fold.FoldPlan;

/**
 * The moments of an experiment's life.
 *
 * @param enrolment what bounds what counts; empty before it started
 */
public record Life(Optional<Enrolment> enrolment) {

  public Optional<Instant> started() {
    return enrolment.map(it -> instant(it.start()));
  }

  /** When exposures stop to count; it may lie ahead. Empty if that is not known yet. */
  public Optional<Instant> enrolmentEnd() {
    return enrolment.map(Enrolment::end).flatMap(Life::known);
  }

  /** Whether control was served to everybody before the end. */
  public boolean halted() {
    return enrolment.map(it -> it.halted() != FoldPlan.OPEN).orElse(false);
  }

  /**
   * When every enrolled unit's values are final; it may lie ahead. Empty if that is not known yet.
   *
   * @param longest the longest delay plus window of any metric
   */
  public Optional<Instant> settled(Duration longest) {
    var micros = longest.dividedBy(ChronoUnit.MICROS.getDuration());
    return enrolment.map(it -> it.settled(micros)).flatMap(Life::known);
  }

  private static Optional<Instant> known(long micros) {
    return micros == FoldPlan.OPEN ? Optional.empty() : Optional.of(instant(micros));
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
