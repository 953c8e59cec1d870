package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import plumbline.engine.statistics.AsymptoticSequence.Compared;

class RunningIntersectionTest {
  private static final AsymptoticSequence SEQUENCE = new AsymptoticSequence(0.05, 20_000);
  private static final RunningIntersection START = RunningIntersection.start(SEQUENCE);

  @Test
  void beforeTheFirstLookNothingIsExcluded() {
    assertThat(START.pValueAlwaysValid()).isEqualTo(1.0);
    assertThat(START.interval().orElseThrow().contains(1e300)).isTrue();
  }

  @Test
  void oneLookIsItself() {
    var look = look(5_000, 0.4);
    var got = with(START, 5_000, 0.4);
    assertThat(got.pValueAlwaysValid()).isEqualTo(look.pValueAlwaysValid());
    assertThat(got.interval()).contains(look.interval());
  }

  @Test
  void keepsTheSmallestPAndWhatAllIntervalsHold() {
    var strong = look(5_000, 1.0);
    var weak = look(6_000, 0.2);
    for (var got :
        new RunningIntersection[] {
          with(with(START, 5_000, 1.0), 6_000, 0.2), with(with(START, 6_000, 0.2), 5_000, 1.0)
        }) {
      assertThat(got.pValueAlwaysValid()).isEqualTo(strong.pValueAlwaysValid());
      assertThat(got.interval())
          .contains(new Interval(strong.interval().lower(), weak.interval().upper()));
      assertThat(got.interval().orElseThrow().contains(0.0)).isFalse();
    }
  }

  @Test
  void looksThatExcludeEachOtherLeaveNothing() {
    var got = with(with(START, 5_000, 5.0), 6_000, -5.0);
    assertThat(got.interval()).isEqualTo(Optional.empty());
    assertThat(with(got, 7_000, 0.0).interval()).isEqualTo(Optional.empty());
  }

  @Test
  void aLookWithoutVarianceChangesNothing() {
    var got = with(START, 5_000, 0.4);
    assertThat(got.and(new ArmSummary(9, 1, 0), new ArmSummary(9, 5, 0))).isEqualTo(got);
  }

  private static RunningIntersection with(RunningIntersection before, long n, double difference) {
    return before.and(new ArmSummary(n, 1.0, 100.0), new ArmSummary(n, 1.0 + difference, 100.0));
  }

  private static Compared look(long n, double difference) {
    return (Compared)
        SEQUENCE.compare(new ArmSummary(n, 1.0, 100.0), new ArmSummary(n, 1.0 + difference, 100.0));
  }
}
