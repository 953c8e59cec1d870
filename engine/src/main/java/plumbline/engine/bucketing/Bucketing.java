package plumbline.engine.bucketing;

/**
 * The published hashes that place a unit. Each is {@code int(sha256(text), 16) % modulus} over the
 * UTF-8 bytes of a text that names its purpose, so that no two purposes share their randomness.
 *
 * <p>Thread-safe, and allocates nothing once a thread has made its first call, which gives it a
 * digest and a kilobyte of buffer to keep. Text is limited by the caller's validation, not here;
 * text that is not valid UTF-16 (an unpaired surrogate) has no UTF-8 form and is refused with
 * {@link IllegalArgumentException}, because the usual replacement by {@code ?} would silently give
 * different units one bucket.
 */
public final class Bucketing {
  /** Buckets are 0 to 9999: one is a hundredth of a percent. */
  public static final int BUCKETS = 10_000;

  /** Storage shards are 0 to 15. */
  public static final int SHARDS = 16;

  private static final ThreadLocal<TextHash> HASH = ThreadLocal.withInitial(TextHash::new);

  private Bucketing() {}

  /**
   * The bucket that decides a unit's variant: {@code sha256("<unit>:<experiment key>") % 10000}.
   */
  public static int bucket(String unit, String experimentKey) {
    return HASH.get().start().text(unit).text(":").text(experimentKey).remainder(BUCKETS);
  }

  /** Whether a unit is in an experiment's traffic: {@code "plumbline:traffic:<key>:<unit>"}. */
  public static int trafficBucket(String experimentKey, String unit) {
    return salted("plumbline:traffic:", experimentKey, unit, BUCKETS);
  }

  /** A unit's slot in a layer: {@code "plumbline:layer:<layer>:<unit>"}. */
  public static int layerBucket(String layer, String unit) {
    return salted("plumbline:layer:", layer, unit, BUCKETS);
  }

  /** Whether a unit is held out: {@code "plumbline:holdout:<name>:<unit>"}. */
  public static int holdoutBucket(String name, String unit) {
    return salted("plumbline:holdout:", name, unit, BUCKETS);
  }

  /** A unit's place in a flag's rollout: {@code "plumbline:rollout:<flag>:<unit>"}. */
  public static int rolloutBucket(String flag, String unit) {
    return salted("plumbline:rollout:", flag, unit, BUCKETS);
  }

  /** Where a unit's data is kept: {@code sha256("plumbline:shard:<unit type>:<unit>") % 16}. */
  public static int shard(String unitType, String unit) {
    return salted("plumbline:shard:", unitType, unit, SHARDS);
  }

  private static int salted(String purpose, String salt, String unit, int modulus) {
    return HASH.get().start().text(purpose).text(salt).text(":").text(unit).remainder(modulus);
  }
}
