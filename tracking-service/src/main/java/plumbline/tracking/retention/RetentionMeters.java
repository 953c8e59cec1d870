package plumbline.tracking.retention;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;

/** What is to be watched of it. */
@ApplicationScoped
class RetentionMeters {
  private final Partitions partitions;
  private final RetentionCheck check;

  @Inject
  RetentionMeters(Partitions partitions, RetentionCheck check) {
    this.partitions = partitions;
    this.check = check;
  }

  void register(@Observes StartupEvent event, MeterRegistry registry) {
    Gauge.builder("plumbline.retention.months", partitions, it -> it.known().months().size())
        .description("Months that there are tables for")
        .register(registry);
    Gauge.builder("plumbline.retention.oldest.month", this, RetentionMeters::oldestMonth)
        .description("Start of the oldest of them, since 1970-01-01; NaN without any")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("plumbline.retention.short", check, RetentionCheck::shortfalls)
        .description("Running experiments that need their events for longer than is configured")
        .register(registry);
    Counter.builder("plumbline.retention.keys.deleted")
        .description("Keys that were deleted, as they have outlived their events")
        .register(registry);
  }

  private double oldestMonth() {
    return partitions
        .known()
        .oldest()
        .map(month -> (double) Months.start(month).getEpochSecond())
        .orElse(Double.NaN);
  }
}
