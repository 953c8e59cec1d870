package plumbline.analysis.page;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import plumbline.kit.failure.Failure;
import plumbline.kit.failure.Violation;

/**
 * Why what a form asked for was not done; nothing was changed.
 *
 * @param message in plain words; empty where the violations say it all
 * @param violations by field
 */
public record Problem(String message, List<Violation> violations) {
  /** Nothing is wrong. */
  public static final Problem NONE = new Problem("", List.of());

  public Problem {
    violations = List.copyOf(violations);
  }

  /** What a failure says. */
  public static Problem of(Failure failure) {
    return failure instanceof Failure.Invalid invalid
        ? new Problem("", invalid.violations().stream().map(Problem::plain).toList())
        : new Problem(Terms.plain(String.valueOf(failure.getMessage())), List.of());
  }

  private static Violation plain(Violation violation) {
    return new Violation(violation.field(), Terms.plain(violation.description()));
  }

  /** Whether anything is wrong. */
  public boolean isPresent() {
    return !message.isEmpty() || !violations.isEmpty();
  }

  /** The same with the fields under the names that people see: {@code label} of a field's path. */
  public Problem named(Function<String, String> label) {
    return new Problem(
        message,
        violations.stream()
            .map(it -> new Violation(label.apply(it.field()), it.description()))
            .toList());
  }

  /** All of it, a sentence each. */
  public List<String> sentences() {
    return Stream.concat(
            Stream.of(message).filter(it -> !it.isEmpty()),
            violations.stream().map(it -> it.field() + ": " + it.description()))
        .toList();
  }

  /** What is wrong with each field. */
  public Map<String, String> byField() {
    var found = new TreeMap<String, String>();
    violations.forEach(it -> found.putIfAbsent(it.field(), it.description()));
    return found;
  }
}
