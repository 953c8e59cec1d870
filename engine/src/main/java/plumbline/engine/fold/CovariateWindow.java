package plumbline.engine.fold;

/**
 * When what a unit did before counts as its covariate.
 *
 * @param lookback how long, microseconds, > 0
 * @param untilStart whether the lookback ends at the experiment's start, or at the unit's first
 *     exposure
 */
public record CovariateWindow(long lookback, boolean untilStart) {

  boolean includes(long occurredAt, long first, FoldPlan plan) {
    var anchor = untilStart ? plan.start() : first;
    return anchor - lookback <= occurredAt && occurredAt < anchor;
  }
}
