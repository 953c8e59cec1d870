package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import plumbline.engine.fold.Histogram;
import plumbline.engine.statistics.QuantileScan.Edge;

class QuantileScanTest {
  private static final long SEED = 11;
  private static final List<Integer> EDGES = List.of(-3, 0, 2);

  @Test
  void mergeIsALaw() {
    Random random = new Random(SEED);
    for (int round = 0; round < 200; round++) {
      QuantileScan a = some(random);
      QuantileScan b = some(random);
      QuantileScan c = some(random);
      assertThat(a.plus(b)).as("commutative, seed " + SEED).isEqualTo(b.plus(a));
      assertThat(a.plus(b).plus(c)).as("associative, seed " + SEED).isEqualTo(a.plus(b.plus(c)));
      assertThat(a.plus(QuantileScan.empty(EDGES))).as("identity").isEqualTo(a);
    }
  }

  @Test
  void countsWhatIsInABucketOrBelowIt() {
    QuantileScan two =
        QuantileScan.empty(EDGES)
            .plus(histogram(-4, 1, -3, 2, 0, 3, 1, 1, 2, 1, 3, 5))
            .plus(histogram(2, 4));
    assertThat(two)
        .isEqualTo(
            new QuantileScan(
                2,
                big(17),
                big(13 * 13 + 4 * 4),
                List.of(
                    new Edge(-3, big(3), big(9), big(39)),
                    new Edge(0, big(6), big(36), big(78)),
                    new Edge(2, big(8 + 4), big(64 + 16), big(8 * 13 + 16)))));
  }

  @Test
  void oneUnitMayHaveEverything() {
    long many = 4_000_000_000_000_000_000L;
    QuantileScan scan =
        QuantileScan.empty(EDGES).plus(new Histogram(new TreeMap<>(Map.of(0, many))));
    assertThat(scan.sumN2()).isEqualTo(big(many).pow(2));
    assertThat(scan.plus(scan).sumN()).isEqualTo(big(many).shiftLeft(1));
  }

  @Test
  void looksAtTheQuantilesBucketAndTheOneBelow() {
    Histogram arm = histogram(-9, 10, 3, 10, 50, 80);
    assertThat(QuantileScan.edgesAround(arm, 0.05)).containsExactly(-9);
    assertThat(QuantileScan.edgesAround(arm, 0.10)).containsExactly(-9);
    assertThat(QuantileScan.edgesAround(arm, 0.11)).containsExactly(-9, 3);
    assertThat(QuantileScan.edgesAround(arm, 0.95)).containsExactly(3, 50);
    assertThat(QuantileScan.edgesAround(Histogram.EMPTY, 0.95)).isEmpty();
  }

  @Test
  void refusesWhatNoUnitsSumTo() {
    assertThatThrownBy(() -> new QuantileScan(-1, big(0), big(0), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new QuantileScan(2, big(3), big(2), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> QuantileScan.empty(List.of(2, 2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> QuantileScan.empty(List.of(1)).plus(QuantileScan.empty(List.of(2))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> QuantileScan.empty(EDGES).plusWithoutValues(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static QuantileScan some(Random random) {
    TreeMap<Integer, Long> events = new TreeMap<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      events.put(random.nextInt(-5, 6), 1 + random.nextLong(1L << 58));
    }
    return QuantileScan.empty(EDGES).plus(new Histogram(events));
  }

  private static Histogram histogram(int... bucketsAndCounts) {
    TreeMap<Integer, Long> events = new TreeMap<>();
    for (int i = 0; i < bucketsAndCounts.length; i += 2) {
      events.put(bucketsAndCounts[i], (long) bucketsAndCounts[i + 1]);
    }
    return new Histogram(events);
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }
}
