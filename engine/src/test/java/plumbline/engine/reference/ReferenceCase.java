package plumbline.engine.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import plumbline.engine.statistics.Interval;

/** One case: inputs, expected values with their tolerance, and which of them a test asked for. */
final class ReferenceCase {
  private final JsonNode node;
  private final TreeMap<String, JsonNode> expected = new TreeMap<>();
  private final Set<String> asked = new TreeSet<>();
  private final Set<String> notImplemented = new TreeSet<>();
  private final Set<String> withheld = new TreeSet<>();
  private final Set<String> absent = new TreeSet<>();
  private final List<String> failures = new ArrayList<>();

  ReferenceCase(JsonNode node) {
    this.node = node;
    flatten("", node.get("expected"));
  }

  String id() {
    return node.get("id").asText();
  }

  /**
   * Replaces an expected interval that is known to be wrong; the caller names the better source.
   */
  void correct(String name, double lower, double upper) {
    expected.put(name + "[0]", DoubleNode.valueOf(lower));
    expected.put(name + "[1]", DoubleNode.valueOf(upper));
  }

  /** Whether the case expects this interval, to its own tolerance. */
  boolean expects(String name, Interval interval) {
    JsonNode lower = expected.get(name + "[0]");
    JsonNode upper = expected.get(name + "[1]");
    return lower != null
        && upper != null
        && isNear(lower, interval.lower())
        && isNear(upper, interval.upper());
  }

  /** The input as it is written, for what has a structure of its own. */
  JsonNode input(String input) {
    return node.get("inputs").get(input);
  }

  boolean has(String input) {
    return node.get("inputs").has(input);
  }

  String text(String input) {
    return node.get("inputs").get(input).asText();
  }

  double number(String input) {
    return node.get("inputs").get(input).asDouble();
  }

  long whole(String input) {
    return node.get("inputs").get(input).longValue();
  }

  double[] numbers(String input) {
    return StreamSupport.stream(node.get("inputs").get(input).spliterator(), false)
        .flatMapToDouble(value -> DoubleStream.of(value.asDouble()))
        .toArray();
  }

  /** Checks a number, where the case expects one under this name. */
  void check(String name, double got) {
    JsonNode want = ask(name);
    if (want != null && !isNear(want, got)) {
      failures.add("%s %s: got %s, expected %s".formatted(id(), name, got, want));
    }
  }

  /** Checks several numbers in order. */
  void check(String name, double[] got) {
    for (int i = 0; i < got.length; i++) {
      check(name + "[" + i + "]", got[i]);
    }
  }

  /** Checks a yes or no. */
  void check(String name, boolean got) {
    JsonNode want = ask(name);
    if (want != null && want.asBoolean() != got) {
      failures.add("%s %s: got %s, expected %s".formatted(id(), name, got, want));
    }
  }

  /** Checks a whole number, which has no tolerance. */
  void check(String name, long got) {
    JsonNode want = ask(name);
    if (want != null && want.asDouble() != got) {
      failures.add("%s %s: got %d, expected %s".formatted(id(), name, got, want));
    }
  }

  /** Checks a number that is computed in another way, within a part of the expected one. */
  void checkWithin(double relative, String name, double got) {
    JsonNode want = ask(name);
    if (want != null
        && !(Math.abs(got - want.asDouble()) <= relative * Math.abs(want.asDouble()))) {
      failures.add("%s %s: got %s, expected %s".formatted(id(), name, got, want));
    }
  }

  /** Checks a simulated rate: within four standard errors of the true one, or at most it. */
  void checkRate(String name, double got, int rounds) {
    JsonNode want = expected.get(name);
    if (want != null) {
      double error = Math.sqrt(want.asDouble() * (1.0 - want.asDouble()) / rounds);
      checkWithinErrors(name, name.equals("at_most") ? Math.max(want.asDouble(), got) : got, error);
    }
  }

  /** Checks what was simulated: within four of its standard errors. */
  void checkWithinErrors(String name, double got, double error) {
    JsonNode want = ask(name);
    if (want != null && !(Math.abs(got - want.asDouble()) <= 4.0 * error)) {
      failures.add("%s %s: got %s ± %s, expected %s".formatted(id(), name, got, error, want));
    }
  }

  /** Checks that a number lies in an expected range, ends included. */
  void checkInRange(String name, double got) {
    JsonNode low = ask(name + "[0]");
    JsonNode high = ask(name + "[1]");
    if (low != null && high != null && !(low.asDouble() <= got && got <= high.asDouble())) {
      failures.add("%s %s: got %s, not in [%s, %s]".formatted(id(), name, got, low, high));
    }
  }

  void check(String name, Interval got) {
    check(name + "[0]", got.lower());
    check(name + "[1]", got.upper());
  }

  void check(String name, String got) {
    JsonNode want = ask(name);
    if (want != null && !got.equals(want.asText())) {
      failures.add("%s %s: got %s, expected %s".formatted(id(), name, got, want));
    }
  }

  /** Checks that the case, where it has this name, expects nothing defined under it. */
  void checkNotDefined(String name) {
    JsonNode want = ask(name);
    if (want != null && !want.isNull()) {
      failures.add("%s %s: not defined, expected %s".formatted(id(), name, want));
    }
  }

  /** Says what the case is about when none of it is implemented: its expected names do not tell. */
  void skip(String what) {
    expected.clear();
    notImplemented.add(what);
  }

  /** Expected as a number, answered on purpose with a type that has none. */
  void withhold(String name) {
    expected.keySet().removeIf(key -> key.replaceAll("\\[\\d+]", "").equals(name));
    withheld.add(name);
  }

  /** Skips the case, as a file that it names is not there. */
  void skipAsAbsent(String file) {
    expected.clear();
    absent.add(file);
  }

  /** Says of expected names below this one that they are not implemented. */
  void decline(String name) {
    if (expected.keySet().removeIf(key -> key.equals(name) || key.startsWith(name + "."))) {
      notImplemented.add(name);
    }
  }

  Set<String> absent() {
    return absent;
  }

  Set<String> withheld() {
    return withheld;
  }

  List<String> failures() {
    return failures;
  }

  int checked() {
    return asked.size();
  }

  /** What the case expects and no test asked for, without the positions in arrays. */
  Set<String> notImplemented() {
    Set<String> names = new TreeSet<>(notImplemented);
    for (String name : expected.keySet()) {
      if (!asked.contains(name)) {
        names.add(name.replaceAll("\\[\\d+]", ""));
      }
    }
    return names;
  }

  private @Nullable JsonNode ask(String name) {
    JsonNode want = expected.get(name);
    if (want != null) {
      asked.add(name);
    }
    return want;
  }

  private boolean isNear(JsonNode want, double got) {
    if (want.isNull()) {
      return false;
    }
    double value = want.isTextual() ? Double.parseDouble(want.asText()) : want.asDouble();
    double absolute = node.get("tolerance").get("abs").asDouble();
    double relative = node.get("tolerance").get("rel").asDouble() * Math.abs(value);
    return got == value || Math.abs(got - value) <= Math.max(absolute, relative);
  }

  private void flatten(String name, JsonNode value) {
    if (value.getNodeType() == JsonNodeType.OBJECT) {
      value
          .properties()
          .forEach(field ->
              flatten(
                  name.isEmpty() ? field.getKey() : name + "." + field.getKey(), field.getValue()));
    } else if (value.getNodeType() == JsonNodeType.ARRAY) {
      for (int i = 0; i < value.size(); i++) {
        flatten(name + "[" + i + "]", value.get(i));
      }
    } else {
      expected.put(name, value);
    }
  }
}
