package plumbline.engine.targeting;

import java.util.Map;

/** What must hold elsewhere before a unit takes part. Prerequisites never form a cycle. */
@FunctionalInterface
public interface Prerequisite {
  /** What cannot hold for anybody, as the other experiment or its variant does not exist. */
  Prerequisite NEVER = (_, _) -> false;

  /** That another experiment serves the unit a variant, by whatever rule, counted from 0. */
  static Prerequisite served(LiveExperiment experiment, int variant) {
    return (unit, attributes) ->
        experiment.decide(unit, attributes) instanceof Decision.Served served
            && served.variant() == variant;
  }

  /** Whether it holds for the unit. */
  boolean holds(String unit, Map<String, ?> attributes);
}
