package plumbline.engine.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.List;
import org.junit.jupiter.api.Test;
import plumbline.engine.statistics.EffectTrend.Day;

class EffectTrendTest {
  @Test
  void theLineIsThatOfWeightedLeastSquares() {
    var line =
        EffectTrend.of(
                List.of(
                    new Day(0, 0.9, 0.3),
                    new Day(1, 0.7, 0.2),
                    new Day(2, 0.5, 0.25),
                    new Day(4, 0.2, 0.1)))
            .orElseThrow();

    // Python 3, the normal equations with weights 1/se² and erfc; rel 1e-12
    assertThat(line.slope()).isCloseTo(-0.1684928340268146, withPercentage(1e-9));
    assertThat(line.standardError()).isCloseTo(0.05625465512149772, withPercentage(1e-9));
    assertThat(line.pValueTwoSided()).isCloseTo(0.0027428267226858134, withPercentage(1e-9));
  }

  @Test
  void whenTheDaysAreNumberedFromDoesNotMatter() {
    var days = List.of(new Day(0, 3.0, 1.0), new Day(1, 1.0, 0.5), new Day(2, 0.0, 2.0));
    var later =
        days.stream()
            .map(it -> new Day(it.day() + 20_000, it.difference(), it.standardError()))
            .toList();

    assertThat(EffectTrend.of(later).orElseThrow().slope())
        .isCloseTo(EffectTrend.of(days).orElseThrow().slope(), withPercentage(1e-9));
  }

  @Test
  void twoDaysAreNoTrend() {
    assertThat(EffectTrend.of(List.of())).isEmpty();
    assertThat(EffectTrend.of(List.of(new Day(0, 1.0, 1.0), new Day(1, 2.0, 1.0)))).isEmpty();
    assertThatThrownBy(() -> new Day(0, 1.0, 0.0)).isInstanceOf(IllegalArgumentException.class);
  }
}
