package plumbline.system;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.proto.assignment.v1.MetricKind.METRIC_KIND_MEAN;
import static plumbline.proto.assignment.v1.MetricKind.METRIC_KIND_PROPORTION;
import static plumbline.proto.assignment.v1.MetricRole.METRIC_ROLE_PRIMARY;
import static plumbline.proto.assignment.v1.MetricRole.METRIC_ROLE_SECONDARY;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import plumbline.proto.analysis.v1.Comparison;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.MetricResult;
import plumbline.proto.assignment.v1.ExperimentDefinition;
import plumbline.proto.tracking.v1.Event;

/**
 * A real experiment with published counts: 90,189 players of Cookie Cats, the first gate at level
 * 30 or 40. The file states no licence, so it stays out of this repository: cookie_cats.csv is
 * looked for in the folder that the environment variable PLUMBLINE_REFERENCE_DATA names.
 */
class CookieCatsTest {
  private static final String KEY = "cookie-cats";
  private static final String BESIDE_THE_REPOSITORY = "../../shared/reference/data";
  private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
  private static final Instant END = START.plus(Duration.ofDays(20));

  @Test
  void theResultsAreThePublishedOnes() throws Exception {
    var folder = System.getenv().getOrDefault("PLUMBLINE_REFERENCE_DATA", BESIDE_THE_REPOSITORY);
    var players = Path.of(folder, "cookie_cats.csv");
    Assumptions.assumeTrue(
        Files.exists(players),
        "cookie_cats.csv is not here: set PLUMBLINE_REFERENCE_DATA to the folder that holds it");

    Experiments.importHistory(KEY, definition(), START, END);
    var events = events(Files.readAllLines(players));
    Sender.send(events);
    verify(countedResults());
    // Everything once more: all duplicates, nothing moves.
    Sender.send(events);
    verify(countedResults());
  }

  private static ExperimentDefinition.Builder definition() {
    var capped =
        Experiments.metric("rounds_capped", METRIC_KIND_MEAN, "rounds", METRIC_ROLE_SECONDARY);
    // The 99th percentile of the rounds, known beforehand here.
    capped.getMetricBuilder().setCapMicros(493_000_000);
    return Experiments.definition("gate_30", "gate_40")
        .addMetrics(
            Experiments.metric(
                "retention_7", METRIC_KIND_PROPORTION, "retained_7", METRIC_ROLE_PRIMARY))
        .addMetrics(
            Experiments.metric(
                "retention_1", METRIC_KIND_PROPORTION, "retained_1", METRIC_ROLE_SECONDARY))
        .addMetrics(Experiments.metric("rounds", METRIC_KIND_MEAN, "rounds", METRIC_ROLE_SECONDARY))
        .addMetrics(capped);
  }

  private static List<Event> events(List<String> lines) {
    var events = new ArrayList<Event>();
    for (var line : lines.subList(1, lines.size())) {
      var player = line.split(",", -1);
      var user = "player-" + player[0];
      // Exposed somewhere in the first ten days, by a number that says nothing of the variant.
      var first = START.plus(Long.parseLong(player[0]) % 864_000, ChronoUnit.SECONDS);
      events.add(Sender.exposure("seen", user, KEY, player[1], first));
      events.add(
          Sender.outcome("rounds", user, "rounds", first.plusSeconds(3_600))
              .setValueMicros(Long.parseLong(player[2]) * 1_000_000)
              .build());
      if (player[3].equals("TRUE")) {
        var nextDay = first.plus(Duration.ofDays(1));
        events.add(Sender.outcome("day-1", user, "retained_1", nextDay).build());
      }
      if (player[4].equals("TRUE")) {
        var nextWeek = first.plus(Duration.ofDays(7));
        events.add(Sender.outcome("day-7", user, "retained_7", nextWeek).build());
      }
    }
    return events;
  }

  private static ExperimentResults countedResults() {
    Experiments.counted(KEY);
    return Experiments.results(KEY);
  }

  private static void verify(ExperimentResults results) throws Exception {
    var expected = expected();
    assertThat(results.hasWithheld()).isFalse();
    assertThat(results.getVariants(0).getExposedUnits()).isEqualTo(44_700);
    assertThat(results.getVariants(1).getExposedUnits()).isEqualTo(45_489);
    near(results.getSampleRatio().getPValue(), expected.get("srm_p"));
    for (var metric : List.of("retention_1", "retention_7")) {
      var comparison = comparison(results, metric);
      near(comparison.getStatistic(), expected.at("/" + metric + "/z_pooled"));
      near(comparison.getPValue(), expected.at("/" + metric + "/p_pooled"));
      interval(comparison, expected.at("/" + metric + "/ci_newcombe"));
    }
    welch(comparison(results, "rounds"), expected.get("sum_gamerounds"));
    welch(
        comparison(results, "rounds_capped"), expected.get("sum_gamerounds_winsorised_p99_type7"));
  }

  private static void welch(Comparison comparison, JsonNode expected) {
    near(comparison.getAbsolute().getValue(), expected.get("difference"));
    near(comparison.getStandardError(), expected.get("se"));
    near(comparison.getDegreesOfFreedom(), expected.get("df"));
    near(comparison.getStatistic(), expected.get("t"));
    near(comparison.getPValue(), expected.get("p"));
    interval(comparison, expected.get("ci"));
  }

  private static void interval(Comparison comparison, JsonNode expected) {
    near(comparison.getAbsolute().getLower(), expected.get(0));
    near(comparison.getAbsolute().getUpper(), expected.get(1));
  }

  private static Comparison comparison(ExperimentResults results, String metric) {
    return results.getMetricsList().stream()
        .filter(it -> it.getMetric().equals(metric))
        .findFirst()
        .map(MetricResult::getComparisonsList)
        .orElseThrow()
        .getFirst();
  }

  /** The file's tolerance: 1e-8 relative or 1e-12 absolute. */
  private static void near(double value, JsonNode expected) {
    assertThat(expected.isNumber()).isTrue();
    var tolerance = Math.max(1e-12, 1e-8 * Math.abs(expected.asDouble()));
    assertThat(value).isCloseTo(expected.asDouble(), Offset.offset(tolerance));
  }

  private static JsonNode expected() throws Exception {
    try (var json = CookieCatsTest.class.getResourceAsStream("/reference/22_real_data.json")) {
      // scipy and statsmodels on the raw file.
      return new ObjectMapper().readTree(Objects.requireNonNull(json)).at("/cases/0/expected");
    }
  }
}
