package plumbline.engine.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static plumbline.engine.fold.PlanSample.metric;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import plumbline.engine.fold.FoldMetric.Kind;

class LayoutTest {
  private static final FoldMetric RATIO = metric(Kind.RATIO);
  private static final FoldMetric CAPPED =
      new FoldMetric("capped", Kind.MEAN, metric(Kind.MEAN).source(), null, 0, null, -3L, 10L);

  @Test
  void amountsAndSumsOfEveryMetricStandSideBySide() {
    var without = PlanSample.of(metric(Kind.COUNT), RATIO, metric(Kind.QUANTILE));
    assertThat(new Layout(without.plan()).amounts()).isEqualTo(1 + 2 + 1);
    assertThat(new Layout(without.plan()).sums()).isEqualTo(3 + 6 + 3);
    var with = new Layout(without.lookback(5, true).plan());
    assertThat(with.amounts()).isEqualTo(2 + 4 + 1);
    assertThat(with.sums()).as("a quantile has no covariate").isEqualTo(6 + 15 + 3);
    assertThat(with.terms(1)).containsExactly(Term.Y, Term.D, Term.X, Term.Z);
  }

  @Test
  void everyTermAndProductIsFoundAgain() {
    var plan = PlanSample.of(metric(Kind.COUNT), RATIO).lookback(5, true).plan();
    var sums = sums(plan, 1, 99, 98, 2, 3, 5, 7);
    assertThat(sums.terms()).containsExactly(Term.Y, Term.D, Term.X, Term.Z);
    var values = List.of(2L, 3L, 5L, 7L);
    for (var i = 0; i < 4; i++) {
      var one = sums.terms().get(i);
      assertThat(sums.sum(one)).isEqualTo(values.get(i).toString());
      for (var j = 0; j < 4; j++) {
        assertThat(sums.product(one, sums.terms().get(j)))
            .as("%s times %s", one, sums.terms().get(j))
            .isEqualTo(Long.toString(values.get(i) * values.get(j)));
      }
    }
    assertThat(sums.cubeOfY()).isEqualTo("8");
    var first = sums(plan, 0, 99, 98, 2, 3, 5, 7);
    assertThat(first.product(Term.Y, Term.X)).isEqualTo("9702");
    assertThat(first.cubeOfY()).isEqualTo("970299");
  }

  @Test
  void aTermThatTheMetricDoesNotHaveIsRefused() {
    var sums = sums(PlanSample.of(metric(Kind.COUNT)).plan(), 0, 4);
    assertThat(sums.has(Term.Y)).isTrue();
    assertThat(sums.has(Term.X)).isFalse();
    assertThatThrownBy(() -> sums.sum(Term.X)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sums.product(Term.Y, Term.D))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aMeansSumAndItsCovariateAreHeldBetweenFloorAndCap() {
    var plan = PlanSample.of(CAPPED).lookback(5, true).plan();
    assertThat(sums(plan, 0, 16, 11).sums()).isEqualTo(exact(10, 10, 100, 100, 100, 1_000));
    assertThat(sums(plan, 0, -8, 9).sums()).isEqualTo(exact(-3, 9, 9, -27, 81, -27));
  }

  @Test
  void aProportionIsZeroOrOne() {
    var plan = PlanSample.of(metric(Kind.PROPORTION)).lookback(5, true).plan();
    assertThat(sums(plan, 0, 7, 0).sums()).isEqualTo(exact(1, 0, 1, 0, 0, 1));
    assertThat(sums(plan, 0, 0, 2).sums()).isEqualTo(exact(0, 1, 0, 0, 1, 0));
  }

  @Test
  void squaresBeyondALongStayExact() {
    var most = new BigInteger("20000000000000000000");
    var plan = PlanSample.of(metric(Kind.MEAN)).plan();
    var unit = new UnitState(0, 100, "e", false, false, List.of(), List.of(most), List.of());
    var layout = new Layout(plan);
    assertThat(layout.metric(Aggregate.of(plan, layout, unit), 0).cubeOfY())
        .isEqualTo("8" + "0".repeat(57));
  }

  /** Of one unit that has these amounts. */
  private static MetricSums sums(FoldPlan plan, int metric, long... amounts) {
    var histograms = new ArrayList<Histogram>();
    var unit = new UnitState(0, 100, "e", false, false, List.of(), exact(amounts), histograms);
    var layout = new Layout(plan);
    return layout.metric(Aggregate.of(plan, layout, unit), metric);
  }

  private static List<BigInteger> exact(long... numbers) {
    return LongStream.of(numbers).mapToObj(BigInteger::valueOf).toList();
  }
}
