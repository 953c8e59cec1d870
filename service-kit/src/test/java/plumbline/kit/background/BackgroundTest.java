package plumbline.kit.background;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class BackgroundTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private volatile boolean fails;

  @BeforeEach
  void listen() {
    Metrics.addRegistry(registry);
  }

  @AfterEach
  void leave() {
    Metrics.removeRegistry(registry);
  }

  @Test
  void whatFailsIsShownUntilItDoesNotAndIsTriedAgain() {
    try (var _ = Background.every("turning", Duration.ofMillis(1), this::turn)) {
      assertThat(shown()).contains(0.0);
      fails = true;
      awaitShown(1);
      fails = false;
      awaitShown(0);
    }
    assertThat(shown()).isEmpty();
  }

  private void turn() {
    if (fails) {
      throw new IllegalStateException("as asked for");
    }
  }

  private void awaitShown(double value) {
    while (!shown().equals(Optional.of(value))) {
      Thread.onSpinWait();
    }
  }

  private Optional<Double> shown() {
    return Optional.ofNullable(
            registry.find("plumbline.background.failing").tag("task", "turning").gauge())
        .map(Gauge::value);
  }
}
