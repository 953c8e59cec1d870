package plumbline.kit.notification;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What messages are signed with, as the Standard Webhooks specification says. Never printed. */
public final class Secret {
  /** Fewest bytes. */
  static final int MIN_BYTES = 16;

  private static final String ALGORITHM = "HmacSHA256";
  private static final String BASE64_FOLLOWS = "whsec_";

  private final SecretKeySpec key;

  private Secret(byte[] bytes) {
    this.key = new SecretKeySpec(bytes, ALGORITHM);
  }

  /** A secret as it was configured; empty if it is too short, or not the base64 that it claims. */
  public static Optional<Secret> parse(String text) {
    return bytes(text).filter(bytes -> bytes.length >= MIN_BYTES).map(Secret::new);
  }

  private static Optional<byte[]> bytes(String text) {
    if (!text.startsWith(BASE64_FOLLOWS)) {
      return Optional.of(text.getBytes(StandardCharsets.UTF_8));
    }
    try {
      return Optional.of(Base64.getDecoder().decode(text.substring(BASE64_FOLLOWS.length())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * The value of {@code webhook-signature}.
   *
   * @param at the attempt's moment, as {@code webhook-timestamp} has it in seconds
   */
  public String sign(String id, Instant at, String body) {
    var signed = id + "." + at.getEpochSecond() + "." + body;
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return "v1,"
          + Base64.getEncoder()
              .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      // Every Java platform has this algorithm, and takes any key that is not empty.
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "a secret";
  }
}
