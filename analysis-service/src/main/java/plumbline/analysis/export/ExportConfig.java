package plumbline.analysis.export;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much may be exported. */
@ConfigMapping(prefix = "plumbline.export")
public interface ExportConfig {
  /** Exports of units at once, in each replica. */
  @WithDefault("2")
  int streams();
}
