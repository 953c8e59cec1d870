package plumbline.analysis.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When what persists is told again.
 *
 * @param every zero: never
 * @param quiet delays repeats, and nothing else
 */
public record Repeats(Duration every, Optional<QuietHours> quiet) {

  boolean isDue(Instant told, Instant now) {
    return every.isPositive()
        && Duration.between(told, now).compareTo(every) >= 0
        && quiet.filter(it -> it.covers(now)).isEmpty();
  }
}
