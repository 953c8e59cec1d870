package plumbline.analysis.dashboard.field;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A field of a form. In a template {@code {#include field/input field=… /}}, {@code field/area} or
 * {@code field/choice}.
 *
 * @param name what the form sends it as
 * @param hint what it may be; empty: the label says it
 * @param value as it was typed
 * @param wrong what is wrong with it; else empty
 * @param options what can be chosen; empty: it is typed
 */
public record Field(
    String name, String label, String hint, String value, String wrong, List<Option> options) {

  public Field {
    options = List.copyOf(options);
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
