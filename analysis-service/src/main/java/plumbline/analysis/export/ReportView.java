package plumbline.analysis.export;

import java.util.List;

/** What the report of an experiment says, from top to bottom; to be escaped where it is written. */
public record ReportView(String title, String key, String made, List<Section> sections) {

  /**
   * One part of it.
   *
   * @param facts what is known, each with its name
   * @param tables of numbers
   */
  public record Section(
      String heading, List<String> paragraphs, List<Fact> facts, List<Table> tables) {
    static Section of(String heading, List<String> paragraphs, List<Fact> facts, Table... tables) {
      return new Section(heading, paragraphs, facts, List.of(tables));
    }
  }

  /** A value with its name. */
  public record Fact(String name, String value) {}

  /** Rows under names. */
  public record Table(String caption, List<String> names, List<List<String>> rows) {}
}
