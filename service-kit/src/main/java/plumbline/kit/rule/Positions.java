package plumbline.kit.rule;

import dev.cel.common.CelIssue;
import java.util.Map;

/** Where in a rule something is, for people: lines and columns from 1. */
final class Positions {
  private final String text;
  private final Map<Long, Integer> offsets;

  /**
   * Positions in a text.
   *
   * @param offsets of the expressions by their id, in code points from 0
   */
  Positions(String text, Map<Long, Integer> offsets) {
    this.text = text;
    this.offsets = offsets;
  }

  /** The place of an expression. */
  String of(long expression) {
    var offset = Math.max(0, offsets.getOrDefault(expression, 0));
    var before = text.substring(0, text.offsetByCodePoints(0, offset));
    var line = before.lines().count() + (before.isEmpty() || before.endsWith("\n") ? 1 : 0);
    return at(line, before.length() - (before.lastIndexOf('\n') + 1));
  }

  /** The place of what the parser or the type check found. */
  static String of(CelIssue issue) {
    var location = issue.getSourceLocation();
    return at(location.getLine(), location.getColumn());
  }

  private static String at(long line, int column) {
    return "is no rule, at line " + Math.max(1, line) + ", column " + (column + 1) + ": ";
  }
}
