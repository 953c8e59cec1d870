package plumbline.tracking.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import plumbline.tracking.definitions.Need;

/**
 * An experiment that needs its events for longer than events are kept for their own sake.
 *
 * @param needed how long
 * @param configured how long they are kept
 */
record Shortfall(Need need, Duration needed, Duration configured) {

  /**
   * Those among the experiments that are not decided. History from elsewhere is none: it is taken
   * and kept at any age.
   */
  static List<Shortfall> of(Collection<Need> needs, Retention retention, Instant now) {
    return needs.stream()
        .filter(need -> need.decided() == null && !need.imported())
        .map(need -> new Shortfall(need, need.age(now, retention.grace()), retention.events()))
        .filter(it -> it.needed.compareTo(it.configured) > 0)
        .toList();
  }

  String message() {
    return ("plumbline.intake.retention is %s, but experiment '%s' needs its events for %s: from %s"
            + " until it is decided, and plumbline.retention.grace after its plan; keep events for at"
            + " least %s, or decide the experiment")
        .formatted(
            Retention.inDays(configured),
            need.experiment(),
            Retention.inDays(needed),
            need.from(),
            Retention.inDays(needed));
  }
}
