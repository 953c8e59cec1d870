package plumbline.benchmarks.fold;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;

/** One run of all parts, one after the other. */
final class Run {
  /** The same events in every run. */
  private static final long SEED = 20_261_122;

  private static final int READS = 1_000;
  private static final int LAG_ROUNDS = 5;
  private static final Duration LONGEST_QUERY = Duration.ofMinutes(5);

  private final Report report;
  private final Options options;
  private final Stand stand;
  private final Meter meter;
  private final Shop shop;

  private Run(Report report, Options options, Stand stand) throws SQLException {
    this.report = report;
    this.options = options;
    this.stand = stand;
    this.meter = new Meter(stand);
    this.shop = new Shop(new Random(SEED), stand.start(), options.batch());
  }

  static void all(Report report, Options options)
      throws SQLException, IOException, InterruptedException {
    try (var stand = Stand.start(options)) {
      report.line(
          "%d rounds, %d clients, batches of %d events; %s",
          options.rounds(), options.clients(), options.batch(), stand.tables().describe());
      report.line("A user has one exposure and nine outcomes, of two variants, within two weeks;");
      report.line("metrics: PROPORTION, COUNT, MEAN and RATIO, each over seven days.");
      var run = new Run(report, options, stand);
      run.throughputAndLag();
      run.population();
    }
  }

  private void throughputAndLag() throws SQLException, InterruptedException {
    var rounds = new Rounds(options, meter, shop);
    report.line("Warming up for %d seconds.", options.warmUpSeconds());
    var events = rounds.warmUp() * options.seconds();
    report.roundsHead();
    var measured = new ArrayList<Meter.Apart>();
    for (var number = 0; number < options.rounds(); number++) {
      var round = rounds.run(events);
      measured.add(round);
      report.round(number, round);
    }
    report.rounds(measured);

    var together = meter.together(shop.next(Math.min(events, Rounds.MAX_EVENTS)));
    var lag = new LagAtLoad(stand, shop, new Random(SEED));
    report.lag(together, lag.run(together.eventsPerSecond() / 2, LAG_ROUNDS * options.seconds()));
  }

  private void population() throws SQLException, InterruptedException {
    report.line("");
    report.line(
        "LARGE: %,d units with %,d events; SMALL: %,d units with %,d",
        options.units(),
        options.events(),
        options.fewUnits(),
        options.fewUnits() * options.eventsPerUnit());
    stand.empty();
    stand.gate().shut();
    var population = new Population(stand, SEED, options.eventsPerUnit());
    // One after the other, in numbers: no unit is in both.
    var last = (long) options.fewUnits() + options.units();
    var small = new Visits.Units(0, options.fewUnits());
    var large = new Visits.Units(options.fewUnits(), last);
    var stored = population.store(Stand.SMALL, small).plus(population.store(Stand.LARGE, large));
    report.line("Stored by COPY in %,.0f s", stored.toNanos() / 1e9);
    stand.tables().execute("ANALYZE event, fold_work");
    report.folded(meter.folded(last * options.eventsPerUnit()));

    report.reads(ReadTimes.measure(stand.statistics(), READS));
    report.sizes(Sizes.of(stand.tables()));
    anew();
  }

  private void anew() throws SQLException, InterruptedException {
    var kept = Sums.of(stand.statistics().get(Stand.LARGE));
    try (var query = new PlainQuery(stand.database(), stand.start())) {
      var before = query.run(Stand.LARGE, LONGEST_QUERY);
      report.queried(before);
      before.requireEqual(kept);
      report.line("Equal to the statistics, to the last digit.");
      var rebuild = stand.statistics().rebuild(Stand.LARGE);
      var anew = new Anew(rebuild, before, query.run(Stand.LARGE, LONGEST_QUERY));
      report.anew(anew);
      anew.requireNoDifference();
    }
  }
}
