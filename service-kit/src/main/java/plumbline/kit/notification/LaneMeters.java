package plumbline.kit.notification;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** What is counted of one endpoint. */
final class LaneMeters {
  private static final String PREFIX = "plumbline.notification.";

  private final AtomicLong pending = new AtomicLong();
  private final Counter delivered;
  private final Counter failed;
  private final Counter refused;
  private final Counter dead;

  LaneMeters(Endpoint endpoint, MeterRegistry registry) {
    this.delivered = counter(registry, endpoint, "delivered", "Messages that were taken");
    this.failed = counter(registry, endpoint, "failed", "Attempts that failed");
    this.refused =
        counter(registry, endpoint, "refused", "Attempts that an inner address was the end of");
    this.dead = counter(registry, endpoint, "dead", "Messages that were given up");
    Gauge.builder(PREFIX + "pending", pending, AtomicLong::get)
        .description("Messages that wait to be sent by any replica")
        .tag("endpoint", endpoint.name())
        .register(registry);
  }

  /** How many waited when they were counted last. */
  long pending() {
    return pending.get();
  }

  void pending(long count) {
    pending.set(count);
  }

  void delivered(boolean isNews) {
    if (isNews) {
      delivered.increment();
    }
  }

  void failed() {
    failed.increment();
  }

  void refused() {
    refused.increment();
  }

  void dead() {
    dead.increment();
  }

  private static Counter counter(
      MeterRegistry registry, Endpoint endpoint, String what, String description) {
    return Counter.builder(PREFIX + what)
        .description(description)
        .tag("endpoint", endpoint.name())
        .register(registry);
  }
}
