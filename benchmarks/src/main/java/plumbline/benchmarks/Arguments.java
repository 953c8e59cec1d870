package plumbline.benchmarks;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** {@code NAME=value} arguments, named like the make variables; an empty value is none. */
public final class Arguments {
  private final Map<String, String> values = new HashMap<>();

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException naming the one that is not of that form
   */
  public Arguments(String... arguments) {
    for (var argument : arguments) {
      var equals = argument.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException("'" + argument + "' must be NAME=value");
      }
      var value = argument.substring(equals + 1).strip();
      if (!value.isEmpty()) {
        values.put(argument.substring(0, equals), value);
      }
    }
  }

  /**
   * Takes a whole number.
   *
   * @param usual where it is not said
   * @throws IllegalArgumentException if it is not from least to most
   */
  public int number(String name, int usual, int least, int most) {
    var text = values.remove(name);
    if (text == null) {
      return usual;
    }
    try {
      var number = Integer.parseInt(text);
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        name + " must be " + least + " to " + most + ", not '" + text + "'");
  }

  /** Takes the name of a file. */
  public Optional<Path> file(String name) {
    return Optional.ofNullable(values.remove(name)).map(Path::of);
  }

  /**
   * Sees that all were taken.
   *
   * @throws IllegalArgumentException naming those that were not
   */
  public void requireNoMore() {
    if (!values.isEmpty()) {
      throw new IllegalArgumentException("unknown: " + values.keySet());
    }
  }
}
