package plumbline.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumbline.engine.analysis.Finding.Compared;
import plumbline.engine.analysis.Metric.Better;
import plumbline.engine.fold.FoldMetric.Kind;
import plumbline.engine.fold.Term;
import plumbline.engine.statistics.AsymptoticSequence;
import plumbline.engine.statistics.NormalPrior;
import plumbline.engine.statistics.NotDefined;
import plumbline.engine.statistics.WelchTest;

/** What is read of the arms beside the comparison. */
class ViewsTest {
  private static final long SEED = 8_811;

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aLookSeesWhatTheWatchedComparisonTests(Kind kind) {
    var random = new SplittableRandom(SEED);
    var metric = Arms.metric(kind);
    var control = Arms.random("control", kind, kind != Kind.QUANTILE, 2_000, 1.0, random);
    var treatment = Arms.random("treatment", kind, kind != Kind.QUANTILE, 2_000, 1.1, random);
    var design = new Design.AlwaysValid(new AsymptoticSequence(0.05, 4_000));

    var look = LookReading.of(metric, control, treatment).orElseThrow();

    var test =
        ((Compared) new Comparison(metric, design).compare(control, treatment, 0.05))
            .test()
            .orElseThrow();
    assertThat(look.z()).isCloseTo(test.statistic(), withPercentage(1e-9));
    assertThat(look.standardError()).isEqualTo(test.standardError());
  }

  @Test
  void withoutUnitsThereIsNothingToSee() {
    var nobody = Arms.share("control", 0, 0);

    assertThat(LookReading.of(Arms.metric(Kind.PROPORTION), nobody, nobody)).isEmpty();
    assertThat(DailyEffects.of(Arms.metric(Kind.PROPORTION), 0, nobody, nobody)).isEmpty();
  }

  @Test
  void theBayesianViewIsThatOfTheDocument() {
    // docs/statistics.md, computed with gbstats: mean 0.0431074, chance to win 0.928058. 10,000
    // units with mean 12.1 and error² 0.09, and 12.9 with 0.0930693069.
    var metric = Metric.mean("m", Better.HIGHER, "EUR");
    var control = normal("control", 10_000, 12.1, 900.0);
    var treatment = normal("treatment", 10_100, 12.9, 940.0);

    var posterior =
        new BayesianView(NormalPrior.aroundZero(0.05), 0.05)
            .of(metric, control, treatment)
            .orElseThrow();

    assertThat(posterior.mean()).isCloseTo(0.0431074, within(1e-6));
    assertThat(posterior.chanceToWin()).isCloseTo(0.928058, within(1e-5));
    var neither = Metric.mean("m", Better.NEITHER, "EUR");
    assertThat(new BayesianView(NormalPrior.aroundZero(0.05), 0.05).of(neither, control, treatment))
        .isEmpty();
  }

  @Test
  void aCovariateThatDiffersIsFound() {
    var even = List.of(new long[] {1, 1}, new long[] {2, 2}, new long[] {0, 3});
    var higher = List.of(new long[] {1, 101}, new long[] {2, 102}, new long[] {0, 103});
    var metric = Metric.counted("m", Kind.COUNT, Better.HIGHER);
    var terms = List.of(Term.Y, Term.X);

    var same =
        CovariateBalance.compare(
            metric, Arms.of("c", terms, even), Arms.of("t", terms, even), 0.001);
    var other =
        CovariateBalance.compare(
            metric, Arms.of("c", terms, even), Arms.of("t", terms, higher), 0.001);

    assertThat(((WelchTest.Compared) same).pValueTwoSided()).isEqualTo(1.0);
    assertThat(((WelchTest.Compared) other).difference()).isEqualTo(100.0);
    // scipy 1.17.1 ttest_ind([1, 2, 3], [101, 102, 103], equal_var=False)
    assertThat(((WelchTest.Compared) other).pValueTwoSided()).isLessThan(1e-7);
  }

  @Test
  void theCovariateOfARatioIsTheRatioBefore() {
    var random = new SplittableRandom(SEED);
    var arm = Arms.random("control", Kind.RATIO, true, 500, 1.0, random);
    var nothingBefore =
        Arms.of(
            "t",
            List.of(Term.Y, Term.D, Term.X, Term.Z),
            List.of(new long[] {1, 1, 0, 0}, new long[] {2, 1, 0, 0}));

    var self = CovariateBalance.compare(Arms.metric(Kind.RATIO), arm, arm, 0.001);

    assertThat(((WelchTest.Compared) self).difference()).isZero();
    assertThat(CovariateBalance.compare(Arms.metric(Kind.RATIO), arm, nothingBefore, 0.001))
        .isEqualTo(new NotDefined(NotDefined.Reason.DENOMINATOR_IS_ZERO));
  }

  @Test
  void aDaysEffectIsItsOwnUnits() {
    var day =
        DailyEffects.of(
                Arms.metric(Kind.PROPORTION), 7, Arms.share("c", 30, 100), Arms.share("t", 40, 100))
            .orElseThrow();

    assertThat(day.difference()).isCloseTo(0.1, within(1e-12));
    assertThat(day.standardError()).isCloseTo(Math.sqrt((0.21 + 0.24) / 99), within(1e-12));
  }

  /** Units at plus and minus one standard deviation: of micro-units, exact enough. */
  private static Arm normal(String variant, int units, double mean, double variance) {
    var away = Math.round(1e6 * Math.sqrt(variance * (units - 1) / units));
    var values = new java.util.ArrayList<long[]>();
    for (var i = 0; i < units; i++) {
      values.add(new long[] {Math.round(1e6 * mean) + (i % 2 == 0 ? away : -away)});
    }
    return Arms.of(variant, List.of(Term.Y), values);
  }
}
