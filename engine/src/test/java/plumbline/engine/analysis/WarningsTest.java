package plumbline.engine.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import plumbline.engine.analysis.Finding.Compared;
import plumbline.engine.fold.FoldMetric.Kind;
import plumbline.engine.fold.Term;

class WarningsTest {
  @Test
  void plentyOfEverythingIsNoWarning() {
    assertThat(shares(500, 10_000, 550, 10_000)).isEmpty();
    assertThat(counts(alternating(400), alternating(400))).isEmpty();
  }

  @Test
  void tenUnitsThatDidItAreEnoughNineAreNot() {
    assertThat(shares(10, 10_000, 400, 10_000)).doesNotContain(Warning.SMALL_COUNTS);
    assertThat(shares(9, 10_000, 400, 10_000)).contains(Warning.SMALL_COUNTS);
    assertThat(shares(400, 10_000, 9_991, 10_000)).contains(Warning.SMALL_COUNTS);
  }

  @Test
  void thirtyUnitsAreEnoughForAMeanFewerAreNot() {
    assertThat(counts(alternating(30), alternating(400))).doesNotContain(Warning.SMALL_COUNTS);
    assertThat(counts(alternating(400), alternating(29))).contains(Warning.SMALL_COUNTS);
  }

  @Test
  void oneUnitThatCarriesTheTotalIsAHeavyTail() {
    var whale = alternating(400);
    whale[7] = 5_000;
    assertThat(counts(whale, alternating(400))).contains(Warning.HEAVY_TAIL);
    assertThat(counts(alternating(400), whale)).contains(Warning.HEAVY_TAIL);
  }

  @Test
  void aControlThatMayBeZeroBoundsNothing() {
    long[] control = new long[400];
    Arrays.setAll(control, i -> i % 2 == 0 ? 100 : -100);
    assertThat(counts(control, alternating(400)))
        .contains(Warning.CONTROL_NEAR_ZERO)
        .doesNotContain(Warning.UNBOUNDED_INTERVAL);
    // Mean 1: a fifth of a standard error.
    Arrays.setAll(control, i -> i % 2 == 0 ? 101 : -99);
    assertThat(counts(control, alternating(400)))
        .contains(Warning.UNBOUNDED_INTERVAL)
        .doesNotContain(Warning.CONTROL_NEAR_ZERO);
    // Mean 15 and standard deviation 100 over 400 units: 3 standard errors.
    Arrays.setAll(control, i -> i % 2 == 0 ? 115 : -85);
    assertThat(counts(control, alternating(400)))
        .contains(Warning.CONTROL_NEAR_ZERO)
        .doesNotContain(Warning.UNBOUNDED_INTERVAL);
    // 25: 5 standard errors.
    Arrays.setAll(control, i -> i % 2 == 0 ? 125 : -75);
    assertThat(counts(control, alternating(400))).doesNotContain(Warning.CONTROL_NEAR_ZERO);
  }

  @Test
  void everybodyAlikeIsNothingToTest() {
    assertThat(shares(0, 100, 0, 100)).contains(Warning.NOTHING_VARIED);
    assertThat(shares(100, 100, 100, 100)).contains(Warning.NOTHING_VARIED);
    assertThat(shares(0, 100, 1, 100)).doesNotContain(Warning.NOTHING_VARIED);
  }

  @Test
  void everyWarningHasItsWords() {
    assertThat(Warning.values()).allSatisfy(it -> assertThat(it.words()).endsWith("."));
  }

  private static long[] alternating(int units) {
    long[] values = new long[units];
    Arrays.setAll(values, i -> 3 + i % 3);
    return values;
  }

  private static List<Warning> shares(long x1, long n1, long x2, long n2) {
    return warnings(Kind.PROPORTION, Arms.share("a", x1, n1), Arms.share("b", x2, n2));
  }

  private static List<Warning> counts(long[] control, long[] treatment) {
    return warnings(Kind.COUNT, arm("a", control), arm("b", treatment));
  }

  private static Arm arm(String variant, long... values) {
    var units = new ArrayList<long[]>();
    for (var value : values) {
      units.add(new long[] {value});
    }
    return Arms.of(variant, List.of(Term.Y), units);
  }

  private static List<Warning> warnings(Kind kind, Arm control, Arm treatment) {
    var finding =
        new Comparison(Arms.metric(kind), new Design.FixedHorizon())
            .compare(control, treatment, 0.05);
    return ((Compared) finding).warnings();
  }
}
