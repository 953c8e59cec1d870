package plumbline.engine.aa;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import plumbline.engine.bucketing.Bucketing;

/**
 * As many units as may be replayed: where there are more, those in the lower buckets of a hash of
 * their own, so that which they are depends neither on what they did nor on their order.
 */
public final class UnitSample {
  private static final double SMALLER = 0.9;

  private final String salt;
  private final int most;
  private final List<Sampled> kept = new ArrayList<>();
  private int below = Bucketing.BUCKETS;
  private long seen;

  /**
   * An empty sample.
   *
   * @param salt of the hash; no split's
   * @param most units that are kept, at least 1
   */
  public UnitSample(String salt, int most) {
    this.salt = salt;
    this.most = most;
  }

  /** Takes a unit, if it is in the sample. */
  public void add(ReplayedUnit unit) {
    seen++;
    var bucket = Bucketing.bucket(unit.id(), salt);
    if (bucket < below) {
      kept.add(new Sampled(bucket, unit));
      while (kept.size() > most && below > 1) {
        below = Math.max(1, (int) (below * SMALLER));
        kept.removeIf(it -> it.bucket >= below);
      }
    }
  }

  /** Units that were offered. */
  public long seen() {
    return seen;
  }

  /** The share of units that was asked for, 1 if all of them are here. */
  public double share() {
    return below / (double) Bucketing.BUCKETS;
  }

  /** The sample, those first exposed first. */
  public List<ReplayedUnit> inOrder() {
    return kept.stream()
        .map(Sampled::unit)
        .sorted(
            Comparator.comparingLong((ReplayedUnit it) -> it.state().firstExposure())
                .thenComparing(ReplayedUnit::id))
        .toList();
  }

  private record Sampled(int bucket, ReplayedUnit unit) {}
}
