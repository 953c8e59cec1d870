package plumbline.engine.bucketing;

import static plumbline.engine.bucketing.Bucketing.BUCKETS;

/** A share of units that is let in: traffic, holdout, rollout. */
public final class Share {
  private Share() {}

  /**
   * The number of buckets that are in: a unit is in when {@code bucket < threshold}, so a share
   * that grows only ever adds units. Rounds up, in double arithmetic as published: a share of 0.07
   * is 701 buckets, because {@code 0.07 * 10000} is just above 700.
   *
   * @param share from 0 (nobody) to 1 (everybody)
   * @throws IllegalArgumentException for any other number
   */
  public static int threshold(double share) {
    if (!(share >= 0.0 && share <= 1.0)) {
      throw new IllegalArgumentException("a share is between 0 and 1, not " + share);
    }
    return (int) Math.ceil(share * BUCKETS);
  }

  /** Whether a bucket is in the share. */
  public static boolean includes(double share, int bucket) {
    return bucket < threshold(share);
  }
}
