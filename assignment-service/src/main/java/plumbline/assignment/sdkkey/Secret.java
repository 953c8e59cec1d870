package plumbline.assignment.sdkkey;

import java.security.SecureRandom;
import java.util.Base64;
import plumbline.kit.identity.SdkKeys;

/**
 * A new secret: shown once, and kept as its digest alone.
 *
 * @param text {@code plk_<id>_<256 random bits>}; the beginning lets people, and programs that look
 *     for leaked secrets, see what it is
 */
record Secret(String text) {
  private static final int BYTES = 32;
  private static final Base64.Encoder LETTERS = Base64.getUrlEncoder().withoutPadding();

  static Secret random(SecureRandom random, String id) {
    var bits = new byte[BYTES];
    random.nextBytes(bits);
    return new Secret(SdkKeys.PREFIX + id + "_" + LETTERS.encodeToString(bits));
  }

  byte[] digest() {
    return SdkKeys.digest(text);
  }

  /** It is never written anywhere by accident. */
  @Override
  public String toString() {
    return "Secret";
  }
}
