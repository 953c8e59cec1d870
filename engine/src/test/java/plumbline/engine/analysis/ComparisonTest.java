package plumbline.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import plumbline.engine.analysis.Finding.Compared;
import plumbline.engine.analysis.Finding.NotCompared;
import plumbline.engine.analysis.Finding.NotTested;
import plumbline.engine.analysis.Finding.Timing;
import plumbline.engine.fold.FoldMetric.Kind;
import plumbline.engine.fold.Term;
import plumbline.engine.sequential.GroupSequentialDesign;
import plumbline.engine.sequential.GroupSequentialMonitor;
import plumbline.engine.sequential.Look;
import plumbline.engine.sequential.LookResult;
import plumbline.engine.sequential.Spending;
import plumbline.engine.statistics.AsymptoticSequence;
import plumbline.engine.statistics.NotDefined.Reason;
import plumbline.engine.statistics.RelativeLift;

class ComparisonTest {
  private static final long SEED = 20_261_128;
  private static final Design FIXED = new Design.FixedHorizon();
  private static final Design ALWAYS = new Design.AlwaysValid(new AsymptoticSequence(0.05, 1_000));
  private static final GroupSequentialMonitor MONITOR =
      new GroupSequentialMonitor(
          new GroupSequentialDesign(new Spending.OBrienFleming(), 0.05, 2), 1e3);

