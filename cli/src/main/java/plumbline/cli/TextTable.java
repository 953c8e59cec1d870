package plumbline.cli;

import java.util.ArrayList;
import java.util.List;

/** Plain text in columns: the first ones to the left, numbers to the right. */
public final class TextTable {
  private static final String GAP = "  ";

  private final int leftColumns;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param leftColumns how many columns are aligned to the left; the others to the right
   */
  public TextTable(int leftColumns) {
    this.leftColumns = leftColumns;
  }

  /** Adds a row, from the left. */
  public TextTable row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /** The rows, each on a line of its own. */
  public String render(String indent) {
    var text = new StringBuilder();
    for (var row : rows) {
      var line = new StringBuilder(indent);
      for (var column = 0; column < row.size(); column++) {
        line.append(column == 0 ? "" : GAP).append(pad(row.get(column), column));
      }
      text.append(line.toString().stripTrailing()).append(System.lineSeparator());
    }
    return text.toString();
  }

  private String pad(String cell, int column) {
    var padding = " ".repeat(width(column) - cell.length());
    return column < leftColumns ? cell + padding : padding + cell;
  }

  private int width(int column) {
    return rows.stream()
        .filter(row -> row.size() > column)
        .mapToInt(row -> row.get(column).length())
        .max()
        .orElse(0);
  }
}
