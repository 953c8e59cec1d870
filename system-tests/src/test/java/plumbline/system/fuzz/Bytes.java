package plumbline.system.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** A message's bytes, no longer what they were. */
final class Bytes {
  private Bytes() {}

  static byte[] broken(Random random, byte[] whole) {
    return switch (random.nextInt(8)) {
      case 0 -> Nasty.bytes(random, 200);
      case 1 -> Arrays.copyOf(whole, random.nextInt(whole.length + 1));
      case 2 -> nested(random, 1 + random.nextInt(2_000));
      case 3 -> with(whole, field(random, 2, new byte[] {(byte) 0xc3, (byte) 0x28}));
      case 4 -> with(whole, varint(random));
      case 5 -> with(whole, field(random, random.nextInt(8), Nasty.bytes(random, 9)));
      default -> flipped(random, whole);
    };
  }

  private static byte[] flipped(Random random, byte[] whole) {
    var bytes = whole.clone();
    for (var i = random.nextInt(8); i >= 0 && bytes.length > 0; i--) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  /** A field of that wire type: 2 has its length, which for the others is missing. */
  private static byte[] field(Random random, int wireType, byte[] content) {
    var bytes = new ByteArrayOutputStream();
    bytes.write((1 + random.nextInt(15)) << 3 | wireType);
    if (wireType == 2) {
      bytes.write(content.length);
    }
    bytes.writeBytes(content);
    return bytes.toByteArray();
  }

  /** A number that does not end, or a length that nothing is as long as. */
  private static byte[] varint(Random random) {
    var bytes = new byte[2 + random.nextInt(14)];
    Arrays.fill(bytes, (byte) 0xff);
    bytes[0] = (byte) ((1 + random.nextInt(15)) << 3 | (random.nextBoolean() ? 0 : 2));
    bytes[bytes.length - 1] = (byte) random.nextInt(128);
    return bytes;
  }

  /** Messages in messages; each length is that of the rest, as far as a byte can say. */
  private static byte[] nested(Random random, int depth) {
    var tag = (byte) ((1 + random.nextInt(15)) << 3 | (random.nextBoolean() ? 2 : 3));
    var bytes = new byte[depth * 2];
    for (var i = 0; i < depth; i++) {
      bytes[2 * i] = tag;
      bytes[2 * i + 1] = (tag & 7) == 3 ? tag : (byte) Math.min(127, 2 * (depth - i - 1));
    }
    return bytes;
  }

  private static byte[] with(byte[] whole, byte[] more) {
    var bytes = Arrays.copyOf(whole, whole.length + more.length);
    System.arraycopy(more, 0, bytes, whole.length, more.length);
    return bytes;
  }
}
