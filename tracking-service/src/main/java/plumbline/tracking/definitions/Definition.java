package plumbline.tracking.definitions;

import java.util.Map;
import plumbline.engine.fold.FoldPlan;
import plumbline.engine.fold.Layout;

/**
 * What is folded of a started experiment: what was registered, or a backfill.
 *
 * @param key the experiment's key, or with a backfill {@code experiment/backfill}
 * @param version of the experiment's definition
 * @param unitType the only type of unit that it enrols; the contracts' number
 * @param digest the same for plans that count alike but for their ends
 * @param plan what counts
 * @param layout where the plan's numbers are
 * @param quantiles which quantile each QUANTILE metric is, by its place in the plan
 */
public record Definition(
    String key,
    long version,
    short unitType,
    String digest,
    FoldPlan plan,
    Layout layout,
    Map<Integer, Double> quantiles) {
  public Definition {
    quantiles = Map.copyOf(quantiles);
  }

  Definition(
      String key,
      long version,
      short unitType,
      String digest,
      FoldPlan plan,
      Map<Integer, Double> quantiles) {
    this(key, version, unitType, digest, plan, new Layout(plan), quantiles);
  }

  public String experiment() {
    return plan.experiment();
  }

  /** What is to be known to tell how it was folded. */
  public PlanVersion planVersion() {
    return new PlanVersion(digest, plan.enrolEnd(), plan.cut());
  }
}
