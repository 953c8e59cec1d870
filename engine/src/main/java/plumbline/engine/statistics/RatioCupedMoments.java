package plumbline.engine.statistics;

import static plumbline.engine.fold.Term.D;
import static plumbline.engine.fold.Term.X;
import static plumbline.engine.fold.Term.Y;
import static plumbline.engine.fold.Term.Z;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import plumbline.engine.fold.MetricSums;
import plumbline.engine.fold.Term;

/**
 * Exact sufficient statistics of a ratio metric Σy/Σd and its covariate, the ratio Σx/Σz before the
 * experiment, in one arm: whole numbers of stored units, x of y's and z of d's.
 *
 * @param n units
 * @param sums 14: Σy, Σd, Σx, Σz, and of the products yy, yd, yx, yz, dd, dx, dz, xx, xz, zz, as
 *     {@link MetricSums} has them
 */
public record RatioCupedMoments(long n, List<BigInteger> sums) {
  private static final List<Term> TERMS = List.of(Y, D, X, Z);
  private static final int SUMS = 14;

  /** No units: the identity of {@link #plus}. */
  public static final RatioCupedMoments NONE =
      new RatioCupedMoments(0, Collections.nCopies(SUMS, BigInteger.ZERO));

  /**
   * Refuses sums that no {@code n} units can have.
   *
   * @throws IllegalArgumentException for another number of sums, and where {@link Moments} refuses
   *     those of a term
   */
  public RatioCupedMoments {
    sums = List.copyOf(sums);
    if (sums.size() != SUMS) {
      throw new IllegalArgumentException("a ratio and its covariate have 14 sums, not " + sums);
    }
    MetricSums named = new MetricSums(TERMS, sums);
    TERMS.forEach(term -> new Moments(n, named.sum(term), named.product(term, term)));
  }

  /**
   * An arm's folded sums of a ratio with a covariate.
   *
   * @param units analysed units of the arm
   * @throws IllegalArgumentException for a metric with other terms
   */
  public static RatioCupedMoments of(long units, MetricSums folded) {
    if (!folded.terms().equals(TERMS)) {
      throw new IllegalArgumentException("not a ratio with a covariate: " + folded.terms());
    }
    return new RatioCupedMoments(units, folded.sums().subList(0, SUMS));
  }

  /** The moments of one unit. */
  public static RatioCupedMoments ofUnit(long y, long d, long x, long z) {
    List<BigInteger> terms = Stream.of(y, d, x, z).map(BigInteger::valueOf).toList();
    List<BigInteger> all = new ArrayList<>(terms);
    for (int i = 0; i < terms.size(); i++) {
      BigInteger one = terms.get(i);
      terms.subList(i, terms.size()).forEach(other -> all.add(one.multiply(other)));
    }
    return new RatioCupedMoments(1, all);
  }

  /** The moments of both sets of units together: associative and commutative. */
  public RatioCupedMoments plus(RatioCupedMoments other) {
    List<BigInteger> both = new ArrayList<>(SUMS);
    for (int i = 0; i < SUMS; i++) {
      both.add(sums.get(i).add(other.sums.get(i)));
    }
    return new RatioCupedMoments(Math.addExact(n, other.n), both);
  }

  /** Whether Σd is 0, so that there is no ratio. */
  boolean lacksRatio() {
    return sum(D).signum() == 0;
  }

  /** Whether Σz is 0, so that there is no ratio before. */
  boolean lacksCovariate() {
    return sum(Z).signum() == 0;
  }

  /**
   * The ratio, and its variance as if it were a mean: that of (y - R·d)/mean(d), each unit's part
   * by the delta method. Needs two units and a ratio.
   *
   * @param withCovariate the same of x and z; otherwise the covariate is 0
   */
  Covariation covariation(boolean withCovariate) {
    Fraction none = new Fraction(BigInteger.ZERO, BigInteger.ONE);
    return new Covariation(
        n,
        new Fraction(sum(Y), sum(D)),
        withCovariate ? new Fraction(sum(X), sum(Z)) : none,
        covariance(Y, D, Y, D),
        withCovariate ? covariance(X, Z, X, Z) : none,
        withCovariate ? covariance(Y, D, X, Z) : none);
  }

  /**
   * Covariance of the units' parts in two ratios a/b and c/e. Each part is n(a·Σb - b·Σa)/(Σb)², so
   * that the parts sum to 0 and Σ of their products is all that is needed.
   */
  private Fraction covariance(Term a, Term b, Term c, Term e) {
    BigInteger products =
        sum(b)
            .multiply(sum(e))
            .multiply(product(a, c))
            .subtract(sum(b).multiply(sum(c)).multiply(product(a, e)))
            .subtract(sum(a).multiply(sum(e)).multiply(product(b, c)))
            .add(sum(a).multiply(sum(c)).multiply(product(b, e)));
    BigInteger squares = sum(b).multiply(sum(e)).pow(2);
    BigInteger units = BigInteger.valueOf(n);
    return new Fraction(
        products.multiply(units.pow(2)), squares.multiply(BigInteger.valueOf(n - 1)));
  }

  private BigInteger sum(Term term) {
    return new MetricSums(TERMS, sums).sum(term);
  }

  private BigInteger product(Term one, Term other) {
    return new MetricSums(TERMS, sums).product(one, other);
  }
}
