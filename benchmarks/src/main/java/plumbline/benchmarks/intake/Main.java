package plumbline.benchmarks.intake;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import plumbline.benchmarks.Lines;
import plumbline.localstack.StackFailure;

/** {@code make bench-intake}: arguments are {@code NAME=value}, as {@link Options} reads them. */
public final class Main {
  /** The same events in every run. */
  private static final long SEED = 20_260_301;

  /** Of the most that the intake takes. */
  private static final List<Double> SHARES = List.of(0.1, 0.5, 0.9);

  private Main() {}

  public static void main(String[] arguments) throws Exception {
    var lines = Lines.ofStandardOutput();
    try {
      run(new Report(lines), Options.parse(arguments));
      System.exit(0);
    } catch (IllegalArgumentException | StackFailure e) {
      lines.line("%s", "make bench-intake failed: " + e.getMessage());
      System.exit(1);
    }
  }

  private static void run(Report report, Options options)
      throws SQLException, InterruptedException {
    try (var stand = Stand.start(options)) {
      report.line(
          "%d rounds, %d clients, batches of %d events; %s",
          options.rounds(), options.clients(), options.batch(), stand.describe());
      var batches = new Batches(new Random(SEED), Clock.systemUTC(), options.batch());
      var most = throughput(report, options, stand, batches);
      var waits =
          new WaitsAtLoad(options, stand.meter(), batches, stand.intake(), new Random(SEED));
      report.waitsHead();
      for (var share : SHARES) {
        report.waits(share, share * most, waits.run(share * most));
      }
    }
  }

  private static double throughput(Report report, Options options, Stand stand, Batches batches)
      throws SQLException, InterruptedException {
    var rounds = new Rounds(options, stand.meter(), batches, stand.intake(), stand.reference());
    report.line("Warming up for %d seconds.", options.warmUpSeconds());
    var events = rounds.warmUp() * options.seconds();
    report.roundsHead();
    var measured = new ArrayList<Rounds.Round>();
    for (var number = 0; number < options.rounds(); number++) {
      var round = rounds.run(number, events);
      measured.add(round);
      report.round(number, round);
    }
    return report.summary(measured);
  }
}
