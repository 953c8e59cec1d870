package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SkewnessTest {
  @Test
  void agreesWithScipy() {
    Skewness skewness = of(0, 0, 0, 0, 1, 2, 10).orElseThrow();
    // scipy 1.17.1 stats.skew; 355 times its square is 1240.35
    assertThat(skewness.value()).isCloseTo(1.8692120357810116, within(1e-14));
    assertThat(skewness.unitsForNormalMean()).isEqualTo(1241);
  }

  @Test
  void aMirrorTurnsTheSignOnly() {
    Skewness right = of(0, 0, 1).orElseThrow();
    Skewness left = of(0, 0, -1).orElseThrow();
    assertThat(left.value()).isEqualTo(-right.value());
    // Skewness 1/sqrt(2): 177.5 units.
    assertThat(right.value()).isCloseTo(Math.sqrt(0.5), within(1e-15));
    assertThat(left.unitsForNormalMean()).isEqualTo(178).isEqualTo(right.unitsForNormalMean());
  }

  @Test
  void whatIsSymmetricNeedsNoUnits() {
    assertThat(of(1, 2, 3)).hasValue(new Skewness(0.0, 0));
  }

  @Test
  void neitherScaleNorPlaceMatters() {
    long far = 4_000_000_000_000_000L;
    assertThat(of(far, far, far, far, far + 1000, far + 2000, far + 10_000))
        .isEqualTo(of(0, 0, 0, 0, 1, 2, 10));
  }

  @Test
  void withoutVarianceThereIsNone() {
    assertThat(of()).isEmpty();
    assertThat(of(5)).isEmpty();
    assertThat(of(5, 5, 5)).isEmpty();
  }

  /** A rare event in a billion units: (1 - 2p)/sqrt(p(1-p)). */
  @Test
  void aRareEventNeedsManyUnits() {
    BigInteger thousand = BigInteger.valueOf(1000);
    Skewness rare =
        Skewness.of(new Moments(1_000_000_000, thousand, thousand), thousand).orElseThrow();
    assertThat(rare.value()).isCloseTo((1 - 2e-6) / Math.sqrt(1e-6 * (1 - 1e-6)), within(1e-9));
    assertThat(rare.unitsForNormalMean()).isBetween(354_998_000L, 355_000_000L);
  }

  private static Optional<Skewness> of(long... values) {
    BigInteger cubes =
        LongStream.of(values)
            .mapToObj(value -> BigInteger.valueOf(value).pow(3))
            .reduce(BigInteger.ZERO, BigInteger::add);
    return Skewness.of(Moments.of(values), cubes);
  }
}
