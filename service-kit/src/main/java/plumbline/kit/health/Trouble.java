package plumbline.kit.health;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What fails again and again.
 *
 * @param since when it failed first, by the second
 * @param error of the last time
 */
public record Trouble(Instant since, String error) {

  /** It has failed once more, or for the first time: before is what was known of it. */
  public static Trouble again(@Nullable Trouble before, String error, Clock clock) {
    var since = before == null ? clock.instant().truncatedTo(ChronoUnit.SECONDS) : before.since;
    return new Trouble(since, error);
  }
}
