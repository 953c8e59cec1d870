package plumbline.analysis.results;

import static org.assertj.core.api.Assertions.assertThat;
import static plumbline.analysis.results.Example.LATER;
import static plumbline.analysis.results.Example.timestamp;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.Studies;
import plumbline.kit.json.ProtoJson;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.tracking.v1.ExperimentStatistics;

/** Looks for every number that is withheld, in all that is said. */
class WithheldNumbersTest {
  @Test
  void theNumbersAreThereOnceTheyMayBeShown() {
    var shown = Recognisable.all(Recognisable.running(), Recognisable.counted(0));

    var numbers = Recognisable.numbers(shown);
    assertThat(numbers).hasSizeGreaterThan(150);
    var words = ProtoJson.print(shown);
    assertThat(numbers.stream().filter(words::contains).count())
        .as("those that are not are as sentences write them")
        .isGreaterThan(numbers.size() / 2);
    assertThat(shown.getSegments(0).getValues(0).getEffectsList()).hasSize(3);
    assertThat(shown.getNovelty(0).getDaysList()).hasSize(4);
    assertThat(shown.getMetrics(2).getClearancesList()).hasSize(1);
    assertThat(shown.getMetrics(0).getComparisons(0).hasCovariate()).isTrue();
    assertThat(shown.getMetrics(0).getComparisons(0).hasPosterior()).isTrue();
  }

  @Test
  void aRunningFixedHorizonSaysNone() {
    var counted = Recognisable.counted(0);
    var withheld = evaluate(new KeptLooks(), Recognisable.running(), counted);

    assertThat(withheld.hasWithheld()).isTrue();
    assertThat(withheld.getHealth().getPrePeriod().getTestsList()).hasSize(1);
    assertSaysNone(withheld, Recognisable.all(Recognisable.running(), counted));
  }

  @Test
  void aGroupSequentialDesignSaysNoneThatItsLastLookDidNotSay() {
    var looks = new KeptLooks();
    var first = evaluate(looks, grouped(), Recognisable.counted(0));
    assertThat(first.getLooksCount()).isEqualTo(1);
    assertThat(first.getLooks(0).getLast()).isFalse();
    var later = Recognisable.counted(1);

    var between = evaluate(looks, grouped(), later);

    assertThat(between.getMetricsList()).isEqualTo(first.getMetricsList());
    var said = Recognisable.numbers(first);
    var numbers = Recognisable.numbers(Recognisable.all(grouped(), later));
    numbers.removeAll(said);
    assertThat(numbers).hasSizeGreaterThan(100);
    var words = ProtoJson.print(between);
    var known = ProtoJson.print(first);
    assertThat(numbers).filteredOn(it -> !known.contains(it) && words.contains(it)).isEmpty();
  }

  @Test
  void anEarlyLookIsNoVerdictAndSaysSo() {
    var study = Studies.parse(Recognisable.running().build());
    var observed =
        Observations.parse(Recognisable.counted(0).setDefinitionVersion(study.version()).build());

    var peeked = ResultsReplies.results(Evaluation.peek(study, observed, LATER));

    assertThat(peeked.getMetrics(0).getComparisonsList()).hasSize(1);
    assertThat(peeked.getNoVerdict(0)).contains("early look");
    assertThat(peeked.getRecommendation().getReasons(0)).contains("early look");
    assertThat(peeked.getSegmentsList()).isEmpty();
  }

  private static void assertSaysNone(ExperimentResults withheld, ExperimentResults all) {
    var words = ProtoJson.print(withheld);
    assertThat(Recognisable.numbers(all)).filteredOn(words::contains).isEmpty();
  }

  private static Experiment.Builder grouped() {
    var experiment = Recognisable.running();
    experiment
        .getDefinitionBuilder()
        .getPlanBuilder()
        .setDesign(Design.DESIGN_GROUP_SEQUENTIAL)
        .addAllLooks(List.of(0.5, 1.0));
    return experiment;
  }

  private static ExperimentResults evaluate(
      LookStore looks, Experiment.Builder experiment, ExperimentStatistics.Builder counted) {
    var study = Studies.parse(experiment.build());
    var observed =
        Observations.parse(
            counted
                .clone()
                .setDefinitionVersion(study.version())
                .setCompleteUpTo(timestamp(LATER.minusSeconds(3_600)))
                .build());
    return ResultsReplies.results(
        new Evaluator(looks, Clock.fixed(LATER, ZoneOffset.UTC)).evaluate(study, observed));
  }
}
