package plumbline.analysis.guardrail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** How experiments are watched while they run. */
@ConfigMapping(prefix = "plumbline.guardrails")
public interface GuardrailsConfig {
  /** How often every experiment is seen to; a guardrail is judged at its looks alone. */
  @WithDefault("2s")
  Duration interval();

  /** A running experiment without a new exposed unit for so long is an alarm. */
  @WithDefault("1h")
  Duration silence();

  /** Counting that falls behind by more than this, beyond the lateness, is an alarm. */
  @WithDefault("5m")
  Duration foldLag();

  /** How late events are waited for: tracking-service's {@code plumbline.statistics.lateness}. */
  @WithDefault("1h")
  Duration lateness();

  /** How often what persists is told again; 0: never. */
  @WithDefault("24h")
  Duration repeat();

  /** When nothing is told again: {@code 22:00-07:00 Europe/Berlin}. What is new is always told. */
  Optional<String> quietHours();
}
