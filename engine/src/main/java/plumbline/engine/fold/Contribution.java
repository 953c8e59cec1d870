package plumbline.engine.fold;

import java.math.BigInteger;
import java.util.List;

/**
 * What one unit contributes to one experiment.
 *
 * @param variant index of the variant that it was first exposed to
 * @param firstExposure microseconds since 1970-01-01T00:00:00Z
 * @param crossedOver whether it was seen in another variant too
 * @param analysed whether its values are summed; an unanalysed unit is counted as exposed only
 * @param values one for each metric, in the plan's order; 0 if nothing happened
 */
public record Contribution(
    int variant,
    long firstExposure,
    boolean crossedOver,
    boolean analysed,
    List<BigInteger> values) {

  private static final long DAY = 86_400_000_000L;

  public Contribution {
    values = List.copyOf(values);
  }

  /** UTC day of the first exposure, in days since 1970-01-01. */
  public long day() {
    return Math.floorDiv(firstExposure, DAY);
  }
}
