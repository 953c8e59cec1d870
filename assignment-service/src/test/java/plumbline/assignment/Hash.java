package plumbline.assignment;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The published hash, as it is written: {@code int(sha256(text), 16) % 10000}. */
final class Hash {
  private Hash() {}

  static int of(String text) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return new BigInteger(HexFormat.of().formatHex(digest), 16)
          .mod(BigInteger.valueOf(10_000))
          .intValueExact();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
