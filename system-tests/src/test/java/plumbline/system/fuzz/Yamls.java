package plumbline.system.fuzz;

import java.util.List;
import java.util.Random;
import plumbline.system.wire.ExampleFile;

/** Definition files: a good one with something wrong, and what YAML has to offer to attackers. */
final class Yamls {
  static final String GOOD = ExampleFile.text("fuzz-yaml");

  private static final List<String> PARTS =
      List.of(
          "&a [*a]",
          "*nothing",
          "!!binary aGk=",
          "!!java.net.URL [http://127.0.0.1/]",
          "!!set {a, b}",
          "!<tag:yaml.org,2002:str> x",
          "? complex\n: key",
          "<<: *a",
          "{a: 1, a: 2}",
          "0o17",
          "0x1f",
          "1_000",
          "1:30:00",
          ".inf",
          ".nan",
          "2001-12-14t21:59:43.10-05:00",
          "~",
          "yes",
          "'",
          "\"\\ud800\"",
          "\"\\x00\"",
          "\"\\U00110000\"",
          "|\n\ttab",
          ">-\n  folded",
          "- - - -",
          "%YAML 1.2",
          "---\na: 1\n---\nb: 2",
          "...",
          "\u0000",
          "\ufeff",
          "@",
          "`",
          "1e400",
          "99999999999999999999999999",
          "-1%",
          "1e9%",
          "NaN%",
          "999999999999d",
          "0-99999999999");

  private Yamls() {}

  static String any(Random random) {
    return switch (random.nextInt(10)) {
      case 0 -> bomb(3 + random.nextInt(12));
      case 1 -> "[".repeat(1 + random.nextInt(4_000));
      case 2 -> "a: ".repeat(1 + random.nextInt(500)) + "{".repeat(random.nextInt(500));
      case 3 -> nested(1 + random.nextInt(200));
      case 4 -> GOOD.replace("country == \"DE\" && age >= 18", quoted(Rules.any(random)));
      case 5 -> GOOD.replace("fuzz-yaml", quoted(Nasty.string(random)));
      case 6 -> Nasty.string(random) + part(random);
      default -> changed(random);
    };
  }

  /** Ten times as much with each line. */
  private static String bomb(int lines) {
    var yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (var i = 1; i < lines; i++) {
      yaml.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)));
    }
    return yaml + "key: *a" + (lines - 1) + "\n";
  }

  private static String nested(int depth) {
    var yaml = new StringBuilder();
    for (var i = 0; i < depth; i++) {
      yaml.append("  ".repeat(i)).append("k:\n");
    }
    return yaml.toString();
  }

  private static String changed(Random random) {
    var lines = GOOD.lines().toList();
    var at = random.nextInt(lines.size());
    var yaml = new StringBuilder();
    for (var i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (i != at) {
        yaml.append(line).append('\n');
        continue;
      }
      var value = Math.min(line.length(), line.indexOf(": ") + 2);
      yaml.append(
          switch (random.nextInt(5)) {
            case 0 -> "";
            case 1 -> line + "\n" + line + "\n";
            case 2 -> line.substring(0, random.nextInt(line.length() + 1)) + "\n";
            default -> line.substring(0, value) + part(random) + "\n";
          });
    }
    return yaml.toString();
  }

  private static String part(Random random) {
    return random.nextInt(4) == 0
        ? quoted(Nasty.string(random))
        : PARTS.get(random.nextInt(PARTS.size()));
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
