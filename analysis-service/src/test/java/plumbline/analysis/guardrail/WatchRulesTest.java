package plumbline.analysis.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;
import plumbline.analysis.alarm.QuietHours;
import plumbline.analysis.alarm.Repeats;

class WatchRulesTest {
  private static final String PREFIX = "plumbline.guardrails.";

  @Test
  void defaultsAreThoseOfTheDocument() {
    var rules = rules(Map.of());
    assertThat(rules.interval()).isEqualTo(Duration.ofSeconds(2));
    assertThat(rules.silence()).isEqualTo(Duration.ofHours(1));
    assertThat(rules.lateness()).isEqualTo(Duration.ofHours(1));
    assertThat(rules.repeats()).isEqualTo(new Repeats(Duration.ofDays(1), Optional.empty()));
    assertThat(config(Map.of()).foldLag()).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void quietHoursAreRead() {
    assertThat(rules(Map.of(PREFIX + "quiet-hours", "22:00-07:00 Europe/Berlin")).repeats().quiet())
        .contains(QuietHours.parse("22:00-07:00 Europe/Berlin"));
  }

  @Test
  void everyMistakeIsNamedAtOnce() {
    assertThatIllegalStateException()
        .isThrownBy(() ->
            rules(
                Map.of(
                    PREFIX + "quiet-hours", "at night",
                    PREFIX + "interval", "0s",
                    PREFIX + "silence", "0s",
                    PREFIX + "fold-lag", "-1s",
                    PREFIX + "lateness", "-1s",
                    PREFIX + "repeat", "-1s")))
        .satisfies(refusal ->
            assertThat(refusal.getMessage())
                .contains(
                    "docs/operations.md",
                    "plumbline.guardrails.quiet-hours: quiet hours are two different times of day",
                    "plumbline.guardrails.interval must be at least 1ms",
                    "plumbline.guardrails.silence must be above 0",
                    "plumbline.guardrails.fold-lag must be above 0",
                    "plumbline.guardrails.lateness must be at least 0",
                    "plumbline.guardrails.repeat must be at least 0"));
  }

  private static WatchRules rules(Map<String, String> settings) {
    return new WatchRules(config(settings));
  }

  /** As the service itself reads it. */
  private static GuardrailsConfig config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withMapping(GuardrailsConfig.class)
        .withConverters(new Converter<?>[] {new DurationConverter()})
        .withSources(new PropertiesConfigSource(settings, "test", 100))
        .build()
        .getConfigMapping(GuardrailsConfig.class);
  }
}
