package plumbline.analysis.dashboard.field;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import plumbline.analysis.dashboard.field.Field.Kind;
import plumbline.analysis.page.Problem;

/** A form as it is shown again: what a person typed, and what was wrong with it. */
public final class Sent {
  private final Map<String, String> values;
  private final Problem problem;
  private final UnaryOperator<String> names;

  private Sent(Map<String, String> values, Problem problem, UnaryOperator<String> names) {
    this.values = Map.copyOf(values);
    this.problem = problem;
    this.names = names;
  }

  /** A form before anything was typed, with what it says already. */
  public static Sent fresh(Map<String, String> values) {
    return new Sent(values, Problem.NONE, it -> it);
  }

  /** A form as it was sent. */
  public static Sent of(MultivaluedMap<String, String> form) {
    var values = new HashMap<String, String>();
    form.forEach((name, all) -> values.put(name, String.join(",", all).strip()));
    return fresh(values);
  }

  /**
   * The same after it was refused.
   *
   * @param names the name in the form of a field by its path in the request
   */
  public Sent refused(Problem why, UnaryOperator<String> names) {
    return new Sent(values, why, names);
  }

  /** What was typed; empty where nothing was. */
  public String get(String name) {
    return values.getOrDefault(name, "");
  }

  /** Whether a box was ticked. */
  public boolean ticked(String name) {
    return !get(name).isEmpty();
  }

  public Field text(String name, String label, String hint) {
    return field(name, label, hint, Kind.TEXT, List.of());
  }

  public Field number(String name, String label, String hint) {
    return field(name, label, hint, Kind.NUMBER, List.of());
  }

  public Field area(String name, String label, String hint) {
    return field(name, label, hint, Kind.AREA, List.of());
  }

  public Field check(String name, String label, String hint) {
    return field(name, label, hint, Kind.CHECK, List.of());
  }

  public Field choice(String name, String label, String hint, List<Option> options) {
    return field(name, label, hint, Kind.CHOICE, options);
  }

  /** The problem with the fields under their labels. */
  public Problem problem(List<Field> fields) {
    return problem.named(path ->
        fields.stream()
            .filter(it -> it.name().equals(names.apply(path)))
            .findFirst()
            .map(Field::label)
            .orElse(path));
  }

  private Field field(String name, String label, String hint, Kind kind, List<Option> options) {
    var value = get(name);
    var marked =
        options.stream()
            .map(it -> new Option(it.value(), it.label(), it.value().equals(value)))
            .toList();
    return new Field(name, label, hint, kind, value, wrong(name), false, marked);
  }

  private String wrong(String name) {
    return problem.violations().stream()
        .filter(it -> names.apply(it.field()).equals(name))
        .findFirst()
        .map(it -> it.description())
        .orElse("");
  }
}
