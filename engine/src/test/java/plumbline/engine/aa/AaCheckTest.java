package plumbline.engine.aa;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import plumbline.engine.aa.AaReport.Verdict;
import plumbline.engine.analysis.Arm;
import plumbline.engine.analysis.Design;
import plumbline.engine.analysis.Metric;
import plumbline.engine.analysis.Metric.Better;
import plumbline.engine.bucketing.Bucketing;
import plumbline.engine.fold.FoldMetric.Kind;
import plumbline.engine.fold.MetricSums;
import plumbline.engine.fold.UnitState;

/** What is right passes; each fault that is planted is found. All is seeded. */
class AaCheckTest {
  private static final long SEED = 20_261_128;
  private static final int UNITS = 2_000;
  private static final int SPLITS = 600;

  @ParameterizedTest
  @CsvSource({
    "PROPORTION, false", "COUNT, false", "MEAN, false", "RATIO, false",
    "PROPORTION, true", "COUNT, true", "MEAN, true", "RATIO, true"
  })
  void theRealThingPasses(Kind kind, boolean covariate) {
    var report = check(kind, covariate, Splitter.real(), Comparer.real(metric(kind)));

    assertThat(report.verdict()).as("seed %d: %s", SEED, report).isEqualTo(Verdict.PASSED);
    assertThat(report.splits()).isEqualTo(SPLITS);
    assertThat(report.units()).isEqualTo(UNITS);
    assertThat(report.rates().orElseThrow().fixed().rate()).isBetween(0.03, 0.07);
    assertThat(report.rates().orElseThrow().groupSequential().rejections()).isPositive();
    assertThat(report.pValues().isPresent()).isEqualTo(kind == Kind.MEAN || kind == Kind.RATIO);
    assertThat(report.pValueCounts()).hasSize(20);
    assertThat(report.pValueCounts().stream().mapToLong(it -> it).sum()).isEqualTo(SPLITS);
    assertThat(report.findings()).allMatch(it -> it.endsWith(")."));
  }

  @Test
  void aStandardErrorThatIsTooSmallIsFound() {
    var report = check(Kind.MEAN, false, Splitter.real(), withVariance(Kind.MEAN, 0.7));

    assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(report.rates().orElseThrow().fixed().rate()).isGreaterThan(0.07);
    assertThat(report.findings().getFirst()).contains("not in the 5 % that are planned");
    assertThat(report.findings()).anyMatch(it -> it.contains("not spread evenly"));
  }

  @Test
  void oneThatIsTooLargeIsFoundToo() {
    var report = check(Kind.MEAN, false, Splitter.real(), withVariance(Kind.MEAN, 1.6));

    assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(report.rates().orElseThrow().fixed().rate()).isLessThan(0.03);
  }

  @Test
  void looksAtATestThatIsForOneLookAreFound() {
    var real = Comparer.real(metric(Kind.COUNT));
    var once = new Design.FixedHorizon();

    var report =
        check(
            Kind.COUNT,
            false,
            Splitter.real(),
            (_, control, treatment) -> real.compare(once, control, treatment));

    assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
    var rates = report.rates().orElseThrow();
    assertThat(rates.alwaysValid().rate()).isGreaterThan(0.12);
    assertThat(rates.groupSequential().rate()).isGreaterThan(0.1);
    assertThat(report.findings().getFirst()).contains("more than the planned 5 %");
  }

  @Test
  void aSplitThatIsNoHalfIsFound() {
    Splitter uneven = (unit, salt) -> Bucketing.bucket(unit, salt) < 5_040;

    var report = check(Kind.PROPORTION, false, uneven, Comparer.real(metric(Kind.PROPORTION)));

    assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(report.findings().getFirst()).contains("which is not a half");
  }

  @Test
  void aSplitThatTheSaltDoesNotChangeIsFound() {
    Splitter stuck = (unit, _) -> Splitter.real().isControl(unit, "always");

    var report = check(Kind.MEAN, false, stuck, Comparer.real(metric(Kind.MEAN)));

    assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(report.findings()).anyMatch(it -> it.contains("not spread evenly"));
  }

