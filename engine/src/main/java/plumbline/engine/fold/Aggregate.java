package plumbline.engine.fold;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.BinaryOperator;

/**
 * What the contributions of many units sum to. Adding is associative and commutative, and {@link
 * #minus} undoes {@link #plus}: that is why a unit can be folded again as new minus stored.
 *
 * @param exposed units, before anything is left out
 * @param crossedOver of these, units seen in another variant too
 * @param excluded of these, units that an exclusion leaves out
 * @param analysed units whose values are summed
 * @param sums as {@link Layout} has them
 */
public record Aggregate(
    long exposed, long crossedOver, long excluded, long analysed, List<BigInteger> sums) {

  /** Of nobody. */
  public static Aggregate empty(Layout layout) {
    return new Aggregate(0, 0, 0, 0, Collections.nCopies(layout.sums(), BigInteger.ZERO));
  }

  /** Of one unit. */
  public static Aggregate of(FoldPlan plan, Layout layout, UnitState unit) {
    var analysed = unit.analysed(plan);
    return new Aggregate(
        1,
        unit.crossedOver() ? 1 : 0,
        unit.excluded() ? 1 : 0,
        analysed ? 1 : 0,
        analysed
            ? Arrays.asList(layout.sumsOf(unit.amounts()))
            : Collections.nCopies(layout.sums(), BigInteger.ZERO));
  }

  public Aggregate plus(Aggregate other) {
    return new Aggregate(
        exposed + other.exposed,
        crossedOver + other.crossedOver,
        excluded + other.excluded,
        analysed + other.analysed,
        each(other, BigInteger::add));
  }

  public Aggregate minus(Aggregate other) {
    return new Aggregate(
        exposed - other.exposed,
        crossedOver - other.crossedOver,
        excluded - other.excluded,
        analysed - other.analysed,
        each(other, BigInteger::subtract));
  }

  private List<BigInteger> each(Aggregate other, BinaryOperator<BigInteger> operation) {
    var result = new BigInteger[sums.size()];
    for (var i = 0; i < result.length; i++) {
      result[i] = operation.apply(sums.get(i), other.sums.get(i));
    }
    return Arrays.asList(result);
  }

  /** Whether adding it would change nothing. */
  public boolean isZero() {
    return exposed == 0
        && crossedOver == 0
        && excluded == 0
        && analysed == 0
        && sums.stream().allMatch(sum -> sum.signum() == 0);
  }
}
