package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import plumbline.engine.fold.Buckets;
import plumbline.engine.fold.Histogram;

class CumulativeTest {
  private static final Cumulative BARS =
      new Cumulative(new Histogram(new TreeMap<>(Map.of(-5, 2L, 0, 1L, 400, 4L, 500, 1L))));

  @Test
  void countsWhatIsInABucketAndBelow() {
    assertThat(BARS.total()).isEqualTo(8);
    assertThat(BARS.below(0)).isZero();
    assertThat(BARS.below(3)).isEqualTo(7);
    assertThat(BARS.bucket(2)).isEqualTo(400);
    assertThat(BARS.shareUpTo(-6)).isZero();
    assertThat(BARS.shareUpTo(-5)).isEqualTo(0.25);
    assertThat(BARS.shareUpTo(399)).isEqualTo(0.375);
    assertThat(BARS.shareUpTo(400)).isEqualTo(0.875);
    assertThat(BARS.shareUpTo(500)).isEqualTo(1.0);
    assertThat(BARS.shareUpTo(9_000)).isEqualTo(1.0);
    assertThat(new Cumulative(Histogram.EMPTY).total()).isZero();
  }

  @Test
  void aShareIsInTheFirstBucketThatReachesIt() {
    assertThat(BARS.indexOf(0.25)).isZero();
    assertThat(BARS.indexOf(0.2501)).isEqualTo(1);
    assertThat(BARS.indexOf(0.875)).isEqualTo(2);
    assertThat(BARS.indexOf(0.876)).isEqualTo(3);
    assertThat(BARS.indexOf(1.0)).isEqualTo(3);
    assertThat(BARS.indexOf(1.1)).as("rounded up").isEqualTo(3);
  }

  @Test
  void insideABucketValuesLieEvenlyByTheirLogarithm() {
    double lower = Buckets.lower(400);
    double ratio = Buckets.upper(400) / lower;
    Offset<Double> near = within(lower * 1e-12);
    assertThat(BARS.quantile(0.875)).isCloseTo(Buckets.upper(400), near);
    assertThat(BARS.quantile(0.625)).isCloseTo(lower * Math.sqrt(ratio), near);
    assertThat(BARS.ranked(3)).isCloseTo(lower * Math.pow(ratio, 0.125), near);
    assertThat(BARS.ranked(6)).isCloseTo(lower * Math.pow(ratio, 0.875), near);
    assertThat(BARS.ranked(2)).isZero();
    assertThat(BARS.quantile(0.3)).isZero();
  }
}
