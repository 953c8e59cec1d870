package plumbline.analysis.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static plumbline.analysis.results.Example.LATER;
import static plumbline.analysis.results.Example.arm;
import static plumbline.analysis.results.Example.metric;
import static plumbline.analysis.results.Example.share;
import static plumbline.analysis.results.Example.statistics;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import plumbline.analysis.study.Observations;
import plumbline.analysis.study.Studies;
import plumbline.engine.statistics.Proportion;
import plumbline.engine.statistics.ProportionTest;
import plumbline.proto.analysis.v1.ExperimentResults;
import plumbline.proto.analysis.v1.HealthState;
import plumbline.proto.assignment.v1.MetricKind;
import plumbline.proto.tracking.v1.DayExposures;
import plumbline.proto.tracking.v1.SegmentStatistics;
import plumbline.proto.tracking.v1.SegmentValueStatistics;
import plumbline.proto.tracking.v1.VariantStatistics;

/** Effects by segment and by day. */
class PartsTest {
  @Test
  void aSegmentsEffectIsThatOfItsOwnUnitsAtThePlansAlpha() {
    var results = evaluate(segmented("gate_30", 100, 130), segmented("gate_40", 150, 120));

    var country = results.getSegments(0);
    assertThat(country.getAttribute()).isEqualTo("country");
    assertThat(country.getExploratory()).isTrue();
    var nl = country.getValues(0);
    var expected =
        (ProportionTest.Compared)
            new ProportionTest(0.05)
                .compare(new Proportion(100, 1_000), new Proportion(150, 1_000));
    assertThat(nl.getValue()).isEqualTo("nl");
    assertThat(nl.getVariants(1).getAnalysedUnits()).isEqualTo(1_000);
    assertThat(nl.getEffects(0).getPValue()).isEqualTo(expected.pooled().get().pValueTwoSided());
    assertThat(nl.getEffects(0).getAbsolute().getLower()).isEqualTo(expected.interval().lower());
    assertThat(nl.getEffects(0).getTreatmentValue()).isEqualTo(0.15);
    assertThat(country.getValues(1).getOther()).isTrue();
    assertThat(country.getValues(1).getEffects(0).getAbsolute().getValue())
        .isCloseTo(-0.01, within(1e-12));
  }

  @Test
  void anAttributeWithTooManyValuesSaysSo() {
    var city = results("city");

    assertThat(city.getSegments(0).getTooManyValues()).isTrue();
    assertThat(city.getSegments(0).getValuesList()).isEmpty();
    assertThat(city.getSegments(0).getNote()).contains("so many values");
  }

  @Test
  void anEffectThatWearsOffIsFound() {
    var results = evaluate(daily("gate_30", 0), daily("gate_40", 20));

    var novelty = results.getNovelty(0);
    assertThat(novelty.getDaysList()).hasSize(9);
    assertThat(novelty.getDays(0).getDay()).isEqualTo("2026-01-01");
    assertThat(novelty.getDays(0).getDifference()).isCloseTo(0.16, within(1e-9));
    assertThat(novelty.getSlope()).isCloseTo(-0.02, within(0.001));
    assertThat(novelty.getState()).isEqualTo(HealthState.HEALTH_STATE_WATCH);
    assertThat(novelty.getSentence()).contains("wears off", "expect less of it later");
  }

  @Test
  void anEffectThatStaysIsNone() {
    var novelty = evaluate(daily("gate_30", 0), daily("gate_40", 0)).getNovelty(0);

    assertThat(novelty.getPValue()).isGreaterThan(0.1);
    assertThat(novelty.getState()).isEqualTo(HealthState.HEALTH_STATE_OK);
    assertThat(novelty.getSentence()).contains("none ruled out");
  }

  @Test
  void daysWithoutSumsAreNotDaysWithoutEffect() {
    var counted =
        arm("gate_30", 100, share("m", 100, 10)).toBuilder()
            .addDays(DayExposures.newBuilder().setDay("2026-01-01").setExposedUnits(100))
            .build();

    assertThat(
            evaluate(counted, counted.toBuilder().setVariant("gate_40").build()).getNoveltyList())
        .isEmpty();
  }

  /** Nine days with 1,000 units each: 20 % of them, and more of them by so much on early days. */
  private static VariantStatistics daily(String variant, long fallsBy) {
    var arm = arm(variant, 9_000, share("m", 9_000, 1_800 + 36 * fallsBy)).toBuilder();
    IntStream.rangeClosed(1, 9)
        .forEach(day ->
            arm.addDays(
                DayExposures.newBuilder()
                    .setDay("2026-01-0" + day)
                    .setExposedUnits(1_000)
                    .setAnalysedUnits(1_000)
                    .addMetrics(share("m", 1_000, 200 + fallsBy * (9 - day)))));
    return arm.build();
  }

  private static VariantStatistics segmented(String variant, long nl, long other) {
    return arm(variant, 2_000, share("m", 2_000, nl + other)).toBuilder()
        .addSegments(
            SegmentStatistics.newBuilder()
                .setAttribute("country")
                .addValues(value(nl).setValue("nl"))
                .addValues(value(other).setOther(true)))
        .build();
  }

  private static SegmentValueStatistics.Builder value(long did) {
    return SegmentValueStatistics.newBuilder()
        .setExposedUnits(1_000)
        .setAnalysedUnits(1_000)
        .addMetrics(share("m", 1_000, did));
  }

  private static ExperimentResults results(String attribute) {
    var segment = SegmentStatistics.newBuilder().setAttribute(attribute).setTooManyValues(true);
    return evaluate(
        arm("gate_30", 100, share("m", 100, 10)).toBuilder().addSegments(segment).build(),
        arm("gate_40", 100, share("m", 100, 10)).toBuilder().addSegments(segment).build());
  }

  private static ExperimentResults evaluate(
      VariantStatistics control, VariantStatistics treatment) {
    var experiment = Example.stoppedWith(metric("m", MetricKind.METRIC_KIND_PROPORTION, 7));
    var counted = statistics(control, treatment).build();
    return ResultsReplies.results(
        Evaluation.of(Studies.parse(experiment.build()), Observations.parse(counted), LATER));
  }
}
