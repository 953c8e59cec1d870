package plumbline.analysis.aa;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Defaults are promises of docs/operations.md. */
class AaConfigTest {
  @Test
  void areAsDocumented() {
    var config =
        new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 100, new DurationConverter())
            .withMapping(AaConfig.class)
            .build();
    var checks = config.getConfigMapping(AaConfig.class);
    assertThat(checks.every()).isEqualTo(Duration.ofDays(90));
    assertThat(checks.poll()).isEqualTo(Duration.ofSeconds(2));
    assertThat(checks.maxUnits()).isEqualTo(100_000);
  }
}
