package plumbline.system.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * kill -9 under load, one after the other, at moments that a seed gives: somewhere within a batch,
 * a commit, a fold, or a start.
 */
final class KillSeries {
  private static final int LONGEST_LOAD_MILLIS = 1_500;
  private static final int LONGEST_ABSENCE_MILLIS = 500;

  private final Random random;
  private final EightClients clients;

  /** What is killed. */
  enum Victim {
    SERVICE,
    DATABASE,
    BOTH
  }

  private KillSeries(Random random, EightClients clients) {
    this.random = random;
    this.clients = clients;
  }

  /**
   * Kills, lets everything come back, and holds that each event that was acknowledged is stored
   * once.
   *
   * @return the run in words, for the report
   */
  static String run(String prefix, long seed, List<Victim> victims) throws Exception {
    try (var clients = EightClients.start(prefix, seed)) {
      clients.awaitProgress();
      var series = new KillSeries(new Random(seed), clients);
      for (var victim : victims) {
        series.kill(victim);
      }
      clients.stop();
      var run = victims + ", " + clients;
      assertThat(clients.unanswered()).as("attempts in vain, " + run).isPositive();
      clients.sent().verifyStoredOnce(run);
      return run;
    }
  }

  private void kill(Victim victim) throws InterruptedException {
    var stack = IntakeStack.get();
    pause(LONGEST_LOAD_MILLIS);
    switch (victim) {
      case SERVICE -> {
        stack.tracking().kill();
        pause(LONGEST_ABSENCE_MILLIS);
        stack.tracking().launch();
      }
      case DATABASE -> {
        stack.data().killPostgres();
        pause(LONGEST_ABSENCE_MILLIS);
        stack.data().startPostgres();
      }
      case BOTH -> killBoth();
    }
    stack.tracking().awaitReady();
    clients.awaitProgress();
  }

  private void killBoth() throws InterruptedException {
    var stack = IntakeStack.get();
    if (random.nextBoolean()) {
      stack.data().killPostgres();
      stack.tracking().kill();
    } else {
      stack.tracking().kill();
      stack.data().killPostgres();
    }
    pause(LONGEST_ABSENCE_MILLIS);
    // The service waits for its database, if it is first.
    stack.tracking().launch();
    stack.data().startPostgres();
  }

  private void pause(int longestMillis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(random.nextInt(longestMillis));
  }
}
