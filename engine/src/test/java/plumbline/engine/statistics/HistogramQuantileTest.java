package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import plumbline.engine.fold.Histogram;
import plumbline.engine.reference.ReferenceFolder;
import plumbline.engine.statistics.HistogramQuantile.Estimated;
import plumbline.engine.statistics.NotDefined.Reason;

class HistogramQuantileTest {
  /**
   * The quantile: a value is within 0.5 % of its bucket's middle. The standard error: theirs has
   * the density from the ranks z·sqrt(nu(1-nu)/n) away, ours from two clustered errors away.
   */
  @Test
  void agreesWithWhatTheRawValuesSay() throws IOException {
    int checked = 0;
    var file = ReferenceFolder.file("09_quantiles.json").toFile();
    for (JsonNode one : new ObjectMapper().readTree(file).get("cases")) {
      JsonNode inputs = one.get("inputs");
      if (!inputs.get("kind").asText().equals("raw_clustered")) {
        continue;
      }
      double nu = inputs.get("nu").asDouble();
      for (String arm : List.of("control", "treatment")) {
        JsonNode want = one.get("expected").get(arm);
        ClusteredValues values = read(inputs.get("file").asText(), arm);
        QuantileScan scan = values.scan(nu);
        assertThat(scan.sumN().longValueExact()).isEqualTo(want.get("n").longValue());
        assertThat(scan.units()).isEqualTo(want.get("clusters").longValue());
        Estimated got = (Estimated) values.estimate(nu);
        assertThat(got.value())
            .as("%s %s", one.get("id"), arm)
            .isCloseTo(want.get("q").asDouble(), withinPercentage(0.5));
        assertThat(got.standardError())
            .as("%s %s", one.get("id"), arm)
            .isCloseTo(want.get("se_clustered").asDouble(), withinPercentage(25));
        checked++;
      }
    }
    assertThat(checked).isPositive();
  }

  @Test
  void theStandardErrorIsWhatTheUnitsSay() {
    for (String arm : List.of("control", "treatment")) {
      ClusteredValues values = read("data/quantile_events_dev.csv", arm);
      for (double nu : new double[] {0.05, 0.5, 0.9, 0.95, 0.99}) {
        Estimated got = (Estimated) values.estimate(nu);
        assertThat(got.standardError())
            .as(arm + nu)
            .isCloseTo(values.standardError(nu), rel(values.standardError(nu)));
        assertThat(got.bucketError()).isEqualTo(0.005 * got.value());
      }
    }
  }

  @Test
  void aLargeArmTakesTheDensityOfTwoBucketsOnEachSide() {
    // One value of each unit, 1.0001 apart: near enough that two standard errors are two buckets.
    ClusteredValues values =
        new ClusteredValues(
            LongStream.range(0, 5_000)
                .mapToObj(i -> List.of(Math.round(1e6 * Math.pow(1.0001, i))))
                .toList());
    Estimated got = (Estimated) values.estimate(0.5);
    assertThat(got.standardError()).isCloseTo(values.standardError(0.5), rel(got.standardError()));
    double perValue = Math.log(1.0001) * got.value();
    double shareError = Math.sqrt(0.25 / 5_000);
    assertThat(got.standardError()).isCloseTo(shareError * 5_000 * perValue, withinPercentage(3));
  }

  @Test
  void unitsWithoutAValueAreUnits() {
    ClusteredValues values = read("data/quantile_events_dev.csv", "control");
    QuantileScan scan = values.scan(0.5);
    QuantileScan more = scan.plusWithoutValues(80);
    assertThat(more.units()).isEqualTo(500);
    // Σ(J - R·n)² is the same; units/(units - 1) is nearer to 1.
    assertThat(more.shareVariance(0.5) / scan.shareVariance(0.5))
        .isCloseTo(500.0 / 499 / (420.0 / 419), within(1e-12));
  }

  @Test
  void belowZeroIsTheMirrorOfAboveIt() {
    List<List<Long>> units = read("data/quantile_events_dev.csv", "control").units();
    ClusteredValues mirrored =
        new ClusteredValues(
            units.stream().map(unit -> unit.stream().map(it -> -it).toList()).toList());
    Estimated above = (Estimated) new ClusteredValues(units).estimate(0.95);
    Estimated below = (Estimated) mirrored.estimate(0.05);
    assertThat(below.value()).isCloseTo(-above.value(), rel(above.value()));
    assertThat(below.standardError())
        .isCloseTo(above.standardError(), within(above.standardError() * 0.02));
    assertThat(below.bucketError()).isCloseTo(above.bucketError(), rel(above.bucketError()));
  }

