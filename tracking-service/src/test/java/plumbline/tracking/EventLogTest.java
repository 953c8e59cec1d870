package plumbline.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static plumbline.proto.tracking.v1.EventOutcome.EVENT_OUTCOME_ACCEPTED;

import com.google.protobuf.util.Durations;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import plumbline.proto.assignment.v1.AnalysisPlan;
import plumbline.proto.assignment.v1.Covariate;
import plumbline.proto.assignment.v1.CovariateAnchor;
import plumbline.proto.assignment.v1.CrossoverRule;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.Metric;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.assignment.v1.UnitType;
import plumbline.proto.assignment.v1.Variant;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.proto.tracking.v1.MetricStatistics;
import plumbline.proto.tracking.v1.VariantStatistics;

/**
 * From raw events to results: two logs of several weeks go in by the wire, and what the statistics
 * that come out say is what an independent pipeline says of the same logs.
 */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class EventLogTest {
  private static final double MICRO = 1e-6;

  /** Each first up to the cut-off, then with all that came late: the same statistics, moved on. */
  @ParameterizedTest
  @ValueSource(strings = {"main", "srm_broken"})
  void theResultsAreThoseOfTheReference(String name) throws Exception {
    var file = "data/events_dev_" + name + ".csv";
    var experiment = "event-log-" + name.replace('_', '-');
    var log = EventLog.read(file, experiment);
    var cases = EventLogCase.of(file);
    assertThat(cases).hasSize(2);
    define(experiment, cases.getFirst().capMicros());
    awaitTaken(log.until(cases.getFirst().cutoff()));
    var sent = 0;
    for (var known : cases) {
      var part = log.until(known.cutoff());
      send(part, part.after(sent));
      sent = part.lines().size();
      verifyStored(known, part);
      verify(known, part, folded(experiment));
    }
  }

  private static void verify(EventLogCase known, EventLog log, ExperimentStatistics statistics) {
    verifyLeftOut(known, log, statistics.getVariantsList());
    assertThat(statistics.getCovariateWarning()).isEmpty();
    known.verifyUnits(statistics);
    var control = statistics.getVariants(0).getMetricsList();
    var treatment = statistics.getVariants(1).getMetricsList();
    known.verifyMean("converted", control.get(0), treatment.get(0), 1);
    known.verifyMean("revenue", control.get(1), treatment.get(1), MICRO);
    known.verifyCovariate("pre_revenue", control.get(1), treatment.get(1));
    known.verifyCuped("revenue_cuped", control.get(1), treatment.get(1));
    known.verifyMean("purchases", control.get(2), treatment.get(2), 1);
    known.verifyMean("sessions", control.get(3), treatment.get(3), 1);
    known.verifyRatio("clicks_per_session", control.get(4), treatment.get(4));
    // The cap is the reference's to less than 1e-11: a percentile of amounts in cents needs no more
    // digits than micro-units have. So its tolerance holds here as well.
    known.verifyMean("revenue_winsorised_p99_type7", control.get(5), treatment.get(5), MICRO);
  }

  /** Nobody is both a bot and crossed over in these logs, so those left out add up. */
  private static void verifyLeftOut(
      EventLogCase known, EventLog log, List<VariantStatistics> variants) {
    var bots = new HashSet<>(log.bots());
    assertThat(bots).hasSize((int) known.count("bot_users"));
    // A bot that is never exposed is in the log and not in the experiment.
    bots.retainAll(log.exposed());
    assertThat(variants.stream().mapToLong(VariantStatistics::getExcludedUnits).sum())
        .isEqualTo(bots.size())
        .isPositive();
    assertThat(variants.stream().mapToLong(VariantStatistics::getCrossedOverUnits).sum())
        .isEqualTo(known.count("multi_exposed_users"));
    assertThat(variants.stream().mapToLong(VariantStatistics::getExposedUnits).sum())
        .isEqualTo(log.exposed().size());
    assertThat(variants)
        .allSatisfy(it ->
            assertThat(it.getExposedUnits())
                .isEqualTo(
                    it.getAnalysedUnits() + it.getCrossedOverUnits() + it.getExcludedUnits()));
    assertThat(variants)
        .flatExtracting(VariantStatistics::getMetricsList)
        .extracting(MetricStatistics::getUnits)
        .containsOnly(variants.get(0).getAnalysedUnits(), variants.get(1).getAnalysedUnits());
  }

  /** Each event once: a copy is accepted, as it says the same as the event that came before. */
  private static void verifyStored(EventLogCase known, EventLog log) throws Exception {
    assertThat(log.lines()).hasSize((int) known.count("rows"));
    assertThat(log.copies()).isEqualTo(known.count("duplicates_removed"));
    assertThat(
            Sql.ask(
                "SELECT count(*) FROM event WHERE unit LIKE '%s-u%%'".formatted(log.experiment())))
        .isEqualTo(String.valueOf(known.count("rows") - known.count("duplicates_removed")));
  }

  private static void send(EventLog log, List<EventLog.Line> lines) {
    try (var client = Client.as("client")) {
      for (var from = 0; from < lines.size(); from += 1_000) {
        var batch = lines.subList(from, Math.min(lines.size(), from + 1_000));
        assertThat(client.track(batch.stream().map(log::event).toList()))
            .allMatch(it -> it.getOutcome() == EVENT_OUTCOME_ACCEPTED);
      }
    }
  }

  /** Times so long ago are taken from when the definitions have arrived that need them. */
  private static void awaitTaken(EventLog log) {
    var byTime = Comparator.comparing(EventLog.Line::at);
    var ends =
        List.of(
            log.event(log.lines().stream().min(byTime).orElseThrow()),
            log.event(log.lines().stream().max(byTime).orElseThrow()));
    try (var client = Client.as("client")) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() ->
              client.track(ends).stream()
                  .allMatch(it -> it.getOutcome() == EVENT_OUTCOME_ACCEPTED));
    }
  }

  private static void define(String experiment, long capMicros) {
    Servers.definitions().put(history(experiment, capMicros));
    // Some days more, so that intake takes what must not count any more.
    Servers.definitions()
        .put(
            Samples.running(experiment + "-week-after", 1, metric("none", "nothing"))
                .setImported(true)
                .setStartTime(Samples.time(EventLog.START))
                .setStopTime(Samples.time(EventLog.END.plus(Duration.ofDays(7))))
                .build());
  }

  private static Experiment history(String key, long capMicros) {
    var capped = metric("revenue_capped", "purchase").setKind(MetricKind.METRIC_KIND_MEAN);
    var history =
        Samples.running(
                key,
                1,
                metric("converted", "purchase").setKind(MetricKind.METRIC_KIND_PROPORTION),
                metric("revenue", "purchase").setKind(MetricKind.METRIC_KIND_MEAN),
                metric("purchases", "purchase"),
                metric("sessions", "session"),
                metric("clicks_per_session", "click")
                    .setKind(MetricKind.METRIC_KIND_RATIO)
                    .setDenominatorEventName("session"),
                capped.setCapMicros(capMicros))
            .setImported(true)
            .setStartTime(Samples.time(EventLog.START))
            .setStopTime(Samples.time(EventLog.END));
    history
        .getDefinitionBuilder()
        .setUnitType(UnitType.UNIT_TYPE_USER)
        .clearVariants()
        .addVariants(Variant.newBuilder().setKey("control").setWeight(0.5).setControl(true))
        .addVariants(Variant.newBuilder().setKey("treatment").setWeight(0.5))
        .setPlan(plan());
    return history.build();
  }

  private static AnalysisPlan plan() {
    return AnalysisPlan.newBuilder()
        .setCrossover(CrossoverRule.CROSSOVER_RULE_EXCLUDE)
        // Rules look at letters as they are; the logs have bots of one spelling only.
        .addExclusions("user_agent.contains('Bot') || user_agent.contains('bot')")
        .setCovariate(
            Covariate.newBuilder()
                .setAnchor(CovariateAnchor.COVARIATE_ANCHOR_START)
                .setLookback(Durations.fromDays(14)))
        .build();
  }

  private static Metric.Builder metric(String key, String event) {
    return Metric.newBuilder()
        .setKey(key)
        .setKind(MetricKind.METRIC_KIND_COUNT)
        .setEventName(event);
  }

  private static ExperimentStatistics folded(String experiment) {
    try (var service = Client.as("service")) {
      return Objects.requireNonNull(
          await()
              .atMost(Duration.ofMinutes(2))
              .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
              .until(
                  () -> service.statistics(experiment),
                  it -> it.getDefinitionVersion() == 1 && it.getPendingBatches() == 0));
    }
  }
}
