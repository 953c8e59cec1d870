package plumbline.analysis.dashboard.field;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A field of a form. In a template {@code {#include field/any field=… /}}, or by its kind {@code
 * field/input}, {@code field/area}, {@code field/choice} or {@code field/check}.
 *
 * @param name what the form sends it as
 * @param hint what it may be; empty: the label says it
 * @param value as it was typed
 * @param wrong what is wrong with it; else empty
 * @param needed whether it has to be filled in before the form is sent
 * @param options what can be chosen; empty: it is typed
 */
public record Field(
    String name,
    String label,
    String hint,
    Kind kind,
    String value,
    String wrong,
    boolean needed,
    List<Option> options) {

  /** How it is filled in. */
  public enum Kind {
    TEXT,
    NUMBER,
    AREA,
    CHOICE,
    CHECK
  }

  public Field {
    options = List.copyOf(options);
  }

  /** One whose kind the template says. */
  public Field(
      String name, String label, String hint, String value, String wrong, List<Option> options) {
    this(name, label, hint, Kind.TEXT, value, wrong, false, options);
  }

  /** The same, to be filled in before the form is sent. */
  public Field must() {
    return new Field(name, label, hint, kind, value, wrong, true, options);
  }

  /** For the template. */
  public boolean is(String which) {
    return kind.name().equals(which);
  }

  /** Unique on the page. */
  public String id() {
    return "f-" + name.replaceAll("[^a-zA-Z0-9]+", "-");
  }

  /** Ids of what describes it; empty: nothing does. */
  public String describedBy() {
    return Stream.of(hint.isEmpty() ? "" : id() + "-hint", wrong.isEmpty() ? "" : id() + "-wrong")
        .filter(it -> !it.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
