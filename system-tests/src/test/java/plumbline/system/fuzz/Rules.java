package plumbline.system.fuzz;

import java.util.List;
import java.util.Random;

/** Rules over attributes (CEL): by the grammar, beyond what is allowed of it, and out of it. */
final class Rules {
  private static final List<String> WORDS =
      List.of(
          "country",
          "age",
          "a",
          "true",
          "false",
          "null",
          "1",
          "-1",
          "1u",
          "0x7fffffffffffffff",
          "9223372036854775808",
          "1.5e308",
          "1e999",
          "'DE'",
          "\"\"",
          "'\\u0000'",
          "'\\ud800'",
          "b'\\xff'",
          "r'\\d'",
          "'''x'''",
          "[]",
          "[1, 'a', null]",
          "{}",
          "{'a': 1}",
          "duration('1h')",
          "timestamp('2020-01-01T00:00:00Z')",
          "type(1)",
          "size('a')",
          "a.b.c",
          "a[0]",
          "has(a.b)");
  private static final List<String> OPERATORS =
      List.of("&&", "||", "==", "!=", "<", "<=", ">", ">=", "in", "+", "-", "*", "/", "%");
  private static final List<String> CALLS =
      List.of(
          "%s.contains(%s)",
          "%s.startsWith(%s)",
          "%s.endsWith(%s)",
          "%s.matches(%s)",
          "%s.all(x, %s)",
          "%s.exists(x, %s)",
          "%s.exists_one(x, %s)",
          "%s.map(x, %s)",
          "%s.filter(x, %s)",
          "(%s) ? (%s) : a",
          "%s[%s]",
          "[%s, %s]",
          "{%s: %s}");
  private static final List<String> BROKEN =
      List.of(
          "(", ")", "'", "\"", "//", "\n", "&&", "@", "#", "\\", "`", ";", "$", "\0", ".", "..");

  private Rules() {}

  static String any(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> "(".repeat(1 + random.nextInt(5_000)) + "a";
      case 1 -> "!".repeat(1 + random.nextInt(3_000)) + "true";
      case 2 -> "[".repeat(1 + random.nextInt(3_000)) + "]".repeat(random.nextInt(3_000));
      case 3 -> "a == 1" + " && a == 1".repeat(random.nextInt(2_000));
      case 4 -> "a.matches('" + "(a+)+".repeat(1 + random.nextInt(200)) + "$')";
      case 5 -> "a in [" + "'x', ".repeat(random.nextInt(3_000)) + "'y']";
      case 6 -> "[1,2,3].all(x, ".repeat(1 + random.nextInt(30)) + "true";
      case 7 -> broken(random, expression(random, 3));
      case 8 -> Nasty.string(random);
      default -> expression(random, 1 + random.nextInt(5));
    };
  }

  private static String expression(Random random, int depth) {
    if (depth == 0 || random.nextInt(5) == 0) {
      return WORDS.get(random.nextInt(WORDS.size()));
    }
    var left = expression(random, depth - 1);
    var right = expression(random, depth - 1);
    return switch (random.nextInt(4)) {
      case 0 -> "!(" + left + ")";
      case 1 -> CALLS.get(random.nextInt(CALLS.size())).formatted(left, right);
      default ->
          "(" + left + " " + OPERATORS.get(random.nextInt(OPERATORS.size())) + " " + right + ")";
    };
  }

  private static String broken(Random random, String whole) {
    var at = random.nextInt(whole.length() + 1);
    return whole.substring(0, at)
        + BROKEN.get(random.nextInt(BROKEN.size()))
        + whole.substring(random.nextBoolean() ? at : whole.length());
  }
}
