package plumbline.analysis.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;
import static plumbline.analysis.results.Example.LATER;
import static plumbline.analysis.results.Example.metric;
import static plumbline.analysis.results.Example.share;
import static plumbline.analysis.results.Example.statistics;
import static plumbline.analysis.results.Example.timestamp;
import static plumbline.proto.assignment.v1.DecisionOutcome.DECISION_OUTCOME_INCONCLUSIVE;
import static plumbline.proto.assignment.v1.DecisionOutcome.DECISION_OUTCOME_SHIP;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import plumbline.analysis.study.ExperimentKey;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.Studies;
import plumbline.engine.sequential.GroupSequentialDesign;
import plumbline.engine.sequential.GroupSequentialMonitor;
import plumbline.engine.sequential.Look;
import plumbline.engine.sequential.LookResult;
import plumbline.engine.sequential.Spending;
import plumbline.engine.statistics.Moments;
import plumbline.kit.json.ProtoJson;
import plumbline.proto.analysis.v1.Comparison;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.Timing;
import plumbline.proto.assignment.v1.Design;
import plumbline.proto.assignment.v1.Experiment;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.tracking.v1.ExperimentStatistics;
import plumbline.proto.tracking.v1.VariantStatistics;

/** 10,000 units a variant are planned at a share of 10 %, with looks at a half and at all. */
class GroupSequentialTest {
  private static final Percentage TIGHT = withPercentage(1e-7);
  private static final double MOST = 1 / (0.09 / 10_000 + 0.09 / 10_000);

  private final KeptLooks kept = new KeptLooks();

  @Test
  void nothingIsShownBeforeTheFirstLook() {
    var results = at(LATER, running(), 4_000, 400, 480);

    assertThat(results.getWithheld().getReason())
        .contains("few looks", "Look 1 is due when 50 % of the planned information is there.");
    assertThat(results.getMetrics(0).getComparisonsList()).isEmpty();
    assertThat(results.getUpcomingLook().getPlannedFraction()).isEqualTo(0.5);
    assertThat(kept.of(new ExperimentKey("cookie_cats")).taken()).isEmpty();
  }

  @Test
  void theFirstLookIsTheEnginesAtTheInformationThatThereIs() {
    var results = at(LATER, running(), 6_000, 600, 620);

    var comparison = primary(results);
    var expected = (LookResult.Tested) monitor().interim(List.of(look(6_000, 600, 620)));
    assertThat(comparison.getPValue()).isCloseTo(expected.pValueSequential(), withPercentage(1e-3));
    assertThat(comparison.getAbsolute().getLower()).isCloseTo(expected.interval().lower(), TIGHT);
    assertThat(comparison.getAbsolute().getUpper()).isCloseTo(expected.interval().upper(), TIGHT);
    assertThat(comparison.getTiming()).isEqualTo(Timing.TIMING_AT_LOOKS);
    assertThat(comparison.getMethod()).startsWith("group-sequential boundary");
    assertThat(results.getLooks(0).getInformationFraction())
        .isCloseTo(look(6_000, 600, 620).information() / MOST, TIGHT);
    assertThat(results.getLooks(0).getSentence()).contains("At look 1", "no boundary was crossed");
    assertThat(results.getUpcomingLook().getNumber()).isEqualTo(2);
    assertThat(results.getRecommendation().getOutcome()).isEqualTo(DECISION_OUTCOME_INCONCLUSIVE);
  }

  @Test
  void betweenLooksTheLastOneStandsAndNothingNewerIsShown() {
    var first = at(LATER, running(), 6_000, 600, 620);

    var later = at(LATER.plusSeconds(86_400), running(), 8_123, 877, 1_111);

    assertThat(later.getMetricsList()).isEqualTo(first.getMetricsList());
    assertThat(later.getRecommendation()).isEqualTo(first.getRecommendation());
    assertThat(later.getNumbersAsOf()).isEqualTo(first.getAsOf());
    assertThat(later.getAsOf()).isEqualTo(timestamp(LATER.plusSeconds(86_400)));
    assertThat(later.getVariants(0).getExposedUnits()).isEqualTo(8_123);
    assertThat(later.getUpcomingLook().getSentence())
        .isEqualTo("Look 2 is due when 100 % of the planned information is there.");
    assertThat(ProtoJson.print(later)).doesNotContain("877", "1111", "0.108", "0.137", "0.029");
  }

