package plumbline.benchmarks.intake;

import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import plumbline.benchmarks.OpenLoad;
import plumbline.benchmarks.Schedule;
import plumbline.benchmarks.TrackClient;

/** How long clients wait for an acknowledgement at a share of the most that the intake takes. */
final class WaitsAtLoad {
  /** Longer than a round: at a tenth of the load, few batches come in a second. */
  private static final int ROUNDS_LONG = 3;

  private final Options options;
  private final Meter meter;
  private final Batches batches;
  private final List<TrackClient> clients;
  private final Random random;

  WaitsAtLoad(
      Options options, Meter meter, Batches batches, List<TrackClient> clients, Random random) {
    this.options = options;
    this.meter = meter;
    this.batches = batches;
    this.clients = clients;
    this.random = random;
  }

  /**
   * Sends at that rate for three rounds' time, on empty tables.
   *
   * @param eventsPerSecond on the average; arrivals are those of independent senders
   * @throws IllegalStateException if something acknowledged is not stored
   */
  OpenLoad.Outcome run(double eventsPerSecond) throws SQLException, InterruptedException {
    var perSecond = eventsPerSecond / batches.size();
    var most = Rounds.MAX_EVENTS / batches.size();
    var count = (int) Math.min(most, perSecond * options.seconds() * ROUNDS_LONG);
    var work = batches.next(Math.max(options.clients(), count));
    meter.reset();
    var outcome = OpenLoad.run(clients, work, Schedule.arrivals(perSecond, work.size(), random));
    var acknowledged = (long) outcome.waits().count() * batches.size();
    // A batch whose answer was an error may be stored all the same.
    meter.stored(acknowledged, acknowledged + (long) outcome.refused() * batches.size());
    return outcome;
  }
}
