package plumbline.assignment.ofrep;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The mark of a reply: another one wherever anything of the reply is another. */
record ETag(String hash) {
  private static final int BYTES = 16;

  static ETag of(String body) {
    try {
      var digest = MessageDigest.getInstance("SHA-256").digest(body.getBytes(UTF_8));
      return new ETag(HexFormat.of().formatHex(digest, 0, BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Whether {@code If-None-Match} names it: a list, or {@code *}. Weakly, as a proxy that
   * compresses makes a weak mark of a strong one.
   */
  boolean isAmong(List<String> headers) {
    return headers.stream()
        .flatMap(header -> Stream.of(header.split(",", -1)))
        .map(String::strip)
        .anyMatch(mark -> mark.equals("*") || mark.equals(toString()) || mark.equals("W/" + this));
  }

  @Override
  public String toString() {
    return '"' + hash + '"';
  }
}
