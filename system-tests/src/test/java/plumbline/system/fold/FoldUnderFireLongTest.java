package plumbline.system.fold;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import plumbline.system.fold.KillSeries.Victim;

/** The same as {@link FoldUnderFireTest}, twenty times in an order that the seed gives. */
@Tag("long")
class FoldUnderFireLongTest {
  private static final long SEED = 6_021L;
  private static final int KILLS = 20;

  @Test
  void theStatisticsAreThoseOfTheStoredEvents(TestReporter reporter) throws Exception {
    var random = new Random(SEED);
    var kinds = Victim.values();
    var victims = Stream.generate(() -> kinds[random.nextInt(kinds.length)]).limit(KILLS).toList();
    reporter.publishEntry("run", KillSeries.run("long-fire", SEED, victims));
  }
}
