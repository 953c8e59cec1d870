package plumbline.engine.fold;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where a plan's numbers are: of a unit, each metric's terms side by side; of many units, each
 * metric's sums: of every term, of every product of two terms, and of y cubed.
 */
public final class Layout {
  private final List<FoldMetric> metrics;
  private final List<List<Term>> terms = new ArrayList<>();
  private final List<Integer> quantiles = new ArrayList<>();
  private final int[] amountsFrom;
  private final int[] sumsFrom;

  public Layout(FoldPlan plan) {
    metrics = plan.metrics();
    amountsFrom = new int[metrics.size() + 1];
    sumsFrom = new int[metrics.size() + 1];
    for (var i = 0; i < metrics.size(); i++) {
      var own = metrics.get(i).terms(plan.covariate() != null);
      terms.add(own);
      if (metrics.get(i).kind() == FoldMetric.Kind.QUANTILE) {
        quantiles.add(i);
      }
      amountsFrom[i + 1] = amountsFrom[i] + own.size();
      sumsFrom[i + 1] = sumsFrom[i] + own.size() + products(own.size()) + 1;
    }
  }

  private static int products(int terms) {
    return terms * (terms + 1) / 2;
  }

  /** How many amounts a unit has. */
  public int amounts() {
    return amountsFrom[metrics.size()];
  }

  /** How many sums there are. */
  public int sums() {
    return sumsFrom[metrics.size()];
  }

  /** Places of the QUANTILE metrics in the plan, rising: a unit has a histogram for each. */
  public List<Integer> quantiles() {
    return Collections.unmodifiableList(quantiles);
  }

  /** A metric's terms, in order. */
  public List<Term> terms(int metric) {
    return terms.get(metric);
  }

  /** Where a metric's first amount is. */
  int amountsFrom(int metric) {
    return amountsFrom[metric];
  }

  /** One analysed unit's sums. */
  BigInteger[] sumsOf(List<BigInteger> amounts) {
    var sums = new BigInteger[sums()];
    for (var i = 0; i < metrics.size(); i++) {
      var values = values(i, amounts);
      var at = sumsFrom[i];
      for (var value : values) {
        sums[at++] = value;
      }
      for (var a = 0; a < values.length; a++) {
        for (var b = a; b < values.length; b++) {
          sums[at++] = values[a].multiply(values[b]);
        }
      }
      sums[at] = values[0].multiply(values[0]).multiply(values[0]);
    }
    return sums;
  }

  /**
   * What one unit contributes to a metric, one number for each of its terms.
   *
   * @param amounts all of the unit's, as {@link UnitState} has them
   */
  public BigInteger[] values(int metric, List<BigInteger> amounts) {
    var values = new BigInteger[terms.get(metric).size()];
    for (var i = 0; i < values.length; i++) {
      values[i] = metrics.get(metric).value(amounts.get(amountsFrom[metric] + i));
    }
    return values;
  }

  /** One metric's sums. */
  public MetricSums metric(Aggregate aggregate, int metric) {
    return new MetricSums(
        terms.get(metric), aggregate.sums().subList(sumsFrom[metric], sumsFrom[metric + 1]));
  }
}
