package plumbline.engine.bucketing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256 of a text given in pieces, reduced by a modulus. Reused call after call by one thread;
 * the text is encoded by hand into a fixed buffer, because every JDK encoder allocates.
 */
final class TextHash {
  private static final int DIGEST_BYTES = 32;
  private static final int LONGEST_CODE_POINT = 4;
  private static final VarHandle BIG_ENDIAN_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private final MessageDigest sha256 = sha256();
  private final byte[] buffer = new byte[1024];
  private int length;

  /** Forgets whatever an earlier, perhaps refused, text left behind. */
  TextHash start() {
    sha256.reset();
    length = 0;
    return this;
  }

  TextHash text(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (length > buffer.length - LONGEST_CODE_POINT) {
        flush();
      }
      char unit = text.charAt(i);
      if (unit < 0x80) {
        buffer[length++] = (byte) unit;
      } else if (unit < 0x800) {
        buffer[length++] = (byte) (0xC0 | unit >> 6);
        continuation(unit);
      } else if (!Character.isSurrogate(unit)) {
        buffer[length++] = (byte) (0xE0 | unit >> 12);
        continuation(unit >> 6);
        continuation(unit);
      } else {
        surrogatePair(text, i++);
      }
    }
    return this;
  }

  /** The digest as one unsigned 256-bit number, modulo {@code modulus} (positive, below 2^31). */
  int remainder(int modulus) {
    flush();
    try {
      sha256.digest(buffer, 0, DIGEST_BYTES);
    } catch (DigestException e) {
      throw new IllegalStateException("SHA-256 did not fit in " + DIGEST_BYTES + " bytes", e);
    }
    long remainder = 0;
    for (int i = 0; i < DIGEST_BYTES; i += Integer.BYTES) {
      long digits = Integer.toUnsignedLong((int) BIG_ENDIAN_INT.get(buffer, i));
      remainder = (remainder << Integer.SIZE | digits) % modulus;
    }
    return (int) remainder;
  }

  private void surrogatePair(String text, int index) {
    int codePoint = text.codePointAt(index);
    if (!Character.isSupplementaryCodePoint(codePoint)) {
      throw new IllegalArgumentException("unpaired surrogate at index " + index);
    }
    buffer[length++] = (byte) (0xF0 | codePoint >> 18);
    continuation(codePoint >> 12);
    continuation(codePoint >> 6);
    continuation(codePoint);
  }

  private void continuation(int bits) {
    buffer[length++] = (byte) (0x80 | (bits & 0x3F));
  }

  private void flush() {
    sha256.update(buffer, 0, length);
    length = 0;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must provide SHA-256", e);
    }
  }
}
