package plumbline.assignment.exposure;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.google.protobuf.Value;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import plumbline.proto.assignment.v1.ExposureOutcome;
import plumbline.proto.assignment.v1.UnitType;

/** The bounded buffer of exposures, and the bounded memory of those that are stored for certain. */
@ApplicationScoped
public class Exposures {
  private final Clock clock;
  private final BlockingQueue<PendingExposure> waiting;
  private final Cache<PendingExposure.Seen, Boolean> acknowledged;
  private final LongAdder queued = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final LongAdder suppressed = new LongAdder();

  @Inject
  Exposures(ExposureConfig config, Clock clock, MeterRegistry registry) {
    this.clock = clock;
    this.waiting = new ArrayBlockingQueue<>(config.capacity());
    this.acknowledged = Caffeine.newBuilder().maximumSize(config.remembered()).build();
    count(registry, "queued", queued, "Exposures taken into the buffer");
    count(
        registry, "dropped", dropped, "Exposures lost: the buffer was full, or they were refused");
    count(registry, "suppressed", suppressed, "Repeats of exposures that were stored before");
    Gauge.builder("plumbline.exposures.waiting", waiting, BlockingQueue::size)
        .description("Exposures in the buffer")
        .register(registry);
  }

  /**
   * Takes note that the unit sees the variant now; never waits.
   *
   * @param carried which of the attributes go with it
   * @param attributes what the request says of the unit
   */
  public ExposureOutcome record(
      String experiment,
      String variant,
      UnitType unitType,
      String unit,
      ExposureAttributes carried,
      Map<String, Value> attributes) {
    var seen = new PendingExposure.Seen(experiment, unit);
    if (acknowledged.getIfPresent(seen) != null) {
      suppressed.increment();
      return ExposureOutcome.EXPOSURE_OUTCOME_KNOWN;
    }
    var now = clock.instant();
    var id = Uuid7.create(now, ThreadLocalRandom.current()).toString();
    var exposure =
        new PendingExposure(
            seen,
            variant,
            unitType,
            carried.of(attributes),
            id,
            now.truncatedTo(ChronoUnit.MICROS));
    if (waiting.offer(exposure)) {
      queued.increment();
      return ExposureOutcome.EXPOSURE_OUTCOME_QUEUED;
    }
    dropped.increment();
    return ExposureOutcome.EXPOSURE_OUTCOME_DROPPED;
  }

  /** Takes the oldest, at most so many, out of the buffer. */
  List<PendingExposure> take(int most) {
    var batch = new ArrayList<PendingExposure>(Math.min(most, waiting.size()));
    waiting.drainTo(batch, most);
    return batch;
  }

  int size() {
    return waiting.size();
  }

  /** The exposure is stored: its repeats are known from now on. */
  void acknowledge(PendingExposure exposure) {
    acknowledged.put(exposure.seen(), true);
  }

  /** Counts exposures that will never be stored. */
  void lose(int count) {
    dropped.add(count);
  }

  /** How many were lost since the start. */
  long dropped() {
    return dropped.sum();
  }

  private static void count(
      MeterRegistry registry, String what, LongAdder counter, String description) {
    FunctionCounter.builder("plumbline.exposures." + what, counter, LongAdder::sum)
        .description(description)
        .register(registry);
  }
}
