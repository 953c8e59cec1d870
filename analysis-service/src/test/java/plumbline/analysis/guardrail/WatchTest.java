package plumbline.analysis.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import plumbline.analysis.guardrail.WatchedExample.Arm;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.Studies;
import plumbline.proto.assignment.v1.Experiment;

/** The end of enrolment, and what is seen of the fold. */
class WatchTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration TWO_WEEKS = Duration.ofDays(14);

  @Test
  void enrolmentEndsOnceDurationAndUnitsAreBothReached() {
    var before = START.plus(TWO_WEEKS).minusMillis(1);
    assertThat(end(experiment(), 1_000, before)).isEmpty();
    assertThat(end(experiment(), 999, START.plus(TWO_WEEKS.multipliedBy(3)))).isEmpty();
    assertThat(end(experiment(), 1_000, START.plus(TWO_WEEKS)))
        .contains(
            "The planned duration is over, and every variant has its planned 1,000 units: the"
                + " fewest are 1,000.");
  }

  @Test
  void theLongestDurationEndsEnrolmentInAnyCase() {
    var bounded = experiment();
    bounded
        .getDefinitionBuilder()
        .getPlanBuilder()
        .getMaximumDurationBuilder()
        .setSeconds(21 * 86_400L);
    assertThat(end(bounded, 10, START.plus(Duration.ofDays(21)).minusMillis(1))).isEmpty();
    assertThat(end(bounded, 10, START.plus(Duration.ofDays(21))))
        .contains("The longest duration that the plan allows is over.");
  }

  @Test
  void whatWaitsAndDoesNotBecomeLessIsAnAlarm() {
    var watch = new FoldWatch(Duration.ofMinutes(5), Duration.ofHours(1));
    assertThat(watch.see(pending(7, START), START).raised()).isFalse();
    var later = START.plus(Duration.ofMinutes(4));
    assertThat(watch.see(pending(9, later), later).raised()).isFalse();
    var tooLate = START.plus(Duration.ofMinutes(5));
    assertThat(watch.see(pending(9, tooLate), tooLate))
        .satisfies(finding -> {
          assertThat(finding.raised()).isTrue();
          assertThat(finding.sentence()).contains("9 batches", "since " + START);
        });
    assertThat(watch.see(pending(8, tooLate), tooLate).raised()).as("fewer").isFalse();
  }

  @Test
  void whatIsCompleteOnlyUpToLongAgoIsAnAlarm() {
    var watch = new FoldWatch(Duration.ofMinutes(5), Duration.ofHours(1));
    var later = START.plus(Duration.ofMinutes(5));
    assertThat(watch.see(pending(0, START), later).raised()).isFalse();
    assertThat(watch.see(pending(0, START), later.plusMillis(1)))
        .satisfies(finding -> {
          assertThat(finding.raised()).isTrue();
          assertThat(finding.sentence()).contains("only up to 2026-02-28T23:00:00Z");
        });
  }

  private static Experiment.Builder experiment() {
    return WatchedExample.running("faster", START, 1_000);
  }

  private static java.util.Optional<String> end(
      Experiment.Builder experiment, long units, Instant now) {
    var counted =
        WatchedExample.counted(now, new Arm(units + 50, 0, 0, 0), new Arm(units, 0, 0, 0));
    return EnrolmentEnd.reason(
        Studies.parse(experiment.build()), Observations.parse(counted.build()), now);
  }

  /** Complete up to an hour before. */
  private static Observations pending(long batches, Instant now) {
    var arm = new Arm(0, 0, 0, 0);
    return Observations.parse(
        WatchedExample.counted(now.minus(Duration.ofHours(1)), arm, arm)
            .setPendingBatches(batches)
            .build());
  }
}
