package plumbline.tracking.statistics;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import plumbline.engine.fold.FoldMetric;
import plumbline.engine.fold.FoldPlan;

/**
 * Which units' values are final, by whole days of first exposure.
 *
 * @param complete time of occurrence before which nothing more is expected
 */
record Maturity(FoldPlan plan, Instant complete) {

  /** The last day whose units are; {@link LocalDate#MIN} before the first, MAX if all are. */
  LocalDate lastDay(FoldMetric metric) {
    var micros = ChronoUnit.MICROS.between(Instant.EPOCH, complete);
    if (micros >= plan.cut() || (metric.window() == null && micros >= plan.enrolEnd())) {
      return LocalDate.MAX;
    }
    if (metric.window() == null) {
      return LocalDate.MIN;
    }
    var lastFirstExposure =
        complete.minus(Math.addExact(metric.delay(), metric.window()), ChronoUnit.MICROS);
    // The day of that moment is not whole yet.
    return LocalDate.ofInstant(lastFirstExposure, ZoneOffset.UTC).minusDays(1);
  }
}
