package plumbline.analysis.guardrail;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicLong;

/** What is counted of the watch over guardrails. */
@ApplicationScoped
class GuardrailMeters {
  private static final String PREFIX = "plumbline.guardrail.";

  private final AtomicLong openHalts;
  private final Counter looks;
  private final Counter breaches;
  private final Counter halts;
  private final Counter alerts;
  private final Counter failures;
  private final Timer round;

  @Inject
  GuardrailMeters(MeterRegistry registry) {
    looks = counter(registry, "looks", "Looks that were taken");
    breaches = counter(registry, "breaches", "Guardrails of a treatment that came to be breached");
    halts = counter(registry, "halts", "Experiments that were halted, or found to be");
    alerts = counter(registry, "alerts", "Changes of state that people are told of, and repeats");
    failures = counter(registry, "failures", "Experiments that could not be seen to in a round");
    round =
        Timer.builder(PREFIX + "evaluation")
            .description("Seeing to every experiment once")
            .register(registry);
    openHalts = registry.gauge(PREFIX + "halts.open", new AtomicLong());
  }

  /** A look and what it changed. */
  void looked(boolean taken, long newlyBreached, long told) {
    looks.increment(taken ? 1 : 0);
    breaches.increment(newlyBreached);
    alerts.increment(told);
  }

  void halted() {
    halts.increment();
  }

  /** Halts that were decided and are not done. */
  void openHalts(long count) {
    openHalts.set(count);
  }

  void failed() {
    failures.increment();
  }

  Timer round() {
    return round;
  }

  private static Counter counter(MeterRegistry registry, String what, String description) {
    return Counter.builder(PREFIX + what).description(description).register(registry);
  }
}
