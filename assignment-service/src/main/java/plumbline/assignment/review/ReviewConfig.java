package plumbline.assignment.review;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many people must agree. */
@ConfigMapping(prefix = "plumbline.review")
public interface ReviewConfig {
  /** People who must approve what was submitted before it can start, 1 to 20. */
  @WithDefault("1")
  int approvals();

  /** People who must confirm the results before a ship or keep decision, 0 to 20; 0: none. */
  @WithDefault("1")
  int resultApprovals();
}
