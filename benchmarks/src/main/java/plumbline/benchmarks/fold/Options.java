package plumbline.benchmarks.fold;

import java.nio.file.Path;
import java.util.Optional;
import plumbline.benchmarks.Arguments;

/**
 * How the run goes.
 *
 * @param rounds how often intake and fold are measured, 1 to 100
 * @param seconds how long the intake is to take in a round, 1 to 600; the lag is watched five times
 *     as long
 * @param warmUpSeconds how long the service is used before anything is measured, 1 to 600
 * @param clients connections, 1 to 64
 * @param batch events in a request, 1 to 1,000
 * @param units of the large experiment, 1,000 to 10,000,000; the small one has a hundredth
 * @param events of the large experiment, 2 to 100 for each unit
 * @param minutes after which the run is given up, 1 to 600
 * @param profile where a recording of the folding service's JVM is put, if one is wanted
 */
record Options(
    int rounds,
    int seconds,
    int warmUpSeconds,
    int clients,
    int batch,
    int units,
    int events,
    int minutes,
    Optional<Path> profile) {

  Options {
    if (events % units != 0 || events / units < 2 || events / units > 100) {
      throw new IllegalArgumentException(
          "EVENTS must be 2 to 100 times UNITS, which is " + units + ", not " + events);
    }
  }

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException naming the one that makes no sense
   */
  static Options parse(String... arguments) {
    var given = new Arguments(arguments);
    var units = given.number("UNITS", 1_000_000, 1_000, 10_000_000);
    var options =
        new Options(
            given.number("ROUNDS", 5, 1, 100),
            given.number("SECONDS", 5, 1, 600),
            given.number("WARM_UP", 30, 1, 600),
            given.number("CLIENTS", 8, 1, 64),
            given.number("BATCH", 500, 1, 1_000),
            units,
            given.number("EVENTS", units * 10, 2_000, 1_000_000_000),
            given.number("MINUTES", 45, 1, 600),
            given.file("PROFILE"));
    given.requireNoMore();
    return options;
  }

  /** Events of each unit of the large and of the small experiment. */
  int eventsPerUnit() {
    return events / units;
  }

  /** Units of the small experiment. */
  int fewUnits() {
    return units / 100;
  }
}
