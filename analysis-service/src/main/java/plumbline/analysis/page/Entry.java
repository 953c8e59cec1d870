package plumbline.analysis.page;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A field of a form; {@code {#include page/entry entry=it /}}.
 *
 * @param id unique on the page
 * @param hint what to write; may be empty
 * @param kind {@code text}, {@code number}, {@code area}, {@code choice} or {@code check}
 * @param value as it was typed
 * @param wrong why it was refused; empty: it was not
 * @param needed whether it has to be filled in
 * @param choices of a choice
 */
public record Entry(
    String id,
    String name,
    String label,
    String hint,
    String kind,
    String value,
    String wrong,
    boolean needed,
    List<Choice> choices) {

  public Entry {
    choices = List.copyOf(choices);
  }

  /** What may be chosen. */
  public record Choice(String value, String label) {}

  /** The same, to be filled in before the form is sent. */
  public Entry must() {
    return new Entry(id, name, label, hint, kind, value, wrong, true, choices);
  }

  /** The ids of what describes it. */
  public String described() {
    return Stream.of(hint.isEmpty() ? "" : id + "-hint", wrong.isEmpty() ? "" : id + "-wrong")
        .filter(it -> !it.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
