package plumbline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.proto.assignment.v1.MetricKind.METRIC_KIND_COUNT;
import static plumbline.proto.assignment.v1.MetricKind.METRIC_KIND_MEAN;
import static plumbline.proto.assignment.v1.MetricKind.METRIC_KIND_PROPORTION;
import static plumbline.proto.assignment.v1.MetricRole.METRIC_ROLE_PRIMARY;
import static plumbline.proto.assignment.v1.MetricRole.METRIC_ROLE_SECONDARY;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import plumbline.proto.analysis.v1.Comparison;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.assignment.v1.ExperimentMetric;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.MetricRole;
import plumbline.proto.tracking.v1.Event;

/** Generated history whose truth is known to the last unit, shuffled, sent twice. */
class GeneratedExperimentTest {
  private static final String KEY = "generated";
  private static final int USERS = 6_000;
  private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

  /** What was generated, counted as it was generated; index 0 is control. */
  private final long[] users = new long[2];

  private final long[] buyers = new long[2];
  private final long[] orders = new long[2];
  private final double[] spent = new double[2];
  private final double[] spentSquared = new double[2];

  @Test
  void theResultsAreWhatWasGenerated() throws Exception {
    Experiments.importHistory(
        KEY,
        Experiments.definition("control", "treatment")
            .addMetrics(metric("buyers", METRIC_KIND_PROPORTION, METRIC_ROLE_PRIMARY))
            .addMetrics(metric("orders", METRIC_KIND_COUNT, METRIC_ROLE_SECONDARY))
            .addMetrics(metric("spent", METRIC_KIND_MEAN, METRIC_ROLE_SECONDARY)),
        START,
        START.plus(Duration.ofDays(14)));
    var random = new Random(20260302L);
    var events = generate(random);
    for (var pass = 0; pass < 2; pass++) {
      Collections.shuffle(events, random);
      Sender.send(events);
      Experiments.counted(KEY);
      verify(Experiments.results(KEY));
    }
  }

  private void verify(ExperimentResults results) {
    for (var arm = 0; arm < 2; arm++) {
      assertThat(results.getVariants(arm).getExposedUnits()).isEqualTo(users[arm]);
      assertThat(results.getMetrics(0).getValues(arm).getTotal()).isEqualTo(buyers[arm]);
      assertThat(results.getMetrics(1).getValues(arm).getTotal()).isEqualTo(orders[arm]);
    }
    var expected = users[0] + users[1];
    var gap = (double) (users[0] - users[1]);
    var chiSquare = gap * gap / expected;
    near(results.getSampleRatio().getChiSquare(), chiSquare);

    var bought = results.getMetrics(0).getComparisons(0);
    var pooled = (double) (buyers[0] + buyers[1]) / expected;
    var se = Math.sqrt(pooled * (1 - pooled) * (1.0 / users[0] + 1.0 / users[1]));
    near(bought.getStatistic(), (rate(buyers, 1) - rate(buyers, 0)) / se);
    welch(results.getMetrics(2).getComparisons(0));
  }

  private void welch(Comparison comparison) {
    var difference = spent[1] / users[1] - spent[0] / users[0];
    var se = Math.sqrt(variance(0) / users[0] + variance(1) / users[1]);
    near(comparison.getAbsolute().getValue(), difference);
    near(comparison.getStandardError(), se);
    near(comparison.getStatistic(), difference / se);
    near(comparison.getRelative().getValue(), difference / (spent[0] / users[0]));
    assertThat(comparison.getAbsolute().getLower())
        .isLessThan(difference)
        .isGreaterThan(difference - 3 * se);
  }

  private double rate(long[] counts, int arm) {
    return (double) counts[arm] / users[arm];
  }

  private double variance(int arm) {
    return (spentSquared[arm] - spent[arm] * spent[arm] / users[arm]) / (users[arm] - 1);
  }

  private List<Event> generate(Random random) {
    var events = new ArrayList<Event>();
    for (var i = 0; i < USERS; i++) {
      var user = "gen-" + i;
      var arm = random.nextInt(2);
      var first = START.plusSeconds(random.nextInt(10 * 86_400));
      users[arm]++;
      events.add(Sender.exposure("x", user, KEY, arm == 0 ? "control" : "treatment", first));
      // What precedes the exposure counts for nobody.
      events.add(buy("before", user, first.minusSeconds(1), 99_000_000));
      var sum = 0.0;
      var bought = random.nextDouble() < (arm == 0 ? 0.2 : 0.25) ? 1 + random.nextInt(3) : 0;
      for (var k = 0; k < bought; k++) {
        var micros = 1_000_000 + random.nextInt(80_000_000);
        events.add(buy("buy-" + k, user, first.plusSeconds(60L * (k + 1)), micros));
        sum += micros / 1e6;
      }
      buyers[arm] += Math.min(1, bought);
      orders[arm] += bought;
      spent[arm] += sum;
      spentSquared[arm] += sum * sum;
    }
    return events;
  }

  private static Event buy(String id, String user, Instant at, long micros) {
    return Sender.outcome(id, user, "order", at).setValueMicros(micros).build();
  }

  private static ExperimentMetric.Builder metric(String key, MetricKind kind, MetricRole role) {
    return Experiments.metric(key, kind, "order", role);
  }

  private static void near(double value, double expected) {
    assertThat(value).isCloseTo(expected, Offset.offset(1e-9 * Math.max(1, Math.abs(expected))));
  }
}
