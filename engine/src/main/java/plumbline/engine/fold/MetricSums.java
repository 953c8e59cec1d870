package plumbline.engine.fold;

import java.math.BigInteger;
import java.util.List;

/**
 * Sums over analysed units for one metric.
 *
 * @param terms the metric's
 * @param sums of each term; of each product of two, in the order yy, yd, …, dd, …; of y cubed
 */
public record MetricSums(List<Term> terms, List<BigInteger> sums) {

  /** Whether the metric has the term. */
  public boolean has(Term term) {
    return terms.contains(term);
  }

  /** Sum of a term that it has. */
  public BigInteger sum(Term term) {
    return sums.get(index(term));
  }

  /** Sum of the product of two terms that it has; of a square, if they are the same. */
  public BigInteger product(Term one, Term other) {
    var first = Math.min(index(one), index(other));
    var second = Math.max(index(one), index(other));
    var count = terms.size();
    var rowsBefore = first * count - first * (first - 1) / 2;
    return sums.get(count + rowsBefore + second - first);
  }

  /** Sum of y cubed. */
  public BigInteger cubeOfY() {
    return sums.getLast();
  }

  private int index(Term term) {
    var index = terms.indexOf(term);
    if (index < 0) {
      throw new IllegalArgumentException("the metric has no " + term);
    }
    return index;
  }
}
