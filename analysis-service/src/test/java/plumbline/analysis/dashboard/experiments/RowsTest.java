package plumbline.analysis.dashboard.experiments;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbline.analysis.page.Badge;
import plumbline.kit.definition.Times;
import plumbline.proto.analysis.v1.ExperimentSummary;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentState;

class RowsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "RUNNING, PT120H, 5 days left",
    "RUNNING, PT1H, 1 day left",
    "RUNNING, PT24H1S, 2 days left",
    "RUNNING, PT0S, past its planned end",
    "STOPPED, PT120H, over",
    "DECIDED, PT120H, over",
    "DRAFT, PT120H, \u2013"
  })
  void theTimeIsSaidInDaysBegun(String state, Duration left, String words) {
    var summary =
        ExperimentSummary.newBuilder().setPlannedEnd(Times.timestamp(NOW.plus(left))).build();

    assertThat(Rows.time(ExperimentState.valueOf("EXPERIMENT_STATE_" + state), summary, NOW))
        .isEqualTo(words);
  }

  @Test
  void aPlanWithoutAnEndLeavesTheTimeOpen() {
    assertThat(
            Rows.time(
                ExperimentState.EXPERIMENT_STATE_RUNNING,
                ExperimentSummary.getDefaultInstance(),
                NOW))
        .isEqualTo("\u2013");
  }

  @Test
  void progressIsSaidInWordsAndNeverAboveTheWhole() {
    var row = row(ExperimentState.EXPERIMENT_STATE_RUNNING, looked(1_500, 1_200));

    assertThat(row.progress()).isEqualTo("1,500 of 1,200 units");
    assertThat(row.share()).isEqualTo("1.000");
    assertThat(row.health()).isEqualTo(new Badge("OK", "good"));
  }

  @Test
  void whatWasNeverLookedAtIsNotCalledHealthy() {
    var row = row(ExperimentState.EXPERIMENT_STATE_RUNNING, ExperimentSummary.getDefaultInstance());

    assertThat(row.health().label()).isEqualTo("\u2013");
    assertThat(row.progress()).isEqualTo("\u2013");
  }

  @Test
  void aHaltIsSaidBeforeTheAlarms() {
    var summary = looked(10, 100).toBuilder().addAlarms("Units are not split as planned.").build();

    assertThat(row(ExperimentState.EXPERIMENT_STATE_HALTED, summary).alarms())
        .containsExactly("Everybody gets control.", "Units are not split as planned.");
    assertThat(row(ExperimentState.EXPERIMENT_STATE_RUNNING, summary).health())
        .isEqualTo(new Badge("Alarm", "bad"));
  }

  private static ListView.Row row(ExperimentState state, ExperimentSummary summary) {
    return Rows.of(Experiment.newBuilder().setState(state).build(), summary, NOW);
  }

  private static ExperimentSummary looked(long exposed, long planned) {
    return ExperimentSummary.newBuilder()
        .setAsOf(Times.timestamp(NOW))
        .setExposedUnits(exposed)
        .setPlannedUnits(planned)
        .build();
  }
}