  @Test
  void theLastLookSpendsTheRestWithTheFirstInMind() {
    at(LATER, running(), 6_000, 600, 620);

    var last = at(LATER.plusSeconds(86_400), running(), 11_000, 1_100, 1_200);

    var expected =
        (LookResult.Tested)
            monitor().last(List.of(look(6_000, 600, 620), look(11_000, 1_100, 1_200)));
    assertThat(primary(last).getAbsolute().getLower())
        .isCloseTo(expected.interval().lower(), TIGHT);
    assertThat(primary(last).getPValue())
        .isCloseTo(expected.pValueSequential(), withPercentage(1e-3));
    assertThat(last.getLooksCount()).isEqualTo(2);
    assertThat(last.getLooks(1).getLast()).isTrue();
    assertThat(last.hasUpcomingLook()).isFalse();
    assertThat(at(LATER.plusSeconds(172_800), running(), 20_000, 2_000, 3_000).getMetricsList())
        .as("nothing is tested after it")
        .isEqualTo(last.getMetricsList());
  }

  @Test
  void aBoundaryThatIsCrossedEndsIt() {
    var crossed = at(LATER, running(), 6_000, 600, 780);

    assertThat(crossed.getLooks(0).getLast()).isTrue();
    assertThat(crossed.getLooks(0).getSentence())
        .contains("the boundary was crossed by gate_40: nothing is tested after it");
    assertThat(crossed.getRecommendation().getOutcome()).isEqualTo(DECISION_OUTCOME_SHIP);
    assertThat(crossed.getRecommendation().getReasonsList())
        .anySatisfy(it -> assertThat(it).contains("the boundary was crossed"));
    assertThat(crossed.hasUpcomingLook()).isFalse();
    assertThat(at(LATER.plusSeconds(60), running(), 11_000, 1_100, 1_100).getMetricsList())
        .isEqualTo(crossed.getMetricsList());
  }

  @Test
  void whoIsEarlyEndsWithWhatThereIs() {
    at(LATER, running(), 6_000, 600, 620);
    var stopped = Example.cookieCats().setDefinition(running().getDefinition());

    var end = at(LATER, stopped, 7_000, 700, 780);

    var expected =
        (LookResult.Tested) monitor().last(List.of(look(6_000, 600, 620), look(7_000, 700, 780)));
    assertThat(primary(end).getAbsolute().getUpper()).isCloseTo(expected.interval().upper(), TIGHT);
    assertThat(end.getUnderpowered()).isTrue();
    assertThat(end.getRecommendation().getEarlyEnd()).isFalse();
    assertThat(end.getRecommendation().getReasonsList())
        .anySatisfy(it -> assertThat(it).contains("underpowered", "7,000 of the planned 10,000"));
  }

  @Test
  void whichArmIsBetterMovesNoLook() {
    var random = new SplittableRandom(17);
    for (var i = 0; i < 200; i++) {
      var control = 300 + random.nextLong(600);
      var effect = random.nextLong(200);
      var one = study(running(), 5_000, control, control + effect);
      var other = study(running(), 5_000, control + effect, control);
      assertThat(one.due().isPresent())
          .as("control %d, effect %d", control, effect)
          .isEqualTo(other.due().isPresent());
    }
  }

