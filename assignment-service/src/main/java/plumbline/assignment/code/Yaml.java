package plumbline.assignment.code;

import java.util.List;
import java.util.Map;

/** What a YAML file says, as a tree; each part knows its line, from 1. */
sealed interface Yaml {
  int line();

  /** How many parts it has, itself included. */
  int size();

  /** What a scalar means by YAML 1.2's core schema; what is quoted is a text. */
  enum Kind {
    NULL,
    BOOL,
    NUMBER,
    TEXT
  }

  /** A single value, as it was written. */
  record Scalar(String text, Kind kind, int line) implements Yaml {
    @Override
    public int size() {
      return 1;
    }
  }

  /** A list. */
  record Sequence(List<Yaml> elements, int line, int size) implements Yaml {}

  /** Values by their names, in the file's order. */
  record Mapping(Map<String, Member> members, int line, int size) implements Yaml {}

  /**
   * A value with its name.
   *
   * @param line the name's
   */
  record Member(Yaml value, int line) {}
}
