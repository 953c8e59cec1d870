package plumbline.assignment.flag;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** When flags were last asked for. Noting it is on the hot path: it rarely writes, never waits. */
@ApplicationScoped
public class FlagUses {
  private static final long COARSE_MILLIS = 1_000;

  private final Clock clock;
  private final Map<String, AtomicLong> single = new ConcurrentHashMap<>();
  private final AtomicLong bulk = new AtomicLong();

  @Inject
  FlagUses(Clock clock) {
    this.clock = clock;
  }

  /** A flag that exists, archived or not, was asked for by itself. */
  public void asked(String flag) {
    var known = single.get(flag);
    note(known == null ? single.computeIfAbsent(flag, _ -> new AtomicLong()) : known);
  }

  /** All flags were asked for at once. */
  public void askedForAll() {
    note(bulk);
  }

  /** When each was last asked for by itself, in milliseconds since 1970. */
  Map<String, Long> single() {
    var times = HashMap.<String, Long>newHashMap(single.size());
    single.forEach((flag, last) -> times.put(flag, last.get()));
    return times;
  }

  /** When all were last asked for at once, in milliseconds since 1970; 0: never. */
  long bulk() {
    return bulk.get();
  }

  private void note(AtomicLong last) {
    var now = clock.millis();
    if (now - last.getPlain() >= COARSE_MILLIS) {
      last.set(now);
    }
  }
}
