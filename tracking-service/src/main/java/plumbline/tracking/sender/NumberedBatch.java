package plumbline.tracking.sender;

import java.util.Comparator;
import plumbline.kit.database.SafeText;
import plumbline.kit.failure.Violations;
import plumbline.proto.tracking.v1.BatchSource;

/**
 * A batch with its sender's number.
 *
 * @param client the principal
 * @param bootId identity of the sender's run
 * @param sequence from 1
 * @param dropped exposures that the run has lost so far
 */
public record NumberedBatch(String client, String bootId, long sequence, long dropped) {
  static final int MAX_CLIENT = 256;
  static final Comparator<NumberedBatch> ORDER =
      Comparator.comparing(NumberedBatch::client)
          .thenComparing(NumberedBatch::bootId)
          .thenComparing(NumberedBatch::sequence);
  private static final int MAX_BOOT_ID = 64;

  /** What the batch says of itself; adds what is wrong with it to the violations. */
  public static NumberedBatch parse(BatchSource source, String client, Violations violations) {
    var bootId = source.getBootId();
    violations.check(
        !bootId.isEmpty()
            && bootId.codePointCount(0, bootId.length()) <= MAX_BOOT_ID
            && bootId.codePoints().noneMatch(NumberedBatch::isUnfit),
        "source.boot_id",
        "must be 1 to 64 characters without control characters");
    violations.check(source.getSequence() >= 1, "source.sequence", "must be at least 1");
    violations.check(source.getDropped() >= 0, "source.dropped", "must not be negative");
    return new NumberedBatch(
        SafeText.of(client, MAX_CLIENT), bootId, source.getSequence(), source.getDropped());
  }

  boolean isOfSameSender(NumberedBatch other) {
    return client.equals(other.client) && bootId.equals(other.bootId);
  }

  private static boolean isUnfit(int codePoint) {
    return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE;
  }
}
