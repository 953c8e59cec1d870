package plumbline.engine.targeting;

import plumbline.engine.bucketing.Bucketing;
import plumbline.engine.bucketing.Share;

/**
 * Units that are kept out of every experiment that names the holdout.
 *
 * @param name salt of the hash, {@code [a-z0-9][a-z0-9_-]{0,63}}
 * @param threshold buckets that are held out, 0 to 10000
 */
public record Holdout(String name, int threshold) {
  /**
   * The holdout of a share of all units.
   *
   * @throws IllegalArgumentException unless the share is in [0, 1]
   */
  public static Holdout of(String name, double share) {
    return new Holdout(name, Share.threshold(share));
  }

  /** Whether the unit is held out. */
  public boolean holds(String unit) {
    return Bucketing.holdoutBucket(name, unit) < threshold;
  }
}
