package plumbline.system.fold;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import plumbline.system.fold.KillSeries.Victim;

/**
 * kill -9 of tracking-service and of its PostgreSQL while events are folded: the statistics are
 * what plain SQL says of the stored events, to the last digit.
 */
class FoldUnderFireTest {
  private static final long SEED = 60_013L;

  @Test
  void theStatisticsAreThoseOfTheStoredEvents(TestReporter reporter) throws Exception {
    var victims = List.of(Victim.DATABASE, Victim.SERVICE);
    reporter.publishEntry("run", KillSeries.run("fire", SEED, victims));
  }
}
