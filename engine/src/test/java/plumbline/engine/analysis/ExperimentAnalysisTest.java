package plumbline.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import plumbline.engine.analysis.Finding.Compared;
import plumbline.engine.analysis.Measured.Family;
import plumbline.engine.analysis.MetricAnalysis.Treated;
import plumbline.engine.fold.FoldMetric.Kind;
import plumbline.engine.statistics.AsymptoticSequence;
import plumbline.engine.statistics.Correction;

class ExperimentAnalysisTest {
  private static final long SEED = 20_261_129;
  private static final double ALPHA = 0.05;
  private static final Design FIXED = new Design.FixedHorizon();

  /** The shown interval is the one of the corrected test, whatever the correction. */
  @Test
  void anAdjustedPValueAndItsIntervalNeverContradictEachOther() {
    var random = new SplittableRandom(SEED);
    var significant = 0;
    var compared = 0;
    for (var round = 0; round < 30; round++) {
      var metrics = metrics(random);
      for (var correction : corrections()) {
        for (var result : new ExperimentAnalysis(ALPHA, correction, false).analyse(metrics)) {
          for (var treated : result.treatments()) {
            significant += check(treated, "seed %d, %s".formatted(SEED, correction)) ? 1 : 0;
            compared++;
          }
        }
      }
    }
    assertThat(significant).isBetween(compared / 20, compared - compared / 20);
  }

  private static boolean check(Treated treated, String what) {
    var corrected = (Compared) treated.corrected();
    var shown = treated.pValueAdjusted().orElseThrow() < ALPHA;
    assertThat(corrected.isSignificant()).as("%s: %s", what, treated).isEqualTo(shown);
    assertThat(corrected.interval().contains(0.0)).as("%s: %s", what, treated).isEqualTo(!shown);
    return shown;
  }

  private static List<Optional<Correction>> corrections() {
    var all = new ArrayList<Optional<Correction>>();
    for (var correction : Correction.values()) {
      all.add(Optional.of(correction));
    }
    all.add(Optional.empty());
    return all;
  }

  private static List<Measured> metrics(SplittableRandom random) {
    var metrics = new ArrayList<Measured>();
    metrics.add(measured(Kind.PROPORTION, Family.PRIMARY, random));
    metrics.add(measured(Kind.MEAN, Family.SECONDARY, random));
    metrics.add(measured(Kind.RATIO, Family.SECONDARY, random));
    metrics.add(measured(Kind.COUNT, Family.ALONE, random));
    return metrics;
  }

  private static Measured measured(Kind kind, Family family, SplittableRandom random) {
    var treatments = new ArrayList<Arm>();
    for (var i = 0; i < 3; i++) {
      treatments.add(Arms.random("t" + i, kind, false, 150, 1 + 0.08 * i, random));
    }
    return Measured.of(
        Arms.metric(kind),
        family,
        Arms.random("control", kind, false, 150, 1.0, random),
        treatments,
        FIXED);
  }

  @Test
  void thePrimarySharesAlphaWithNobodyElse() {
    var metrics = metrics(new SplittableRandom(SEED));
    var results =
        new ExperimentAnalysis(ALPHA, Optional.of(Correction.BONFERRONI), false).analyse(metrics);
    assertThat(results).extracting(MetricAnalysis::metric).hasSize(4);
    assertFactor(results.get(0), 3);
    assertFactor(results.get(1), 6);
    assertFactor(results.get(2), 6);
    assertFactor(results.get(3), 1);
  }

  private static void assertFactor(MetricAnalysis result, int factor) {
    assertThat(result.treatments())
        .extracting(Treated::treatment)
        .containsExactly("t0", "t1", "t2");
    assertThat(result.treatments())
        .allSatisfy(treated -> {
          var plain = ((Compared) treated.plain()).test().orElseThrow().pValueTwoSided();
          assertThat(treated.pValueAdjusted()).hasValue(Math.min(1.0, factor * plain));
          assertThat(((Compared) treated.corrected()).level().alpha()).isEqualTo(ALPHA / factor);
        });
  }

  /** What was planned and says nothing is corrected for all the same. */
  @Test
  void aTreatmentWithoutUnitsCounts() {
    var control = Arms.share("control", 500, 10_000);
    var measured =
        Measured.of(
            Arms.metric(Kind.PROPORTION),
            Family.PRIMARY,
            control,
            List.of(Arms.share("t0", 600, 10_000), Arms.share("t1", 0, 0)),
            FIXED);
    for (var correction : corrections()) {
      var treated =
          new ExperimentAnalysis(ALPHA, correction, false)
              .analyse(List.of(measured))
              .getFirst()
              .treatments();
      assertThat(treated.get(1).pValueAdjusted()).isEmpty();
      assertThat(treated.get(1).corrected()).isInstanceOf(Finding.NotCompared.class);
      var plain = ((Compared) treated.get(0).plain()).test().orElseThrow().pValueTwoSided();
      assertThat(treated.get(0).pValueAdjusted().orElseThrow())
          .as("%s", correction)
          .isGreaterThanOrEqualTo(plain);
    }
    var holm =
        new ExperimentAnalysis(ALPHA, Optional.of(Correction.HOLM), false)
            .analyse(List.of(measured))
            .getFirst();
    var first = holm.treatments().getFirst();
    assertThat(first.pValueAdjusted())
        .hasValue(2 * ((Compared) first.plain()).test().orElseThrow().pValueTwoSided());
  }

