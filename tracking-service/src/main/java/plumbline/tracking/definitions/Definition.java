package plumbline.tracking.definitions;

import java.util.Set;
import plumbline.engine.fold.FoldPlan;

/**
 * A started experiment, as the fold needs it.
 *
 * @param version of the experiment's definition
 * @param unitType the only type of unit that it enrols; the contracts' number
 * @param plan what counts
 * @param planDigest the same for versions that count alike
 * @param eventsWithAttributes names of the events whose attributes the plan reads
 */
public record Definition(
    long version,
    short unitType,
    FoldPlan plan,
    String planDigest,
    Set<String> eventsWithAttributes) {

  Definition(long version, short unitType, FoldPlan plan, String planDigest) {
    this(version, unitType, plan, planDigest, plan.eventsWithAttributes());
  }

  public String experiment() {
    return plan.experiment();
  }
}