  @Test
  void zeroIsAValue() {
    ClusteredValues values =
        values(
            new long[] {-5_000_000, 0, 0},
            new long[] {0, 0, 7},
            new long[] {0, -1, 0},
            new long[] {0, 1, 0, 1});
    assertThat(HistogramQuantile.value(values.histogram(), 0.5, 1e-6)).hasValue(0.0);
    assertThat(HistogramQuantile.value(values.histogram(), 1.0 / 12, 1e-6)).hasValue(-1e-6);
    assertThat(HistogramQuantile.value(values.histogram(), 1 - 2.0 / 12, 1e-6)).hasValue(1e-6);
    Estimated median = (Estimated) values.estimate(0.5);
    assertThat(median.bucketError()).isZero();
    assertThat(median.standardError()).isPositive().isLessThan(1e-5);
  }

  @Test
  void aRankBetweenTwoValuesIsBetweenThem() {
    // Type 7 on four values: rank 0.95·3 = 2.85 from 0, so 0.15·3 + 0.85·40; within 0.5 %.
    Histogram histogram =
        ClusteredValues.histogram(List.of(1_000_000L, 2_000_000L, 3_000_000L, 40_000_000L));
    assertThat(HistogramQuantile.value(histogram, 0.95, 1e-6).orElseThrow())
        .isCloseTo(34.45, within(34.45 * 0.00502));
    assertThat(HistogramQuantile.value(histogram, 1e-12, 1e-6).orElseThrow())
        .isCloseTo(1.0, within(0.00502));
  }

  @Test
  void whatTheValuesDoNotSayIsNotDefined() {
    assertNot(Reason.TOO_FEW_UNITS, 0.5);
    assertNot(Reason.TOO_FEW_UNITS, 0.5, new long[] {1_000, 2_000, 3_000});
    assertNot(Reason.TOO_FEW_VALUES, 0.5, new long[] {}, new long[] {});
    assertNot(
        Reason.NO_VARIANCE, 0.5, new long[] {1_000}, new long[] {1_000, 1_000}, new long[] {1_000});
    // Of three units, nobody knows what one in a hundred values is above.
    assertNot(
        Reason.TOO_FEW_VALUES,
        0.99,
        new long[] {1_000},
        new long[] {2_000, 1_000},
        new long[] {9_000});
    assertNot(
        Reason.TOO_FEW_VALUES,
        0.01,
        new long[] {1_000},
        new long[] {2_000, 1_000},
        new long[] {9_000});
    assertThat(HistogramQuantile.value(Histogram.EMPTY, 0.5, 1)).isEmpty();
    // A scan is somewhat older than its histogram, and may have seen no value yet.
    ClusteredValues some = values(new long[] {1_000, 2_000, 3_000}, new long[] {4_000});
    assertThat(
            HistogramQuantile.estimate(
                some.histogram(), 0.5, QuantileScan.empty(List.of()).plusWithoutValues(9), 1))
        .isEqualTo(new NotDefined(Reason.TOO_FEW_VALUES));
    assertThat(HistogramQuantile.estimate(Histogram.EMPTY, 0.5, some.scan(0.5), 1))
        .isEqualTo(new NotDefined(Reason.TOO_FEW_VALUES));
  }

  @Test
  void allValuesAlikeHaveAQuantile() {
    Histogram histogram = ClusteredValues.histogram(List.of(1_000_000L, 1_000_000L, 1_000_000L));
    assertThat(HistogramQuantile.value(histogram, 0.99, 1e-6).orElseThrow())
        .isCloseTo(1.0, within(0.00502));
    Histogram one = ClusteredValues.histogram(List.of(1_000_000L));
    assertThat(HistogramQuantile.value(one, 0.99, 1e-6).orElseThrow())
        .isCloseTo(1.0, within(0.00502));
  }

  @Test
  void aQuantileIsBetweenZeroAndOne() {
    for (double nu : new double[] {0.0, 1.0, -0.1, 1.1, Double.NaN}) {
      assertThatThrownBy(() -> HistogramQuantile.value(Histogram.EMPTY, nu, 1))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() ->
              HistogramQuantile.estimate(Histogram.EMPTY, nu, QuantileScan.empty(List.of()), 1))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> QuantileScan.edgesAround(Histogram.EMPTY, nu))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static void assertNot(Reason reason, double nu, long[]... units) {
    assertThat(values(units).estimate(nu)).isEqualTo(new NotDefined(reason));
  }

  private static ClusteredValues values(long[]... units) {
    return new ClusteredValues(
        Arrays.stream(units).map(it -> Arrays.stream(it).boxed().toList()).toList());
  }

  private static Offset<Double> rel(double expected) {
    return within(Math.abs(expected) * 1e-12);
  }

  private static ClusteredValues read(String file, String variant) {
    try {
      return ClusteredValues.read(ReferenceFolder.file(file), variant);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
