package plumbline.engine.fold;

import java.math.BigInteger;
import java.util.List;

/**
 * What is known of one unit in one experiment: enough to add its next event to, and to say what it
 * contributes.
 *
 * @param variant index of the variant that it was first exposed to
 * @param firstExposure microseconds since 1970-01-01T00:00:00Z
 * @param firstEvent the event id of that exposure
 * @param crossedOver whether it was seen in another variant too
 * @param excluded whether something leaves it out
 * @param segments the first exposure's attributes as text, in the plan's order; empty where missing
 * @param amounts what each metric's terms add up to, before any cap, in the plan's order
 * @param histograms one for each QUANTILE metric, in the plan's order
 */
public record UnitState(
    int variant,
    long firstExposure,
    String firstEvent,
    boolean crossedOver,
    boolean excluded,
    List<String> segments,
    List<BigInteger> amounts,
    List<Histogram> histograms) {

  private static final long DAY = 86_400_000_000L;

  public UnitState {
    segments = List.copyOf(segments);
    amounts = List.copyOf(amounts);
    histograms = List.copyOf(histograms);
  }

  /** UTC day of the first exposure, in days since 1970-01-01. */
  public long day() {
    return Math.floorDiv(firstExposure, DAY);
  }

  /** Whether its values are summed; a unit that is not analysed is counted as exposed only. */
  public boolean analysed(FoldPlan plan) {
    return !excluded && !(crossedOver && plan.excludeCrossedOver());
  }
}
