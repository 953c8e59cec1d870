package plumbline.engine.statistics;

import java.util.function.LongPredicate;

/**
 * Fisher's exact test of two proportions, two-sided as R has it: given how many did it at all, the
 * probability of every table that is at most as likely as the one observed. Tables within a factor
 * of 1 + 1e-7 count as equally likely. It is exact for any counts and, as the counts are few,
 * conservative.
 */
public final class FisherExact {
  private static final double EQUALLY_LIKELY = 1e-7;

  /** A term this small, of terms that fall ever faster, changes no digit any more. */
  private static final double NEGLIGIBLE = 1e-18;

  private final TwoProportions table;
  private final long successes;
  private final long fewest;
  private final long most;

  private FisherExact(TwoProportions table) {
    this.table = table;
    successes = table.control().successes() + table.treatment().successes();
    fewest = Math.max(0, successes - table.control().n());
    most = Math.min(successes, table.treatment().n());
  }

  /** The p-value; 1 where nothing varies. */
  public static double pValueTwoSided(TwoProportions table) {
    return new FisherExact(table).pValueTwoSided();
  }

  private double pValueTwoSided() {
    if (fewest == most) {
      return 1.0;
    }
    double limit = logProbability(table.treatment().successes()) + Math.log1p(EQUALLY_LIKELY);
    long mode = mode();
    if (logProbability(mode) <= limit) {
      return 1.0;
    }
    // The tables fall to both sides of the mode; these are the first ones that count.
    long below = last(fewest - 1, mode, k -> logProbability(k) <= limit);
    long above = last(mode, most + 1, k -> logProbability(k) > limit) + 1;
    return Math.min(1.0, sum(below, fewest, -1) + sum(above, most, 1));
  }

  /** The last of the numbers above {@code from} and below {@code to} for which it still holds. */
  private static long last(long from, long to, LongPredicate holds) {
    long yes = from;
    long no = to;
    while (no - yes > 1) {
      long middle = yes + (no - yes) / 2;
      if (holds.test(middle)) {
        yes = middle;
      } else {
        no = middle;
      }
    }
    return yes;
  }

  /** From one table outwards to the last there can be, each by its ratio to the one before. */
  private double sum(long from, long end, int direction) {
    if (direction * (end - from) < 0) {
      return 0.0;
    }
    double term = 1.0;
    double sum = 1.0;
    for (long k = from; k != end && term > NEGLIGIBLE * sum; k += direction) {
      term *= direction > 0 ? ratio(k) : 1.0 / ratio(k - 1);
      sum += term;
    }
    return sum * Math.exp(logProbability(from));
  }

  /** P(k + 1) / P(k), k being the treatment's successes. */
  private double ratio(long k) {
    double left = successes - k;
    double room = table.treatment().n() - k;
    return left * room / ((k + 1.0) * (table.control().n() - left + 1.0));
  }

  private double logProbability(long k) {
    double rate = (double) successes / table.n();
    return Binomial.logProbability(k, table.treatment().n(), rate)
        + Binomial.logProbability(successes - k, table.control().n(), rate)
        - Binomial.logProbability(successes, table.n(), rate);
  }

  private long mode() {
    double share = (table.treatment().n() + 1.0) / (table.n() + 2.0);
    return Math.clamp((long) ((successes + 1.0) * share), fewest, most);
  }
}
