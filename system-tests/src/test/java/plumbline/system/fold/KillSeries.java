package plumbline.system.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import plumbline.localstack.LocalStack;

/**
 * kill -9 while events come and are folded, one after the other, at moments that a seed gives:
 * somewhere within a batch, a commit, a fold, a refold of everything, or a start.
 */
final class KillSeries {
  private static final int LONGEST_LOAD_MILLIS = 1_000;
  private static final int LONGEST_ABSENCE_MILLIS = 300;

  private final LocalStack stack = FoldStack.get().servers();
  private final Random random;
  private final Senders senders;

  /** What is killed. */
  enum Victim {
    SERVICE,
    DATABASE,
    BOTH
  }

  private KillSeries(Random random, Senders senders) {
    this.random = random;
    this.senders = senders;
  }

  /**
   * Kills, ends one experiment's enrolment in between, lets everything come back, and holds that
   * the statistics are those of the events that are stored.
   *
   * @return the run in words, for the report
   */
  static String run(String prefix, long seed, List<Victim> victims) throws Exception {
    var stack = FoldStack.get();
    var plans = Happenings.plans(prefix);
    plans.forEach(it -> stack.definitions().put(it.experiment()));
    var strict = plans.get(1).stopped(plans.get(1).start().plus(Duration.ofHours(4)));
    var port = stack.servers().tracking().grpcPort();
    try (var senders = Senders.start(prefix, seed, plans, port)) {
      senders.awaitProgress();
      var series = new KillSeries(new Random(seed), senders);
      for (var i = 0; i < victims.size(); i++) {
        if (i == victims.size() / 2) {
          // All of its units are folded anew, if nothing is killed meanwhile.
          stack.definitions().put(strict.experiment());
        }
        series.kill(victims.get(i));
      }
      senders.awaitEnough();
      senders.stop();
      var run = victims + ", " + senders;
      assertThat(senders.failed()).as("attempts in vain, " + run).isPositive();
      try (var admin = stack.client(port, "admin")) {
        var verdict = new Verdict(admin, run);
        verdict.verifyStored(prefix, senders.sent());
        verdict.verify(plans.getFirst());
        verdict.verify(strict);
      }
      return run;
    }
  }

  private void kill(Victim victim) throws InterruptedException {
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
      case BOTH -> {
        stack.tracking().kill();
        stack.data().killPostgres();
        pause(LONGEST_ABSENCE_MILLIS);
        // The service waits for its database, if it is first.
        stack.tracking().launch();
        stack.data().startPostgres();
      }
    }
    stack.tracking().awaitReady();
    senders.awaitProgress();
  }

  private void pause(int longestMillis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(random.nextInt(longestMillis));
  }
}
