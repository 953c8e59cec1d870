package plumbline.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import plumbline.engine.statistics.ArmSummary;
import plumbline.engine.statistics.Normal;
import plumbline.engine.statistics.SampleRatio;
import plumbline.engine.statistics.WelchTest;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.proto.tracking.v1.MetricStatistics;

/** A case of the reference: a log up to a cut-off, and the results by pandas and scipy. */
record EventLogCase(JsonNode expected, @Nullable Instant cutoff, double relative, double absolute) {
  private static final Path FILE =
      Path.of("../engine/src/test/resources/reference/21_event_log_end_to_end.json");
  private static final double MICRO = 1e-6;

  /** The cases of a log, the earlier cut-off first, the whole of it last. */
  static List<EventLogCase> of(String file) throws IOException {
    var cases = new ArrayList<EventLogCase>();
    for (var node : new ObjectMapper().readTree(FILE.toFile()).get("cases")) {
      if (node.get("inputs").get("file").asText().equals(file)) {
        cases.add(
            new EventLogCase(
                node.get("expected"),
                time(node.get("inputs").get("cutoff")),
                node.get("tolerance").get("rel").asDouble(),
                node.get("tolerance").get("abs").asDouble()));
      }
    }
    cases.sort(
        Comparator.comparing(EventLogCase::cutoff, Comparator.nullsLast(Instant::compareTo)));
    return cases;
  }

  private static @Nullable Instant time(JsonNode cutoff) {
    return cutoff.isNull() ? null : OffsetDateTime.parse(cutoff.asText()).toInstant();
  }

  long count(String what) {
    return expected.get("counts").get(what).asLong();
  }

  /** The 99th percentile of the revenue, as a plan would have it: in whole micro-units. */
  long capMicros() {
    return Math.round(expected.get("revenue_winsorised_p99_type7").get("cap").asDouble() / MICRO);
  }

  /** Holds the numbers of units, and that the split is as even or as broken as the log's is. */
  void verifyUnits(ExperimentStatistics statistics) {
    var control = statistics.getVariants(0).getAnalysedUnits();
    var treatment = statistics.getVariants(1).getAnalysedUnits();
    assertThat(control).isEqualTo(expected.get("users").get("control").asLong());
    assertThat(treatment).isEqualTo(expected.get("users").get("treatment").asLong());
    var split = (SampleRatio.Tested) SampleRatio.of(0.5, 0.5).test(control, treatment);
    near("srm_p", split.pValue(), expected.get("srm_p"));
  }

  /** A metric's mean by Welch's test. */
  void verifyMean(String name, MetricStatistics control, MetricStatistics treatment, double unit) {
    verify(name, LogSums.of(control).y(unit), LogSums.of(treatment).y(unit));
  }

  /** The covariate's. */
  void verifyCovariate(String name, MetricStatistics control, MetricStatistics treatment) {
    verify(name, LogSums.of(control).x(MICRO), LogSums.of(treatment).x(MICRO));
  }

  /** CUPED, theta from both arms as one sample. */
  void verifyCuped(String name, MetricStatistics control, MetricStatistics treatment) {
    var c = LogSums.of(control);
    var t = LogSums.of(treatment);
    var pooled = c.plus(t);
    var theta = pooled.covarianceOfXy() / pooled.x(1).variance();
    near(name + ".theta", theta, expected.get(name).get("theta"));
    verify(name, c.adjusted(theta, MICRO), t.adjusted(theta, MICRO));
  }

  /** A ratio by the delta method over units. */
  void verifyRatio(String name, MetricStatistics control, MetricStatistics treatment) {
    var c = LogSums.of(control);
    var t = LogSums.of(treatment);
    var node = expected.get(name);
    near(name + ".control", c.ratio(), node.get("control"));
    near(name + ".treatment", t.ratio(), node.get("treatment"));
    var difference = t.ratio() - c.ratio();
    var error = Math.sqrt(c.varianceOfRatio() + t.varianceOfRatio());
    near(name + ".difference", difference, node.get("difference"));
    near(name + ".se", error, node.get("se"));
    near(name + ".z", difference / error, node.get("z"));
    near(name + ".p", Normal.twoSided(difference / error), node.get("p_normal"));
  }

  private void verify(String name, ArmSummary control, ArmSummary treatment) {
    var node = expected.get(name);
    var test = (WelchTest.Compared) new WelchTest(0.05).compare(control, treatment);
    if (node.has("mean_control")) {
      near(name + ".mean_control", test.meanControl(), node.get("mean_control"));
      near(name + ".mean_treatment", test.meanTreatment(), node.get("mean_treatment"));
    }
    near(name + ".difference", test.difference(), node.get("difference"));
    near(name + ".se", test.standardError(), node.get("se"));
    near(name + ".df", test.df(), node.get("df"));
    near(name + ".t", test.t(), node.get("t"));
    near(name + ".p", test.pValueTwoSided(), node.get("p"));
    near(name + ".ci", test.interval().lower(), node.get("ci").get(0));
    near(name + ".ci", test.interval().upper(), node.get("ci").get(1));
  }

  private void near(String name, double got, JsonNode wanted) {
    var value = wanted.asDouble();
    assertThat(got)
        .as(name)
        .isCloseTo(value, Offset.offset(Math.max(absolute, relative * Math.abs(value))));
  }
}
