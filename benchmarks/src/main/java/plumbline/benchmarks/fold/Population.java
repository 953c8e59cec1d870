package plumbline.benchmarks.fold;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import plumbline.benchmarks.ClosedLoop;
import plumbline.benchmarks.CopyClient;
import plumbline.benchmarks.PreparedBatch;

/** Stores a whole experiment's events past the service, by COPY, as the service would. */
final class Population {
  private static final int CONNECTIONS = 2;
  private static final int UNITS_AT_ONCE = 5_000;
  private static final int BATCH = 5_000;

  /** Beyond those that the service gives. */
  private static final long FIRST_BATCH = 1_000_000_000;

  private final Stand stand;
  private final long seed;
  private final int eventsPerUnit;
  private final AtomicLong batches = new AtomicLong(FIRST_BATCH);

  Population(Stand stand, long seed, int eventsPerUnit) {
    this.stand = stand;
    this.seed = seed;
    this.eventsPerUnit = eventsPerUnit;
  }

  /** Stores the events of these units in batches of 5,000, and work for the fold. */
  Duration store(String experiment, Visits.Units units) throws SQLException, InterruptedException {
    var work = new ArrayList<Visits.Units>();
    for (var from = units.from(); from < units.to(); from += UNITS_AT_ONCE) {
      work.add(new Visits.Units(from, Math.min(units.to(), from + UNITS_AT_ONCE)));
    }
    var connections = new ArrayList<CopyClient>();
    try {
      for (var i = 0; i < CONNECTIONS; i++) {
        connections.add(new CopyClient(stand.database()));
      }
      var clients = connections.stream().map(client -> storing(experiment, client)).toList();
      return ClosedLoop.run(clients, work);
    } finally {
      for (var connection : connections) {
        connection.close();
      }
    }
  }

  private ClosedLoop.Client<Visits.Units> storing(String experiment, CopyClient connection) {
    return units -> {
      var random = new Random(seed + units.from());
      var visits = new Visits(random, stand.start(), experiment, units, eventsPerUnit);
      for (var some = visits.next(BATCH); !some.isEmpty(); some = visits.next(BATCH)) {
        connection.run(List.of(PreparedBatch.of(some, batches.getAndIncrement())));
      }
    };
  }
}
