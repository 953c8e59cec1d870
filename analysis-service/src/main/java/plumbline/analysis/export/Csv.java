package plumbline.analysis.export;

import java.nio.charset.StandardCharsets;

/**
 * Rows of comma-separated values (RFC 4180), in UTF-8. Text that a spreadsheet would take for a
 * formula gets an apostrophe before it, as anybody may have written it.
 */
final class Csv {
  private static final String FORMULA = "=+-@\t\r\n";

  private final StringBuilder rows = new StringBuilder();
  private boolean atStart = true;

  /** What people or other programs wrote. */
  Csv text(String cell) {
    return quoted(isFormula(cell) ? "'" + cell : cell);
  }

  /** A number, a time or a word of ours, as it is. */
  Csv exact(Object cell) {
    return quoted(String.valueOf(cell));
  }

  /** A number, if it is there. */
  Csv number(boolean present, double number) {
    return exact(present ? Double.toString(number) : "");
  }

  void endRow() {
    rows.append("\r\n");
    atStart = true;
  }

  /** What was written since it was asked last. */
  byte[] take() {
    var bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
    rows.setLength(0);
    return bytes;
  }

  private Csv quoted(String cell) {
    if (!atStart) {
      rows.append(',');
    }
    atStart = false;
    if (needsQuotes(cell)) {
      rows.append('"').append(cell.replace("\"", "\"\"")).append('"');
    } else {
      rows.append(cell);
    }
    return this;
  }

  private static boolean needsQuotes(String cell) {
    return cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
  }

  private static boolean isFormula(String cell) {
    return !cell.isEmpty() && FORMULA.indexOf(cell.charAt(0)) >= 0;
  }
}