  /** Whatever the kind, the design, the level and the covariate. */
  @ParameterizedTest
  @EnumSource(Kind.class)
  void pValueAndIntervalsNeverContradictEachOther(Kind kind) {
    var random = new SplittableRandom(SEED);
    var significant = 0;
    var compared = 0;
    for (var round = 0; round < 240; round++) {
      var alpha = new double[] {0.2, 0.05, 0.01}[round % 3];
      var covariate = round % 2 == 0 && kind != Kind.QUANTILE;
      var lift = 1 + 0.05 * (round % 5);
      var control = Arms.random("a", kind, covariate, 150, 1.0, random);
      var treatment = Arms.random("b", kind, covariate, 120, lift, random);
      for (var design : List.of(FIXED, ALWAYS, looks())) {
        var finding = new Comparison(Arms.metric(kind), design).compare(control, treatment, alpha);
        if (finding instanceof Compared found) {
          assertAgreement(found, "seed %d, round %d, %s: %s".formatted(SEED, round, design, found));
          significant += found.isSignificant() ? 1 : 0;
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(500);
    assertThat(significant).isBetween(20, compared - 20);
  }

  private static Design looks() {
    return new Design.GroupSequential(MONITOR, List.of(), true);
  }

  private static void assertAgreement(Compared found, String what) {
    assertThat(found.interval().contains(0.0)).as(what).isEqualTo(!found.isSignificant());
    if (found.lift() instanceof RelativeLift.Bounded(var _, var lift)) {
      assertThat(lift.contains(0.0)).as(what).isEqualTo(!found.isSignificant());
    }
  }

  @Test
  void everyKindHasItsMethodAndSaysWhatItAssumes() {
    assertThat(method(Kind.PROPORTION, false)).isEqualTo(Method.POOLED_Z);
    assertThat(method(Kind.COUNT, false)).isEqualTo(Method.WELCH);
    assertThat(method(Kind.MEAN, false)).isEqualTo(Method.WELCH);
    assertThat(method(Kind.RATIO, false)).isEqualTo(Method.RATIO);
    assertThat(method(Kind.QUANTILE, false)).isEqualTo(Method.QUANTILE);
    assertThat(method(Kind.PROPORTION, true)).isEqualTo(Method.CUPED);
    assertThat(method(Kind.MEAN, true)).isEqualTo(Method.CUPED);
    assertThat(method(Kind.RATIO, true)).isEqualTo(Method.RATIO_CUPED);
    assertThat(Method.values()).allSatisfy(it -> assertThat(it.assumptions()).isNotEmpty());
  }

  private static Method method(Kind kind, boolean covariate) {
    return found(kind, covariate, FIXED).method();
  }

  private static Compared found(Kind kind, boolean covariate, Design design) {
    var random = new SplittableRandom(SEED);
    return (Compared)
        new Comparison(Arms.metric(kind), design)
            .compare(
                Arms.random("a", kind, covariate, 400, 1.0, random),
                Arms.random("b", kind, covariate, 400, 1.3, random),
                0.05);
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"PROPORTION", "COUNT", "MEAN", "RATIO"})
  void theUnadjustedResultStandsBesideTheAdjustedOne(Kind kind) {
    var found = found(kind, true, FIXED);
    var adjustment = found.adjustment().orElseThrow();
    var plain = (Compared) adjustment.unadjusted();
    assertThat(plain.adjustment()).isEmpty();
    assertThat(adjustment.theta()).isPositive();
    var ratio =
        found.test().orElseThrow().standardError() / plain.test().orElseThrow().standardError();
    if (kind != Kind.PROPORTION) {
      assertThat(1 - ratio * ratio).isCloseTo(adjustment.varianceReduction(), within(1e-9));
    }
    assertThat(adjustment.varianceReduction()).isBetween(0.01, 0.99);
    assertThat(plain.method()).isNotIn(Method.CUPED, Method.RATIO_CUPED);
  }

  @Test
  void aCovariateThatIsAlwaysTheSameIsLeftAlone() {
    var terms = List.of(Term.Y, Term.X);
    var control = Arms.of("a", terms, List.of(new long[] {1, 5}, new long[] {4, 5}));
    var treatment = Arms.of("b", terms, List.of(new long[] {2, 5}, new long[] {9, 5}));
    var found =
        (Compared) new Comparison(Arms.metric(Kind.COUNT), FIXED).compare(control, treatment, 0.05);
    assertThat(found.warnings()).contains(Warning.COVARIATE_UNUSED);
    assertThat(found.adjustment().orElseThrow().theta()).isZero();
    assertThat(found.difference()).isEqualTo(3.0);
  }

  @Test
  void watchingCosts() {
    for (var kind : Kind.values()) {
      var once = found(kind, false, FIXED);
      var always = found(kind, false, ALWAYS);
      assertThat(always.timing()).isEqualTo(Timing.ANY_TIME);
      assertThat(once.timing()).isEqualTo(Timing.ONCE);
      assertThat(width(always)).as(kind.name()).isGreaterThan(1.2 * width(once));
      assertThat(always.difference()).isCloseTo(once.difference(), within(1e-12));
    }
  }

  private static double width(Compared found) {
    return found.interval().upper() - found.interval().lower();
  }

  /** rho is the plan's at every level; only the level differs. */
  @Test
  void aCorrectedSequenceKeepsItsRho() {
    var sequence = new AsymptoticSequence(0.05, 1_000);
    var random = new SplittableRandom(SEED);
    var control = Arms.random("a", Kind.COUNT, false, 400, 1.0, random);
    var treatment = Arms.random("b", Kind.COUNT, false, 400, 1.1, random);
    var comparison = new Comparison(Arms.metric(Kind.COUNT), new Design.AlwaysValid(sequence));
    var wide = (Compared) comparison.compare(control, treatment, 0.01);
    var narrow = (Compared) comparison.compare(control, treatment, 0.05);
    assertThat(wide.test().orElseThrow()).isEqualTo(narrow.test().orElseThrow());
    var error = narrow.test().orElseThrow().standardError();
    assertThat(width(wide) / 2).isCloseTo(sequence.at(800).multiplier(0.01) * error, within(1e-12));
  }

  @Test
  void aLookThatBringsNothingNewIsNotTested() {
    var random = new SplittableRandom(SEED);
    var control = Arms.random("a", Kind.COUNT, false, 400, 1.0, random);
    var treatment = Arms.random("b", Kind.COUNT, false, 400, 1.1, random);
    var before = new Look(0.1, 1e-3);
    var design = new Design.GroupSequential(MONITOR, List.of(before), false);
    var finding = new Comparison(Arms.metric(Kind.COUNT), design).compare(control, treatment, 0.05);
    assertThat(finding).isEqualTo(new NotTested(LookResult.Reason.ALL_SPENT));
    assertThat(new Sentence(Arms.metric(Kind.COUNT), "a", "b", false).about(finding))
        .isEqualTo(
            "m cannot be compared between b and a at this look: an earlier one was the last that"
                + " was planned.");
  }

  @Test
  void withoutValuesThereIsNoQuantile() {
    var none = new Arm("a", 5, Arms.share("a", 0, 5).sums(), Optional.empty());
    assertThat(new Comparison(Arms.metric(Kind.QUANTILE), FIXED).compare(none, none, 0.05))
        .isEqualTo(new NotCompared(Reason.TOO_FEW_VALUES));
  }

  @Test
  void aDesignNeedsSomethingThatVaries() {
    var same = Arms.of("a", List.of(Term.Y), List.of(new long[] {1}, new long[] {1}));
    for (var design : List.of(ALWAYS, looks(), FIXED)) {
      assertThat(new Comparison(Arms.metric(Kind.COUNT), design).compare(same, same, 0.05))
          .isEqualTo(new NotCompared(Reason.NO_VARIANCE));
    }
  }
}
