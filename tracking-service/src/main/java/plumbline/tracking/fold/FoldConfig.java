package plumbline.tracking.fold;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How the fold works. */
@ConfigMapping(prefix = "plumbline.fold")
public interface FoldConfig {
  /** Threads that fold, in this replica; 0: it takes events and folds none. */
  @WithDefault("2")
  int workers();

  /** Batches that one transaction takes from a shard, at the most. */
  @WithDefault("64")
  int maxBatches();

  /** Workers rest this long once they have folded what there was. */
  @WithDefault("50ms")
  Duration pause();

  /** Work that another replica left is looked for this often. */
  @WithDefault("250ms")
  Duration poll();
}
