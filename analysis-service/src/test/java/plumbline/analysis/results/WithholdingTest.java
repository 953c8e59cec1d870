package plumbline.analysis.results;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.analysis.results.Example.LATER;
import static plumbline.analysis.results.Example.START;
import static plumbline.analysis.results.Example.STOP;
import static plumbline.analysis.results.Example.VERDICT;
import static plumbline.analysis.results.Example.arm;
import static plumbline.analysis.results.Example.share;
import static plumbline.analysis.results.Example.statistics;
import static plumbline.analysis.results.Example.timestamp;

import com.google.protobuf.util.Durations;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.Studies;
import plumbline.kit.json.ProtoJson;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.MetricResult;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.tracking.v1.ExperimentStatistics;

class WithholdingTest {
  private static final Duration LATENESS = Duration.ofHours(1);

  @Test
  void aRunningExperimentShowsCountsAndSplitOnly() {
    var results = at(LATER, Example.running());

    assertNothingShown(results);
    assertThat(results.getWithheld().hasUntil()).isFalse();
    assertThat(results.getVariants(0).getExposedUnits()).isEqualTo(44_700);
    assertThat(results.getSampleRatio().hasPValue()).isTrue();
  }

  @Test
  void nothingIsShownWhileWindowsAreOpen() {
    var results = at(VERDICT.minusSeconds(1), Example.cookieCats());

    assertNothingShown(results);
    assertThat(results.getWithheld().getReason()).contains("full measurement window");
    assertThat(results.getWithheld().getUntil()).isEqualTo(timestamp(VERDICT.plus(LATENESS)));
  }

  @Test
  void nothingIsShownWhileEventsMayArrive() {
    var results = at(VERDICT.plus(LATENESS).minusSeconds(1), Example.cookieCats());

    assertNothingShown(results);
    assertThat(results.getWithheld().getReason()).contains("last events");
    assertThat(results.getWithheld().getUntil()).isEqualTo(timestamp(VERDICT.plus(LATENESS)));
  }

  @Test
  void theVerdictIsShownWhenItsTimeHasCome() {
    var results = at(VERDICT.plus(LATENESS), Example.cookieCats());

    assertThat(results.hasWithheld()).isFalse();
    assertThat(results.getMetricsList())
        .allSatisfy(metric -> assertThat(metric.getComparisonsList()).hasSize(1));
  }

  @Test
  void withoutCompletenessNothingIsShown() {
    var incomplete = Example.cookieCatsStatistics().clearCompleteUpTo();

    assertNothingShown(evaluate(LATER, Example.cookieCats(), incomplete));
  }

  @Test
  void aHaltCutsEveryWindowSoItsVerdictNeedsNoMore() {
    var halt = STOP.minus(Duration.ofDays(1));
    var halted =
        Example.cookieCats()
            .setState(ExperimentState.EXPERIMENT_STATE_HALTED)
            .setHaltTime(timestamp(halt));
    var due = halt.plus(LATENESS);

    assertNothingShown(at(due.minusSeconds(1), halted));
    assertThat(at(due, halted).hasWithheld()).isFalse();
  }

  @Test
  void aFrozenMaximumEndIsAnEndThatIsKnownBeforehand() {
    var running = Example.running();
    running
        .getDefinitionBuilder()
        .getPlanBuilder()
        .setMaximumDuration(Durations.fromDays(Duration.between(START, STOP).toDays()));
    var due = VERDICT.plus(LATENESS);

    var before = at(STOP.minusSeconds(1), running);
    assertNothingShown(before);
    assertThat(before.getWithheld().getUntil()).isEqualTo(timestamp(due));
    assertThat(at(due, running).hasWithheld()).isFalse();
  }

  @Test
  void aDraftHasZeroCountsAndSaysThatItHasNotStarted() {
    var draft = Example.running().clearStartTime().setState(ExperimentState.EXPERIMENT_STATE_DRAFT);
    var results =
        ResultsReplies.results(Evaluation.notStarted(Studies.parse(draft.build()), LATER));

    assertNothingShown(results);
    assertThat(results.getWithheld().getReason()).contains("has not started");
    assertThat(results.getVariantsList())
        .allSatisfy(count -> assertThat(count.getExposedUnits()).isZero());
    assertThat(results.getVariants(0).getExpectedShare()).isEqualTo(0.5);
  }

  @Test
  void sumsThatAreWithheldAreNotEvenRead() {
    var unreadable =
        statistics(
            arm("gate_30", 1, share("retention_7", 1, 1).toBuilder().setSumY("secret").build()),
            arm("gate_40", 1));

    assertNothingShown(evaluate(LATER, Example.running(), unreadable));
  }

  private static ExperimentResults at(Instant now, Experiment.Builder experiment) {
    var counted = Example.cookieCatsStatistics().setCompleteUpTo(timestamp(now.minus(LATENESS)));
    return evaluate(now, experiment, counted);
  }

  private static ExperimentResults evaluate(
      Instant now, Experiment.Builder experiment, ExperimentStatistics.Builder counted) {
    var study = Studies.parse(experiment.build());
    var observed = Observations.parse(counted.setDefinitionVersion(study.version()).build());
    return ResultsReplies.results(Evaluation.of(study, observed, now));
  }

  private static void assertNothingShown(ExperimentResults results) {
    assertThat(results.hasWithheld()).isTrue();
    assertThat(results.getMetricsList()).hasSize(2).allSatisfy(WithholdingTest::assertNothingShown);
    assertThat(ProtoJson.print(results)).doesNotContain("8502", "8279", "20034", "20119", "0.19");
  }

  private static void assertNothingShown(MetricResult metric) {
    assertThat(metric.getMetric()).isNotEmpty();
    assertThat(metric.getValuesList()).isEmpty();
    assertThat(metric.getComparisonsList()).isEmpty();
  }
}
