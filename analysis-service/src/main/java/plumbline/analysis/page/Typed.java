package plumbline.analysis.page;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import plumbline.analysis.page.Entry.Choice;

/** What a person typed into a form, and what was wrong with it. */
public final class Typed {
  private final Map<String, String> values;
  private final Problem problem;
  private final UnaryOperator<String> names;

  private Typed(Map<String, String> values, Problem problem, UnaryOperator<String> names) {
    this.values = Map.copyOf(values);
    this.problem = problem;
    this.names = names;
  }

  /** A form before anything was typed, with what it says already. */
  public static Typed fresh(Map<String, String> values) {
    return new Typed(values, Problem.NONE, it -> it);
  }

  /** A form as it was sent. */
  public static Typed of(MultivaluedMap<String, String> form) {
    var values = new HashMap<String, String>();
    form.forEach((name, all) -> values.put(name, String.join(",", all).strip()));
    return fresh(values);
  }

  /**
   * The same after it was refused.
   *
   * @param names the name in the form of a field by its path in the request
   */
  public Typed refused(Problem why, UnaryOperator<String> names) {
    return new Typed(values, why, names);
  }

  /** What was typed; empty where nothing was. */
  public String get(String name) {
    return values.getOrDefault(name, "");
  }

  /** Whether a box was ticked. */
  public boolean ticked(String name) {
    return !get(name).isEmpty();
  }

  public Entry text(String name, String label, String hint) {
    return entry(name, label, hint, "text", List.of());
  }

  public Entry number(String name, String label, String hint) {
    return entry(name, label, hint, "number", List.of());
  }

  public Entry area(String name, String label, String hint) {
    return entry(name, label, hint, "area", List.of());
  }

  public Entry check(String name, String label, String hint) {
    return entry(name, label, hint, "check", List.of());
  }

  public Entry choice(String name, String label, String hint, List<Choice> choices) {
    return entry(name, label, hint, "choice", choices);
  }

  /** The problem with the fields under their labels. */
  public Problem problem(List<Entry> entries) {
    return problem.named(path ->
        entries.stream()
            .filter(it -> it.name().equals(names.apply(path)))
            .findFirst()
            .map(Entry::label)
            .orElse(path));
  }

  private Entry entry(String name, String label, String hint, String kind, List<Choice> choices) {
    return new Entry(name, name, label, hint, kind, get(name), wrong(name), false, choices);
  }

  private String wrong(String name) {
    return problem.violations().stream()
        .filter(it -> names.apply(it.field()).equals(name))
        .findFirst()
        .map(it -> it.description())
        .orElse("");
  }
}
