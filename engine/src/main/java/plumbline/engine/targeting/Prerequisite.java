package plumbline.engine.targeting;

import java.util.Map;
import java.util.function.Predicate;

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

  /** That a flag gives the unit an answer that is wanted. */
  static <A> Prerequisite given(LiveFlag<A> flag, Predicate<A> wanted) {
    return (unit, attributes) -> wanted.test(flag.decide(unit, attributes));
  }

  /** Whether it holds for the unit. */
  boolean holds(String unit, Map<String, ?> attributes);
}
