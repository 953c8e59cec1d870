package plumbline.benchmarks.intake;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the run goes.
 *
 * @param rounds how often both sides are measured, 1 to 100
 * @param seconds how long the intake is to take in a round, and each load of the latencies, 1 to
 *     600
 * @param warmUpSeconds how long the service is used before anything is measured, 1 to 600
 * @param clients connections of both sides, 1 to 64
 * @param batch events in a request and in a transaction of the reference, 1 to 1,000
 * @param profile where a recording of the service's JVM is put, if one is wanted
 */
record Options(
    int rounds, int seconds, int warmUpSeconds, int clients, int batch, Optional<Path> profile) {

  /**
   * Reads {@code NAME=value} arguments, named like the make variables; an empty value is none.
   *
   * @throws IllegalArgumentException naming the one that makes no sense
   */
  static Options parse(String... arguments) {
    var values = new HashMap<String, String>();
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
    var options =
        new Options(
            number(values, "ROUNDS", 7, 100),
            number(values, "SECONDS", 10, 600),
            number(values, "WARM_UP", 30, 600),
            number(values, "CLIENTS", 8, 64),
            number(values, "BATCH", 500, 1_000),
            Optional.ofNullable(values.remove("PROFILE")).map(Path::of));
    if (!values.isEmpty()) {
      throw new IllegalArgumentException("unknown: " + values.keySet());
    }
    return options;
  }

  private static int number(Map<String, String> values, String name, int usual, int most) {
    var text = values.remove(name);
    if (text == null) {
      return usual;
    }
    try {
      var number = Integer.parseInt(text);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new IllegalArgumentException(name + " must be 1 to " + most + ", not '" + text + "'");
  }
}
