package plumbline.system.intake;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import plumbline.system.intake.KillSeries.Victim;

/**
 * kill -9 of tracking-service, of its PostgreSQL, and of both under the load of eight clients:
 * every event that was acknowledged is stored once, and nothing is stored that was not sent.
 */
class IntakeUnderFireTest {
  private static final long SEED = 1_000_003L;

  @Test
  void everyAcknowledgedEventIsStoredOnce(TestReporter reporter) throws Exception {
    var victims = List.of(Victim.SERVICE, Victim.DATABASE, Victim.BOTH);
    reporter.publishEntry("run", KillSeries.run("fire", SEED, victims));
  }
}