  @Test
  void whoComesSecondShowsWhatTheFirstSaw() {
    var store =
        new LookStore() {
          @Override
          public Looks of(ExperimentKey experiment) {
            return asked++ == 0 ? Looks.NONE : kept.of(experiment);
          }

          @Override
          public boolean add(ExperimentKey experiment, Looks.Taken look) {
            return kept.add(experiment, look);
          }

          private int asked;
        };
    var first = at(LATER, running(), 6_000, 600, 620);

    var second = evaluate(store, LATER.plusSeconds(1), running(), 6_010, 610, 650);

    assertThat(second.getMetricsList()).isEqualTo(first.getMetricsList());
    assertThat(kept.of(new ExperimentKey("cookie_cats")).taken()).hasSize(1);
  }

  @Test
  void aBrokenSplitOrWaitingEventsSpendNoLook() {
    var waiting = counted(6_000, 600, 780).setPendingBatches(1);
    assertThat(evaluate(kept, LATER, running(), waiting).hasWithheld()).isTrue();

    var broken = statistics(arm("gate_30", 6_000, 600, 6_000), arm("gate_40", 6_000, 780, 7_000));
    assertThat(evaluate(kept, LATER, running(), broken).hasWithheld()).isTrue();
    assertThat(kept.of(new ExperimentKey("cookie_cats")).taken()).isEmpty();

    var stopped = Example.cookieCats().setDefinition(running().getDefinition());
    var end = evaluate(kept, LATER, stopped, counted(6_000, 600, 780).setPendingBatches(1));
    assertThat(end.getMetrics(0).getComparisonsCount()).isEqualTo(1);
    assertThat(end.getNoVerdict(0)).contains("not counted yet");
    assertThat(end.getRecommendation().getOutcome()).isEqualTo(DECISION_OUTCOME_INCONCLUSIVE);
    assertThat(kept.of(new ExperimentKey("cookie_cats")).taken()).isEmpty();
  }

  @Test
  void secondaryMetricsSpendAsThePrimaryDoes() {
    var experiment = running();
    experiment
        .getDefinitionBuilder()
        .addMetrics(metric("retention_1", MetricKind.METRIC_KIND_PROPORTION, 1));
    var first = evaluate(kept, LATER, experiment, counted(6_000, 600, 620));
    var secondary = first.getMetrics(1).getComparisons(0);

    var fraction = first.getLooks(0).getInformationFraction();
    var own = look(6_000, 3_000, 3_060);
    var monitor = new GroupSequentialMonitor(design(), own.information() / fraction);
    var expected = (LookResult.Tested) monitor.interim(List.of(own));
    assertThat(secondary.getAbsolute().getLower()).isCloseTo(expected.interval().lower(), TIGHT);
    assertThat(secondary.getTiming()).isEqualTo(Timing.TIMING_AT_LOOKS);

    var last = evaluate(kept, LATER.plusSeconds(60), experiment, counted(11_000, 1_100, 1_200));
    var both = List.of(own, look(11_000, 5_500, 5_610));
    assertThat(last.getMetrics(1).getComparisons(0).getAbsolute().getLower())
        .isCloseTo(((LookResult.Tested) monitor.last(both)).interval().lower(), TIGHT);
  }

  @Test
  void withoutABaselineThereIsOneLookAtTheEnd() {
    var experiment = running();
    experiment.getDefinitionBuilder().getPlanBuilder().clearBaseline();
    assertThat(at(LATER, experiment, 11_000, 1_100, 1_300).hasWithheld()).isTrue();

    var end =
        at(LATER, Example.cookieCats().setDefinition(experiment.getDefinition()), 9_000, 900, 980);
    // All of alpha at one look: an ordinary z of the difference of means.
    var look = look(9_000, 900, 980);
    assertThat(primary(end).getAbsolute().getUpper())
        .isCloseTo(look.difference() + 1.959963984540054 * look.standardError(), within(1e-9));
  }

