package plumbline.tracking.definitions;

import plumbline.engine.fold.FoldPlan;

/**
 * A started experiment, as the fold needs it.
 *
 * @param version of the experiment's definition
 * @param unitType the only type of unit that it enrols; the contracts' number
 * @param plan what counts
 */
public record Definition(long version, short unitType, FoldPlan plan) {
  public String experiment() {
    return plan.experiment();
  }
}
