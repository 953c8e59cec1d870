package plumbline.system.monitoring;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What a query of Prometheus asks for. Whether it is well formed is promtool's to say. */
record Expression(String text) {
  private static final Pattern NO_METRICS =
      Pattern.compile(
          "\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\b(by|without|on|ignoring)\\s*\\([^)]*\\)"
              + "|\\boffset\\s+\\w+");
  private static final Pattern NAME =
      Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*(?!\\s*\\()\\b(?!\\()");
  private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool");

  /** The metrics and records that it reads. */
  Set<String> metrics() {
    var names = new TreeSet<String>();
    // Strings first: what is in them may hold braces.
    var bare = NO_METRICS.matcher(text).replaceAll(" ");
    NAME.matcher(bare)
        .results()
        .map(found -> found.group())
        .filter(name -> !WORDS.contains(name) && !isCalled(bare, name))
        .forEach(names::add);
    return names;
  }

  private static boolean isCalled(String bare, String name) {
    return Pattern.compile("\\b" + name + "\\s*\\(").matcher(bare).find();
  }
}