  @Test
  void overAllLooksFalseFindingsStayBelowAlpha() {
    var random = new SplittableRandom(4_242);
    var found = 0;
    var experiments = 400;
    for (var i = 0; i < experiments; i++) {
      var store = new KeptLooks();
      long n = 0;
      long a = 0;
      long b = 0;
      for (var step = 0; step < 11; step++) {
        n += 1_000;
        a += draws(random);
        b += draws(random);
        evaluate(store, LATER.plusSeconds(step), running(), n, a, b);
      }
      var last = store.of(new ExperimentKey("cookie_cats")).taken().getLast();
      found +=
          ResultsReplies.parse(last.reply()).getMetrics(0).getComparisons(0).getPValue() < 0.05
              ? 1
              : 0;
    }
    // 5 % and three Monte-Carlo errors
    assertThat(found).as("of %d, seed 4242", experiments).isBetween(4, 33);
  }

  private static long draws(SplittableRandom random) {
    var sum = 0L;
    for (var i = 0; i < 1_000; i++) {
      sum += random.nextInt(10) == 0 ? 1 : 0;
    }
    return sum;
  }

  private static Comparison primary(ExperimentResults results) {
    return results.getMetrics(0).getComparisons(0);
  }

  private static GroupSequentialDesign design() {
    return new GroupSequentialDesign(new Spending.OBrienFleming(), 0.05, 2);
  }

  private static GroupSequentialMonitor monitor() {
    return new GroupSequentialMonitor(design(), MOST);
  }

  private static Look look(long units, long control, long treatment) {
    return Look.of(summary(units, control), summary(units, treatment)).orElseThrow();
  }

  private static plumbline.engine.statistics.ArmSummary summary(long units, long did) {
    var sum = BigInteger.valueOf(did);
    return new Moments(units, sum, sum).summary(1.0).orElseThrow();
  }

  private static Experiment.Builder running() {
    var experiment =
        Example.running()
            .setDefinition(
                Example.stoppedWith(metric("orders", MetricKind.METRIC_KIND_PROPORTION, 7))
                    .getDefinition());
    experiment
        .getDefinitionBuilder()
        .getPlanBuilder()
        .setDesign(Design.DESIGN_GROUP_SEQUENTIAL)
        .setBaseline(0.1)
        .setSampleSizePerVariant(10_000)
        .addAllLooks(List.of(0.5, 1.0));
    return experiment;
  }

  private static VariantStatistics arm(String variant, long units, long did, long exposed) {
    var more = (long) Math.round(units / 2.0 + (variant.equals("gate_40") ? units / 100.0 : 0));
    return Example.matured(
            Example.arm(
                variant, units, share("orders", units, did), share("retention_1", units, more)))
        .toBuilder()
        .setExposedUnits(exposed)
        .setAnalysedUnits(exposed)
        .build();
  }

  private static ExperimentStatistics.Builder counted(long units, long control, long treatment) {
    return statistics(
        arm("gate_30", units, control, units), arm("gate_40", units, treatment, units));
  }

  private ExperimentResults at(
      Instant now, Experiment.Builder experiment, long units, long control, long treatment) {
    return evaluate(kept, now, experiment, units, control, treatment);
  }

  private static ExperimentResults evaluate(
      LookStore store,
      Instant now,
      Experiment.Builder experiment,
      long units,
      long control,
      long treatment) {
    return evaluate(store, now, experiment, counted(units, control, treatment));
  }

  private static ExperimentResults evaluate(
      LookStore store,
      Instant now,
      Experiment.Builder experiment,
      ExperimentStatistics.Builder counted) {
    var study = Studies.parse(experiment.build());
    var observed =
        Observations.parse(
            counted
                .setDefinitionVersion(study.version())
                .setCompleteUpTo(timestamp(now.minusSeconds(3_600)))
                .build());
    return ResultsReplies.results(
        new Evaluator(store, Clock.fixed(now, ZoneOffset.UTC)).evaluate(study, observed));
  }

  private static Results study(
      Experiment.Builder experiment, long units, long control, long treatment) {
    var study = Studies.parse(experiment.build());
    var counted = counted(units, control, treatment).setDefinitionVersion(study.version());
    return Evaluation.of(study, Observations.parse(counted.build()), Looks.NONE, LATER);
  }
}