  @Test
  void aSplitByWhatUnitsDidIsFound() {
    var large =
        units(Kind.MEAN, false).stream()
            .filter(it -> it.state().amounts().getFirst().longValueExact() > 3_000_000)
            .map(ReplayedUnit::id)
            .collect(Collectors.toSet());
    Splitter leaking =
        (unit, salt) -> Bucketing.bucket(unit, salt) < (large.contains(unit) ? 5_500 : 4_900);

    var report = check(Kind.MEAN, false, leaking, Comparer.real(metric(Kind.MEAN)));

    assertThat(report.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(report.rates().orElseThrow().fixed().rate()).isGreaterThan(0.08);
    assertThat(report.rates().orElseThrow().alwaysValid().rate()).isLessThan(0.5);
  }

  @Test
  void tooFewUnitsSayNothing() {
    var units = units(Kind.COUNT, false);
    assertThat(Population.of(Kind.COUNT, units.subList(0, 999)).tooFew().orElseThrow())
        .isEqualTo("There are 999 units; with fewer than 1,000 nothing can be said.");
    assertThat(Population.of(Kind.COUNT, units.subList(0, 1_000)).tooFew()).isEmpty();
  }

  @Test
  void unitsThatAllDidTheSameSayNothing() {
    var idle = units(Kind.PROPORTION, false, 1, _ -> 0);
    var busy = units(Kind.PROPORTION, false, 1, _ -> 1);
    assertThat(Population.of(Kind.PROPORTION, idle).tooFew()).isPresent();
    assertThat(Population.of(Kind.PROPORTION, busy).tooFew()).isPresent();
    var alike = units(Kind.MEAN, false, 1, _ -> 7);
    var tally = new AaTally(Population.of(Kind.MEAN, alike));
    var replay =
        new Replay(
            Kind.MEAN, false, alike, Splitter.real(), Comparer.real(metric(Kind.MEAN)), "plan");
    tally.add(replay.split("s"));
    assertThat(tally.report().verdict()).isEqualTo(Verdict.TOO_FEW);
  }

  @Test
  void aSampleIsTheSameInAnyOrderAndAboutAsLargeAsItMayBe() {
    var units = units(Kind.MEAN, false);
    var sample = new UnitSample("sample", 500);
    units.forEach(sample::add);
    var reversed = new UnitSample("sample", 500);
    units.reversed().forEach(reversed::add);
    var all = new UnitSample("sample", UNITS);
    units.forEach(all::add);

    assertThat(sample.inOrder()).hasSizeBetween(400, 500).isEqualTo(reversed.inOrder());
    assertThat(sample.inOrder())
        .isSortedAccordingTo(
            (a, b) -> Long.compare(a.state().firstExposure(), b.state().firstExposure()));
    assertThat(sample.seen()).isEqualTo(UNITS);
    assertThat(sample.share()).isBetween(0.2, 0.25);
    assertThat(all.share()).isEqualTo(1.0);
    assertThat(all.inOrder()).containsExactlyInAnyOrderElementsOf(units);
  }

  private static AaReport check(
      Kind kind, boolean covariate, Splitter splitter, Comparer comparer) {
    var units = units(kind, covariate);
    var replay = new Replay(kind, covariate, units, splitter, comparer, "aa-1-plan");
    var population = Population.of(kind, units);
    assertThat(population.tooFew()).isEmpty();
    var tally = new AaTally(population);
    for (var i = 0; i < SPLITS; i++) {
      tally.add(replay.split("aa-1-" + i));
    }
    return tally.report();
  }

  private static List<ReplayedUnit> units(Kind kind, boolean covariate) {
    var width = (kind == Kind.RATIO ? 2 : 1) * (covariate ? 2 : 1);
    return units(
        kind,
        covariate,
        width,
        random ->
            switch (kind) {
              case PROPORTION -> random.nextInt(3) == 0 ? 1 : 0;
              case COUNT -> random.nextInt(4) + random.nextInt(4);
              case MEAN ->
                  random.nextInt(3) == 0 ? (long) (4e6 * -Math.log(random.nextDouble())) : 0;
              case RATIO, QUANTILE -> 1 + random.nextInt(8);
            });
  }

  private static List<ReplayedUnit> units(
      Kind kind, boolean covariate, int width, ToLongFunction<SplittableRandom> value) {
    var random = new SplittableRandom(SEED);
    var units = new ArrayList<ReplayedUnit>();
    for (var i = 0; i < UNITS; i++) {
      var own = random.split();
      var amounts =
          LongStream.range(0, width)
              .map(_ -> value.applyAsLong(own))
              .mapToObj(BigInteger::valueOf)
              .toList();
      units.add(
          new ReplayedUnit(
              "user-" + i,
              new UnitState(
                  0, random.nextLong(1_000_000), "", false, false, List.of(), amounts, List.of())));
    }
    units.sort((a, b) -> Long.compare(a.state().firstExposure(), b.state().firstExposure()));
    return units;
  }

  /** The statistic broken: variances of the arms come out at a multiple. */
  private static Comparer withVariance(Kind kind, double factor) {
    var real = Comparer.real(metric(kind));
    return (design, control, treatment) ->
        real.compare(design, spread(control, factor), spread(treatment, factor));
  }

  /** The sum of squares that makes the variance so many times as large. */
  private static Arm spread(Arm arm, double factor) {
    var n = BigInteger.valueOf(Math.max(1, arm.units()));
    var y = arm.sums().sums().get(0);
    var aroundZero = arm.sums().sums().get(1);
    var square = y.multiply(y).divide(n);
    var spread = new BigDecimal(aroundZero.subtract(square));
    var changed = spread.multiply(BigDecimal.valueOf(factor)).toBigInteger().add(square);
    return new Arm(
        arm.variant(),
        arm.units(),
        new MetricSums(arm.sums().terms(), List.of(y, changed, arm.sums().cubeOfY())),
        arm.values());
  }

  private static Metric metric(Kind kind) {
    return switch (kind) {
      case PROPORTION, COUNT -> Metric.counted("m", kind, Better.HIGHER);
      case MEAN -> Metric.mean("m", Better.HIGHER, "EUR");
      case RATIO -> Metric.ratio("m", Better.HIGHER, "1", false, false);
      case QUANTILE -> throw new IllegalArgumentException();
    };
  }
}
