package plumbline.system.fuzz;

import java.util.List;
import java.util.Random;

/** Values that programs trip over. */
final class Nasty {
  private static final List<String> STRINGS =
      List.of(
          "",
          " ",
          "\0",
          "a\0b",
          "\n\r\t",
          "\u0001\u001f\u007f\u0085",
          "\u202e\u200b\ufeff",
          "\ud83d\ude00",
          "e\u0301",
          "\uffff\ufffe",
          "'; DROP TABLE experiments; --",
          "\" or \"\"=\"",
          "%00%0a%s%n%x",
          "${jndi:ldap://127.0.0.1/a}",
          "#{1+1}{{1+1}}",
          "<script>alert(1)</script>",
          "../../../../etc/passwd",
          "..\\..",
          "=cmd|' /C calc'!A0",
          "null",
          "NaN",
          "-0",
          "1e999",
          "0x10",
          "99999999999999999999",
          "9007199254740993",
          "true",
          "{}",
          "[]",
          "\\",
          "\\u0000",
          "%",
          "_",
          "*",
          "{key}",
          "-",
          ".",
          "a".repeat(64),
          "a".repeat(65),
          "k".repeat(257),
          "\u00e4".repeat(2_000),
          "x".repeat(5_000));
  private static final double[] DOUBLES = {
    0,
    -0.0,
    1,
    -1,
    0.5,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    1e-300,
    1e300,
    1 + 1e-9,
    1 - 1e-9,
    1e18
  };
  private static final long[] LONGS = {
    0,
    1,
    -1,
    2,
    100,
    1_000,
    10_000,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    Long.MAX_VALUE - 1,
    253_402_300_799L,
    253_402_300_800L,
    -62_135_596_801L,
    315_576_000_000L,
    1L << 53
  };

  private Nasty() {}

  static String string(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> letters(random, random.nextInt(300));
      case 1 -> anything(random, random.nextInt(40));
      case 2 -> huge(random);
      default -> STRINGS.get(random.nextInt(STRINGS.size()));
    };
  }

  static double real(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextDouble();
      case 1 -> Double.longBitsToDouble(random.nextLong());
      default -> DOUBLES[random.nextInt(DOUBLES.length)];
    };
  }

  static long integer(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(50);
      case 1 -> random.nextLong();
      default -> LONGS[random.nextInt(LONGS.length)];
    };
  }

  static byte[] bytes(Random random, int most) {
    var bytes = new byte[random.nextInt(most + 1)];
    random.nextBytes(bytes);
    return bytes;
  }

  static String letters(Random random, int length) {
    return random
        .ints(length, 'a', 'z' + 1)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Any characters but halves of a pair. */
  private static String anything(Random random, int length) {
    return random
        .ints(length, 0, 0x11000)
        .filter(it -> it < Character.MIN_SURROGATE || it > Character.MAX_SURROGATE)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static String huge(Random random) {
    var unit = STRINGS.get(random.nextInt(STRINGS.size()));
    return random.nextInt(10) == 0 && !unit.isEmpty()
        ? unit.repeat(Math.max(1, 100_000 / unit.length()))
        : unit + unit;
  }
}
