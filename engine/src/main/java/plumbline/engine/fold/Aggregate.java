package plumbline.engine.fold;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What the contributions of many units sum to. Adding is associative and commutative, and {@link
 * #minus} undoes {@link #plus}: that is why a unit can be folded again as new minus stored.
 *
 * @param exposed units, before anything is left out
 * @param crossedOver of these, units seen in another variant too
 * @param analysed units whose values are summed
 * @param metrics one for each metric, in the plan's order
 */
public record Aggregate(long exposed, long crossedOver, long analysed, List<MetricSums> metrics) {

  public Aggregate {
    metrics = List.copyOf(metrics);
  }

  /** Of nobody. */
  public static Aggregate empty(int metrics) {
    return new Aggregate(0, 0, 0, Collections.nCopies(metrics, MetricSums.ZERO));
  }

  /** Of one unit. */
  public static Aggregate of(Contribution unit) {
    var metrics = new ArrayList<MetricSums>(unit.values().size());
    for (BigInteger value : unit.values()) {
      metrics.add(unit.analysed() ? MetricSums.of(value) : MetricSums.ZERO);
    }
    return new Aggregate(1, unit.crossedOver() ? 1 : 0, unit.analysed() ? 1 : 0, metrics);
  }

  public Aggregate plus(Aggregate other) {
    var sums = new ArrayList<MetricSums>(metrics.size());
    for (var i = 0; i < metrics.size(); i++) {
      sums.add(metrics.get(i).plus(other.metrics.get(i)));
    }
    return new Aggregate(
        exposed + other.exposed, crossedOver + other.crossedOver, analysed + other.analysed, sums);
  }

  public Aggregate minus(Aggregate other) {
    var sums = new ArrayList<MetricSums>(metrics.size());
    for (var i = 0; i < metrics.size(); i++) {
      sums.add(metrics.get(i).minus(other.metrics.get(i)));
    }
    return new Aggregate(
        exposed - other.exposed, crossedOver - other.crossedOver, analysed - other.analysed, sums);
  }
}
