package plumbline.engine.guardrail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import plumbline.engine.guardrail.Clearance.State;
import plumbline.engine.statistics.Moments;

class ClearanceTest {
  private static final long SEED = 20_261_122;
  private static final Scale SHARE = new Scale.Share();
  private static final Scale MS = new Scale.Measured("ms");

  @Test
  void withManyEventsTheContrastDecides() {
    assertThat(share("< 1pp increase from control", 500, 10_000, 490, 10_000))
        .isEqualTo(State.CLEARED);
    assertThat(share("< 0.1pp increase from control", 500, 10_000, 490, 10_000))
        .isEqualTo(State.UNPROVEN);
    assertThat(share("< 0.1pp increase from control", 500, 10_000, 530, 10_000))
        .isEqualTo(State.WATCH);
    assertThat(share("< 10% increase from control", 500, 10_000, 700, 10_000))
        .isEqualTo(State.BREACHED);
    assertThat(share("< 10% decrease from control", 700, 10_000, 500, 10_000))
        .isEqualTo(State.BREACHED);
    assertThat(share("< 50% decrease from control", 700, 10_000, 690, 10_000))
        .isEqualTo(State.CLEARED);
  }

  @Test
  void withFewEventsExactTestsDecide() {
    // The p-values of these counts are in BinomialTest.
    assertThat(share("< 50% increase from control", 40, 10_000, 30, 10_000))
        .isEqualTo(State.CLEARED);
    assertThat(share("< 10% increase from control", 12, 5_000, 30, 5_000))
        .isEqualTo(State.BREACHED);
    assertThat(share("< 50% decrease from control", 40, 10_000, 38, 10_000))
        .isEqualTo(State.CLEARED);
    assertThat(share("< 10% decrease from control", 60, 10_000, 20, 10_000))
        .isEqualTo(State.BREACHED);
    assertThat(share("< 1pp increase from control", 3, 1_000, 3, 1_000)).isEqualTo(State.CLEARED);
    assertThat(share("< 0.5pp increase from control", 3, 1_000, 3, 1_000))
        .isEqualTo(State.UNPROVEN);
    assertThat(share("< 0.5pp decrease from control", 90, 1_000, 20, 1_000))
        .isEqualTo(State.BREACHED);
  }

  @Test
  void aControlOfZeroIsNoObstacle() {
    assertThat(share("< 20% increase from control", 0, 1_000, 6, 1_000)).isEqualTo(State.BREACHED);
    assertThat(share("< 20% increase from control", 0, 1_000, 0, 1_000))
        .as("nothing happened, so nothing is shown of a relative margin")
        .isEqualTo(State.UNPROVEN);
    assertThat(share("< 1pp increase from control", 0, 1_000, 0, 1_000)).isEqualTo(State.CLEARED);
    assertThat(share("< 1pp increase from control", 0, 0, 0, 1_000)).isEqualTo(State.NOT_JUDGED);
  }

  @Test
  void aMeanIsNotJudgedWhileFewUnitsCarryIt() {
    var test = new Clearance(Threshold.parse("< 200ms increase from control", MS), 0.05, 0.05);
    var steady = LongStream.range(0, 200).map(i -> 1_000 + i % 10).toArray();
    var quiet = new long[100_000];
    Arrays.fill(quiet, 0, 99, 1_000);
    assertThat(test.judge(Moments.of(steady), Moments.of(steady), 1)).isEqualTo(State.CLEARED);
    assertThat(test.judge(Moments.of(steady), Moments.of(quiet), 1)).isEqualTo(State.NOT_JUDGED);
    assertThat(test.judge(Moments.NONE, Moments.of(steady), 1)).isEqualTo(State.NOT_JUDGED);
    var negative = LongStream.of(steady).map(y -> -y).toArray();
    var relative = new Clearance(Threshold.parse("< 1% increase from control", MS), 0.05, 0.05);
    assertThat(relative.judge(Moments.of(negative), Moments.of(steady), 1))
        .as("nothing is relative to a negative control")
        .isEqualTo(State.NOT_JUDGED);
  }

  @Test
  void atTheMarginItIsClearedAndBreachedRarely() {
    var random = new SplittableRandom(SEED);
    for (var rate : new double[] {0.004, 0.05}) {
      for (var text :
          new String[] {"< 50% increase from control", "< 0.2pp increase from control"}) {
        var threshold = Threshold.parse(text, SHARE);
        var wrong = 0;
        for (var round = 0; round < 2_000; round++) {
          var state =
              new Clearance(threshold, 0.05, 0.05)
                  .judge(
                      drawn(random, rate, 8_000), drawn(random, threshold.limit(rate), 8_000), 1);
          wrong += state == State.CLEARED || state == State.BREACHED ? 1 : 0;
        }
        // Two sides of 5 % each: 200 expected at most, standard error 13.4.
        assertThat(wrong).as("seed %d, %s of %s", SEED, text, rate).isBetween(1, 250);
      }
    }
  }

  @Test
  void refusesLevelsThatAreNone() {
    var threshold = Threshold.parse("< 1pp increase from control", SHARE);
    for (var wrong : new double[] {0, 0.5, Double.NaN}) {
      assertThatThrownBy(() -> new Clearance(threshold, wrong, 0.05))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new Clearance(threshold, 0.05, wrong))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static Moments drawn(SplittableRandom random, double rate, int n) {
    return count(LongStream.range(0, n).filter(_ -> random.nextDouble() < rate).count(), n);
  }

  private static State share(String text, long xControl, long nControl, long x, long n) {
    return new Clearance(Threshold.parse(text, SHARE), 0.05, 0.05)
        .judge(count(xControl, nControl), count(x, n), 1);
  }

  private static Moments count(long x, long n) {
    return new Moments(n, BigInteger.valueOf(x), BigInteger.valueOf(x));
  }
}
