package plumbline.assignment.flag;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import java.util.Set;
import plumbline.kit.failure.Failure;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.FlagDefinition;

/**
 * What flags need to know of experiments, which know flags themselves. To be asked in the
 * transaction of a change.
 */
public interface FlagExperiments {
  /** Those of the keys that exist, by key. */
  Uni<Map<String, Experiment>> named(Set<String> keys);

  /** Those whose definition names the flag, in whatever state, by key. */
  Uni<List<Experiment>> of(String flag);

  /**
   * Those that have the flag as prerequisite and are not decided, or whose outcome another flag
   * still serves, by key.
   */
  Uni<List<Experiment>> needing(String flag);

  /**
   * Checks where the experiments of a flag's rules lead.
   *
   * @throws Failure.Invalid if it is back to the flag, or too deep
   */
  Uni<Void> refuseCircles(String flag, FlagDefinition definition);
}
