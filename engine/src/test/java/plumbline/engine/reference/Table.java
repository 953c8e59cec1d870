package plumbline.engine.reference;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

/** A file of values separated by commas, quoted or not, none of which holds a comma itself. */
record Table(List<String> columns, List<List<String>> rows) {

  static Table read(Path file) throws IOException {
    List<List<String>> lines = Files.readAllLines(file).stream().map(Table::cells).toList();
    return new Table(lines.getFirst(), lines.subList(1, lines.size()));
  }

  private static List<String> cells(String line) {
    return List.of(line.replace("\"", "").split(",", -1));
  }

  int size() {
    return rows.size();
  }

  Table where(String column, String value) {
    return where(column, value::equals);
  }

  Table without(String column, String value) {
    return where(column, cell -> !cell.equals(value));
  }

  private Table where(String column, Predicate<String> holds) {
    int at = columns.indexOf(column);
    return new Table(columns, rows.stream().filter(row -> holds.test(row.get(at))).toList());
  }

  double[] numbers(String column) {
    int at = columns.indexOf(column);
    return rows.stream().mapToDouble(row -> Double.parseDouble(row.get(at))).toArray();
  }
}