  /** 0.024867 by the pooled test is below 0.025, where Newcombe's interval holds 0 all the same. */
  @Test
  void aPValueOfAnotherStatisticIsCorrectedInItsPlace() {
    var treated =
        shares(Optional.of(Correction.BONFERRONI), 12, 200, 25, 200).treatments().getFirst();
    assertThat(alone(12, 200, 25, 200).method()).isEqualTo(Method.POOLED_Z);
    assertThat(((Compared) treated.plain()).method()).isEqualTo(Method.SCORE);
    var corrected = (Compared) treated.corrected();
    assertThat(corrected.method()).isEqualTo(Method.SCORE);
    assertThat(corrected.isSignificant()).isFalse();
    assertThat(treated.pValueAdjusted().orElseThrow())
        .isEqualTo(2 * corrected.test().orElseThrow().pValueTwoSided())
        .isGreaterThan(ALPHA);
  }

  private static Compared alone(long x1, long n1, long x2, long n2) {
    return (Compared)
        new Comparison(Arms.metric(Kind.PROPORTION), FIXED)
            .compare(Arms.share("control", x1, n1), Arms.share("t0", x2, n2), ALPHA);
  }

  private static MetricAnalysis shares(
      Optional<Correction> correction, long x1, long n1, long x2, long n2) {
    var measured =
        Measured.of(
            Arms.metric(Kind.PROPORTION),
            Family.PRIMARY,
            Arms.share("control", x1, n1),
            List.of(Arms.share("t0", x2, n2), Arms.share("t1", x1, n1)),
            FIXED);
    return new ExperimentAnalysis(ALPHA, correction, false).analyse(List.of(measured)).getFirst();
  }

  /** All small tables, so that the statistics change in every way that they can. */
  @Test
  void smallTablesAgreeAtEveryLevel() {
    var scored = 0;
    for (var n = 12; n <= 40; n += 7) {
      for (var x1 = 0; x1 <= n; x1 += 3) {
        for (var x2 = 0; x2 <= n; x2++) {
          for (var correction : corrections()) {
            for (var treated : shares(correction, x1, n, x2, n).treatments()) {
              if (treated.pValueAdjusted().isPresent()) {
                check(treated, "%d, %d of %d, %s".formatted(x1, x2, n, correction));
                scored +=
                    ((Compared) treated.corrected()).method() != alone(x1, n, x2, n).method()
                        ? 1
                        : 0;
              }
            }
          }
        }
      }
    }
    assertThat(scored).as("comparisons that changed their statistic").isPositive();
  }

  @Test
  void whoLooksMoreThanOnceHasFewerCorrections() {
    var always = new Design.AlwaysValid(new AsymptoticSequence(ALPHA, 1_000));
    var measured =
        Measured.of(
            Arms.metric(Kind.PROPORTION),
            Family.PRIMARY,
            Arms.share("control", 50, 500),
            List.of(Arms.share("t0", 80, 500)),
            always);
    for (var correction : corrections()) {
      var analysis = new ExperimentAnalysis(ALPHA, correction, false);
      if (correction.filter(Correction::isValidUnderContinuousLooking).isPresent()) {
        assertThat(analysis.analyse(List.of(measured))).hasSize(1);
      } else {
        assertThatThrownBy(() -> analysis.analyse(List.of(measured)))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("correction");
      }
    }
  }

  @Test
  void secondaryMetricsAreClaimsOnlyBehindThePrimary() {
    assertThat(confirmatory(1_500, 1_500)).containsExactly(true, true, true);
    assertThat(confirmatory(1_500, 1_010)).containsExactly(true, false, true);
    assertThat(confirmatory(1_010, 1_010)).containsExactly(true, false, true);
  }

  /** Of the primary, the secondary and the guardrail metric, the first treatment. */
  private static List<Boolean> confirmatory(long first, long second) {
    var control = Arms.share("control", 1_000, 10_000);
    var metrics = new ArrayList<Measured>();
    for (var family : Family.values()) {
      metrics.add(
          Measured.of(
              Arms.metric(Kind.PROPORTION),
              family,
              control,
              List.of(Arms.share("t0", first, 10_000), Arms.share("t1", second, 10_000)),
              FIXED));
    }
    return new ExperimentAnalysis(ALPHA, Optional.of(Correction.HOLM), false)
        .analyse(metrics).stream().map(it -> it.treatments().getFirst().confirmatory()).toList();
  }

  @Test
  void everyTreatmentHasItsSentence() {
    var measured =
        Measured.of(
            Arms.metric(Kind.PROPORTION),
            Family.PRIMARY,
            Arms.share("control", 1_000, 10_000),
            List.of(Arms.share("t0", 1_200, 10_000)),
            FIXED);
    var treated =
        new ExperimentAnalysis(ALPHA, Optional.of(Correction.HOLM), false)
            .analyse(List.of(measured))
            .getFirst()
            .treatments()
            .getFirst();
    assertThat(treated.sentence())
        .startsWith("m was 20 % higher in t0 than in control (95 % interval ")
        .endsWith("the difference is unlikely to be chance (p < 0.0001) and is for the better.");
    var broken = new ExperimentAnalysis(ALPHA, Optional.of(Correction.HOLM), true);
    assertThat(broken.analyse(List.of(measured)).getFirst().treatments().getFirst().sentence())
        .endsWith("; the split is not what was planned, so do not rely on this.");
  }
}
