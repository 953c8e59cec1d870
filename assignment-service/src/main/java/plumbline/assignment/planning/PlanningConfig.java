package plumbline.assignment.planning;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** What plans may ask for. */
@ConfigMapping(prefix = "plumbline.planning")
public interface PlanningConfig {
  /** The longest enrolment that a plan may need, from one day; counted in days begun. */
  @WithDefault("90d")
  Duration maximumDuration();
}
