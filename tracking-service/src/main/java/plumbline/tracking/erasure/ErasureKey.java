package plumbline.tracking.erasure;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import plumbline.tracking.unit.UnitKey;

/**
 * What units are hashed with, HMAC-SHA256: who has the database alone cannot tell whether somebody
 * was erased. Never printed.
 */
final class ErasureKey {
  static final String SETTING = "plumbline.erasure.key";

  private static final int MIN_BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";

  /** No unit: a unit's form begins with a type below 256, so with a zero. */
  private static final byte[] FINGERPRINTED =
      "plumbline erasure key".getBytes(StandardCharsets.UTF_8);

  private final SecretKeySpec key;

  private ErasureKey(byte[] bytes) {
    this.key = new SecretKeySpec(bytes, ALGORITHM);
  }

  /** What is configured, if anything is. */
  static Optional<ErasureKey> of(ErasureConfig config) {
    return config.key().map(ErasureKey::parse);
  }

  /**
   * A key as it was configured: hexadecimal if it can be read so, else base64.
   *
   * @throws IllegalArgumentException if it is neither, or shorter than 32 bytes
   */
  static ErasureKey parse(String text) {
    var bytes = bytes(text.strip());
    if (bytes.length < MIN_BYTES) {
      throw new IllegalArgumentException(
          SETTING + " must be base64 or hexadecimal of at least " + MIN_BYTES + " bytes");
    }
    return new ErasureKey(bytes);
  }

  /** Empty if it is none. */
  private static byte[] bytes(String text) {
    try {
      return text.matches("([0-9a-fA-F]{2})+")
          ? HexFormat.of().parseHex(text)
          : Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  /** The units by their hashes of 32 bytes. */
  Map<Buffer, UnitKey> hashes(Collection<UnitKey> units) {
    var mac = mac();
    var hashes = HashMap.<Buffer, UnitKey>newHashMap(units.size());
    for (var unit : units) {
      hashes.put(hash(mac, unit), unit);
    }
    return hashes;
  }

  Buffer hash(UnitKey unit) {
    return hash(mac(), unit);
  }

  /** The same for the same key, and of no use to guess it. */
  Buffer fingerprint() {
    return Buffer.buffer(mac().doFinal(FINGERPRINTED));
  }

  private static Buffer hash(Mac mac, UnitKey unit) {
    mac.update((byte) (unit.type() >> 8));
    mac.update((byte) unit.type());
    return Buffer.buffer(mac.doFinal(unit.id().getBytes(StandardCharsets.UTF_8)));
  }

  private Mac mac() {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      // Every Java platform has this algorithm, and takes any key that is not empty.
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "an erasure key";
  }
}
