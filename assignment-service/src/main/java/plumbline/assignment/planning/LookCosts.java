package plumbline.assignment.planning;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import plumbline.engine.planning.Looks;
import plumbline.engine.planning.Significance;
import plumbline.engine.planning.Split;

/**
 * What looks cost, remembered: the boundaries of twenty looks take tens of milliseconds, and one
 * plan is read again and again.
 */
final class LookCosts {
  private static final int REMEMBERED = 1_000;

  private static final LoadingCache<Asked, Double> COSTS =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build(Asked::cost);

  private LookCosts() {}

  /** As {@link Looks#inflation}. */
  static double of(Looks looks, Significance significance, Split split, double power) {
    return COSTS.get(new Asked(looks, significance, split.treatments().size(), power));
  }

  private record Asked(Looks looks, Significance significance, int comparisons, double power) {
    private double cost() {
      return looks.inflation(significance, comparisons, power);
    }
  }
}
