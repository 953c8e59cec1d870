package plumbline.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import plumbline.proto.assignment.v1.Variant;

/** The published formula, written from its form in Python and not from the engine's. */
final class Formula {
  private static final int BUCKETS = 10_000;

  private Formula() {}

  /** The variant that a unit has in an experiment. */
  static String variant(String unit, String experiment, List<Variant> variants) {
    var bucket = bucket(unit + ":" + experiment);
    var cumulative = 0.0;
    for (var variant : variants) {
      cumulative += variant.getWeight() * BUCKETS;
      if (bucket < cumulative) {
        return variant.getKey();
      }
    }
    return variants.getLast().getKey();
  }

  /** Whether a unit is in the share of the traffic that an experiment has. */
  static boolean inTraffic(String unit, String experiment, double share) {
    return bucket("plumbline:traffic:" + experiment + ":" + unit) < Math.ceil(share * BUCKETS);
  }

  /** Whether a unit is in a holdout. */
  static boolean heldOut(String unit, String holdout, double share) {
    return bucket("plumbline:holdout:" + holdout + ":" + unit) < Math.ceil(share * BUCKETS);
  }

  private static int bucket(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return new BigInteger(1, digest).mod(BigInteger.valueOf(BUCKETS)).intValue();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
