package plumbline.tracking.rejection;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import plumbline.kit.database.SafeText;
import plumbline.proto.tracking.v1.EventResult;
import plumbline.proto.tracking.v1.RejectionReason;

/**
 * Takes note of events that were not taken, in bounded memory: where too many wait to be written,
 * or there is no database for long, they are counted and no more.
 */
@ApplicationScoped
public class Rejections {
  /** Stands for clients that are too many to be counted one by one. */
  static final String OTHERS = "(others)";

  private static final String PREFIX = "REJECTION_REASON_";
  private static final int MAX_EVENTS = 1_000;
  private static final int MAX_COUNTS = 20_000;

  private final Clock clock;
  private final Map<RejectionReason, Counter> metrics = new EnumMap<>(RejectionReason.class);
  // Both guarded by this.
  private final Deque<Rejected> events = new ArrayDeque<>();
  private Map<Pending.Count, Long> counts = new HashMap<>();

  @Inject
  Rejections(Clock clock, MeterRegistry registry) {
    this.clock = clock;
    for (var reason : RejectionReason.values()) {
      if (reason.name().startsWith(PREFIX)
          && reason != RejectionReason.REJECTION_REASON_UNSPECIFIED) {
        metrics.put(reason, counter(registry, reason));
      }
    }
  }

  /**
   * Takes note of one; never waits for anything.
   *
   * @param client who sent it
   * @param result as it is answered, with a reason
   * @param event the event as JSON without its units; asked for only if it is kept
   */
  public void note(String client, EventResult result, Supplier<String> event) {
    var now = clock.instant();
    var name = SafeText.of(client, Rejected.MAX_CLIENT);
    requireNonNull(metrics.get(result.getRejection()), "a reason").increment();
    synchronized (this) {
      count(LocalDate.ofInstant(now, ZoneOffset.UTC), name, result.getRejection(), 1);
      if (events.size() < MAX_EVENTS) {
        events.add(Rejected.of(now, name, result, event.get()));
      }
    }
  }

  /** What waits to be written, and from now on is the caller's. */
  synchronized Pending take() {
    var pending = new Pending(List.copyOf(events), counts);
    events.clear();
    counts = new HashMap<>();
    return pending;
  }

  /** It was not written after all. */
  synchronized void giveBack(Pending pending) {
    pending
        .counts()
        .forEach((count, number) -> count(count.day(), count.client(), count.reason(), number));
    for (var event : pending.events().reversed()) {
      if (events.size() < MAX_EVENTS) {
        events.addFirst(event);
      }
    }
  }

  private void count(LocalDate day, String client, RejectionReason reason, long number) {
    var own = new Pending.Count(day, client, reason);
    var isKnown = counts.size() < MAX_COUNTS || counts.containsKey(own);
    counts.merge(isKnown ? own : new Pending.Count(day, OTHERS, reason), number, Long::sum);
  }

  private static Counter counter(MeterRegistry registry, RejectionReason reason) {
    return Counter.builder("plumbline.intake.rejected")
        .description("Events that were not taken")
        .tag("reason", reason.name().substring(PREFIX.length()))
        .register(registry);
  }
}
