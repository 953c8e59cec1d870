package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumbline.engine.statistics.SampleQuantile.Type;

class SampleQuantileTest {
  private static final SampleQuantile ELEVEN = new SampleQuantile(3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5);
  private static final double[] SHARES = {0.1, 0.25, 0.5, 0.9, 0.95, 0.999, 0.001};

  @Test
  void agreesWithNumpy() {
    // numpy 2.3 quantile(method=inverted_cdf, weibull, linear, median_unbiased)
    check(Type.INVERSE_OF_DISTRIBUTION, 1, 2, 4, 6, 9, 9, 1);
    check(Type.WEIBULL, 1, 2, 4, 8.4, 9, 9, 1);
    check(Type.LINEAR, 1, 2.5, 4, 6, 7.5, 8.97, 1);
    check(Type.MEDIAN_UNBIASED, 1, 2 + 1 / 6.0, 4, 7.6, 9, 9, 1);
  }

  private static void check(Type type, double... want) {
    for (int i = 0; i < want.length; i++) {
      assertThat(ELEVEN.at(SHARES[i], type).orElseThrow())
          .as("%s %s", type, SHARES[i])
          .isCloseTo(want[i], within(1e-14));
    }
  }

  @Test
  void aWholeRankIsThatValueHoweverItsShareIsRounded() {
    SampleQuantile values =
        new SampleQuantile(IntStream.rangeClosed(1, 100).asDoubleStream().toArray());
    // 0.07·100 is 7.000000000000001 in double arithmetic, 0.57·100 is 56.99999999999999.
    assertThat(values.at(0.07, Type.INVERSE_OF_DISTRIBUTION)).hasValue(7.0);
    assertThat(values.at(0.57, Type.INVERSE_OF_DISTRIBUTION)).hasValue(57.0);
    // A hair below it would not be at it, where values at or below a quantile are counted.
    var fromZero = new SampleQuantile(IntStream.range(0, 101).asDoubleStream().toArray());
    assertThat(fromZero.at(0.57)).hasValue(57.0);
    assertThat(values.at(0.0701, Type.INVERSE_OF_DISTRIBUTION)).hasValue(8.0);
  }

  @Test
  void ofOneValueAllAreThatOne() {
    for (Type type : Type.values()) {
      assertThat(new SampleQuantile(7).at(0.01, type)).hasValue(7.0);
      assertThat(new SampleQuantile(7).at(0.99, type)).hasValue(7.0);
      assertThat(new SampleQuantile().at(0.5, type)).isEmpty();
    }
    assertThat(new SampleQuantile(7).at(0.5)).hasValue(7.0);
  }

  @Test
  void theGivenValuesStayAsTheyAre() {
    double[] values = {3, 1, 2};
    SampleQuantile quantile = new SampleQuantile(values);
    assertThat(values).containsExactly(3, 1, 2);
    values[0] = 100;
    assertThat(quantile.at(0.999).orElseThrow()).isLessThan(3.1);
    assertThat(quantile.n()).isEqualTo(3);
  }

  @Test
  void refusesWhatIsNoValueAndNoQuantile() {
    assertThatThrownBy(() -> new SampleQuantile(1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SampleQuantile(Double.NEGATIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ELEVEN.at(1.0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ranksAgreeWithScipy() {
    // scipy 1.17.1 binom.ppf(a/2, n, nu), binom.ppf(1 - a/2, n, nu) + 1
    assertThat(QuantileRanks.of(10, 0.5, 0.05)).hasValue(new QuantileRanks(2, 9));
    assertThat(QuantileRanks.of(100, 0.95, 0.05)).hasValue(new QuantileRanks(90, 100));
    assertThat(QuantileRanks.of(6, 0.5, 0.05)).hasValue(new QuantileRanks(1, 6));
    assertThat(QuantileRanks.of(1_000, 0.01, 0.001)).hasValue(new QuantileRanks(2, 23));
    assertThat(QuantileRanks.of(1_000_000, 0.99, 0.01))
        .hasValue(new QuantileRanks(989_743, 990_256));
  }

  @Test
  void withTooFewValuesThereAreNoRanks() {
    // The chance that all of five values are on one side of the median is 1/32, more than 0.025.
    assertThat(QuantileRanks.of(5, 0.5, 0.05)).isEmpty();
    assertThat(QuantileRanks.of(5, 0.5, 0.0626)).hasValue(new QuantileRanks(1, 5));
    assertThat(QuantileRanks.of(0, 0.5, 0.05)).isEmpty();
    assertThatThrownBy(() -> QuantileRanks.of(50, 1.0, 0.05))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> QuantileRanks.of(50, 0.5, 0.0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(QuantileRanks.of(1, 0.5, 0.05)).isEmpty();
    assertThat(QuantileRanks.of(20, 0.99, 0.05)).isEmpty();
    assertThat(QuantileRanks.of(20, 0.01, 0.05)).isEmpty();
    assertThat(new SampleQuantile(1, 2, 3, 4, 5).exactInterval(0.5, 0.05)).isEmpty();
  }

  @Test
  void anExactIntervalIsBetweenTwoValues() {
    SampleQuantile values =
        new SampleQuantile(IntStream.rangeClosed(1, 10).mapToDouble(i -> i * i).toArray());
    assertThat(values.exactInterval(0.5, 0.05)).hasValue(new Interval(4, 81));
  }
}
