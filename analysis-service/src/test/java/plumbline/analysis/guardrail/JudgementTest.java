package plumbline.analysis.guardrail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumbline.analysis.alarm.Alarm;
import plumbline.analysis.alarm.Concern;
import plumbline.analysis.alarm.Finding;
import plumbline.analysis.alarm.Subject;
import plumbline.analysis.guardrail.Judgement.Kept;
import plumbline.analysis.guardrail.WatchedExample.Arm;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.Studies;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.ExperimentState;
import plumbline.proto.tracking.v1.ExperimentStatistics;

class JudgementTest {
  private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant NOW = START.plus(Duration.ofDays(1));
  private static final Kept NOTHING = new Kept(List.of(), List.of());
  private static final Arm WELL = new Arm(5_000, 1_000, 100, 100);

  @Test
  void nothingWrongIsNoAlarm() {
    var judgement = judge(experiment(), counted(WELL, WELL));
    assertThat(judgement.look()).isPresent();
    assertThat(judgement.intent()).isEmpty();
    assertThat(judgement.findings()).isNotEmpty().noneMatch(Finding::raised);
  }

  @Test
  void errorsHaltWithTheEvidence() {
    var judgement = judge(experiment(), counted(WELL, new Arm(5_000, 1_000, 400, 100)));
    assertThat(judgement.intent().orElseThrow().reason())
        .startsWith("A guardrail that halts is breached. fast, look 1, at 10,000 units: errors is")
        .contains("the harm is 6 percentage points", "the margin is 1 percentage points");
    assertThat(raised(judgement)).containsExactly(new Subject(Concern.HALT, "errors", "fast"));
  }

  @Test
  void slowPagesAlertAndDoNotHalt() {
    var judgement = judge(experiment(), counted(WELL, new Arm(5_000, 1_000, 100, 400)));
    assertThat(judgement.intent()).isEmpty();
    assertThat(raised(judgement)).containsExactly(new Subject(Concern.GUARDRAIL, "slow", "fast"));
  }

  @Test
  void numbersOfThePrimaryMetricsEventsAreNotTold() {
    var harm = counted(WELL, new Arm(5_000, 500, 100, 100));
    assertThat(sentence(judge(experiment(), harm), Concern.GUARDRAIL, "lost"))
        .contains("lost is breached", "withheld until the results may be shown")
        .doesNotContain("percentage");
    var always = experiment();
    always.getDefinitionBuilder().getPlanBuilder().setDesign(Design.DESIGN_ALWAYS_VALID);
    assertThat(sentence(judge(always, harm), Concern.GUARDRAIL, "lost"))
        .contains("the harm is 10 percentage points");
    var over =
        experiment()
            .setState(ExperimentState.EXPERIMENT_STATE_STOPPED)
            .setStopTime(WatchedExample.timestamp(NOW.minusSeconds(1)));
    assertThat(sentence(judge(over, harm), Concern.GUARDRAIL, "lost")).contains("percentage");
  }

  @Test
  void aSplitThatIsOffIsAnAlarmAtAnyTimeAndStaysOneUntilItIsClearlyNone() {
    var counted = counted(new Arm(500, 0, 0, 0), new Arm(400, 0, 0, 0));
    assertThat(raised(judge(experiment(), counted))).as("by chance").isEmpty();
    var off = counted(new Arm(5_500, 0, 0, 0), new Arm(4_500, 0, 0, 0));
    assertThat(raised(judge(experiment(), off)))
        .containsExactly(Subject.of(Concern.SAMPLE_RATIO), Subject.of(Concern.ANALYSED_RATIO));
    var doubtful = counted(new Arm(5_210, 0, 0, 0), new Arm(4_790, 0, 0, 0));
    assertThat(raised(judge(experiment(), doubtful))).isEmpty();
    assertThat(raised(judge(experiment(), doubtful, alarm(Concern.SAMPLE_RATIO))))
        .containsExactly(Subject.of(Concern.SAMPLE_RATIO));
  }

  @Test
  void whatIsLeftOutOrSeenTwiceMustBeAlikeInAllArms() {
    var counted = counted(WELL, WELL);
    counted.getVariantsBuilder(0).setCrossedOverUnits(50).setExcludedUnits(60);
    counted.getVariantsBuilder(1).setCrossedOverUnits(120).setExcludedUnits(70);
    assertThat(raised(judge(experiment(), counted))).containsExactly(Subject.of(Concern.CROSSOVER));
    counted.getVariantsBuilder(1).setCrossedOverUnits(50).setExcludedUnits(160);
    assertThat(raised(judge(experiment(), counted))).containsExactly(Subject.of(Concern.EXCLUSION));
  }

  @Test
  void aRunningExperimentWithoutNewUnitsIsAnAlarmThatSaysSinceWhen() {
    var since = NOW.minus(Duration.ofHours(1));
    var judgement = judge(experiment(), counted(WELL, WELL), new Progress(10_000, since));
    assertThat(sentence(judgement, Concern.SILENCE, "")).contains("since " + since);
    assertThat(raised(judgement)).containsExactly(Subject.of(Concern.SILENCE));
    var stopped = experiment().setState(ExperimentState.EXPERIMENT_STATE_STOPPED);
    assertThat(raised(judge(stopped, counted(WELL, WELL), new Progress(10_000, since)))).isEmpty();
    assertThat(raised(judge(experiment(), counted(WELL, WELL), new Progress(0, START)))).isEmpty();
  }

  private static Experiment.Builder experiment() {
    return WatchedExample.running("faster", START, 100_000);
  }

  private static ExperimentStatistics.Builder counted(Arm control, Arm fast) {
    return WatchedExample.counted(NOW, control, fast);
  }

  private static Judgement judge(
      Experiment.Builder experiment, ExperimentStatistics.Builder counted, Alarm... alarms) {
    return judge(experiment, counted, new Progress(1, NOW), new Kept(List.of(), List.of(alarms)));
  }

  private static Judgement judge(
      Experiment.Builder experiment, ExperimentStatistics.Builder counted, Progress progress) {
    return judge(experiment, counted, progress, NOTHING);
  }

  private static Judgement judge(
      Experiment.Builder experiment,
      ExperimentStatistics.Builder counted,
      Progress progress,
      Kept kept) {
    return Judgement.of(
        Watched.of(Studies.parse(experiment.build())),
        Observations.parse(counted.build()),
        kept,
        progress,
        Duration.ofHours(1),
        NOW);
  }

  private static List<Subject> raised(Judgement judgement) {
    return judgement.findings().stream().filter(Finding::raised).map(Finding::subject).toList();
  }

  private static String sentence(Judgement judgement, Concern concern, String metric) {
    return judgement.findings().stream()
        .filter(it -> it.subject().concern() == concern && it.subject().metric().equals(metric))
        .map(Finding::sentence)
        .findFirst()
        .orElseThrow();
  }

  private static Alarm alarm(Concern concern) {
    return new Alarm(
        Subject.of(concern), true, START, START, java.util.Optional.of(START), "it was off");
  }
}
