package plumbline.engine.calibration;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import plumbline.engine.statistics.CupedMoments;
import plumbline.engine.statistics.Moments;
import plumbline.engine.statistics.RatioCupedMoments;
import plumbline.engine.statistics.RatioMoments;

/**
 * Adds up units with one to four whole numbers each: the sums, and those of all products. Longs are
 * enough here; a sum that were too large for one would throw.
 */
final class Sums {
  private final int terms;
  private final long[] sums;
  private long units;

  /** Of units with so many terms. */
  Sums(int terms) {
    this.terms = terms;
    sums = new long[terms + terms * (terms + 1) / 2];
  }

  /** One more unit, its values in the stored unit. */
  void add(long... values) {
    units++;
    int product = terms;
    for (int i = 0; i < terms; i++) {
      sums[i] = Math.addExact(sums[i], values[i]);
      for (int j = i; j < terms; j++) {
        sums[product] = Math.addExact(sums[product], Math.multiplyExact(values[i], values[j]));
        product++;
      }
    }
  }

  /** Of units with one value. */
  Moments moments() {
    return new Moments(units, sum(0), sum(1));
  }

  /** Of units with numerator and denominator. */
  RatioMoments ratio() {
    return new RatioMoments(units, sum(0), sum(1), sum(2), sum(4), sum(3));
  }

  /** Of units with a value and a covariate. */
  CupedMoments cuped() {
    return new CupedMoments(units, sum(0), sum(1), sum(2), sum(4), sum(3));
  }

  /** Of units with numerator and denominator, and both of them before. */
  RatioCupedMoments ratioCuped() {
    List<BigInteger> all = Arrays.stream(sums).mapToObj(BigInteger::valueOf).toList();
    return new RatioCupedMoments(units, all);
  }

  private BigInteger sum(int index) {
    return BigInteger.valueOf(sums[index]);
  }
}
