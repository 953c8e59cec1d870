package plumbline.benchmarks.intake;

import java.nio.file.Path;
import java.util.Optional;
import plumbline.benchmarks.Arguments;

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
   * Reads the command line.
   *
   * @throws IllegalArgumentException naming the one that makes no sense
   */
  static Options parse(String... arguments) {
    var given = new Arguments(arguments);
    var options =
        new Options(
            given.number("ROUNDS", 7, 1, 100),
            given.number("SECONDS", 10, 1, 600),
            given.number("WARM_UP", 30, 1, 600),
            given.number("CLIENTS", 8, 1, 64),
            given.number("BATCH", 500, 1, 1_000),
            given.file("PROFILE"));
    given.requireNoMore();
    return options;
  }
}
