package plumbline.analysis.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

/** Defaults are promises of docs/operations.md. */
class ExportConfigTest {
  @Test
  void areAsDocumented() {
    var config = new SmallRyeConfigBuilder().withMapping(ExportConfig.class).build();
    assertThat(config.getConfigMapping(ExportConfig.class).streams()).isEqualTo(2);
  }
}
