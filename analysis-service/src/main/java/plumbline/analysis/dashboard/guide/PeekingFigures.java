package plumbline.analysis.dashboard.guide;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import plumbline.analysis.page.Chart;
import plumbline.engine.sequential.Boundaries;
import plumbline.engine.sequential.GroupSequentialDesign;
import plumbline.engine.statistics.AsymptoticSequence;
import plumbline.engine.statistics.Normal;

/** How often a difference is found that is not there, by how often one looks. */
final class PeekingFigures {
  static final double ALPHA = 0.05;

  /** Units of both arms that the always-valid sequence is tuned for. */
  static final long PLANNED_UNITS = 20_000;

  /** Of a group-sequential plan. */
  static final int MOST_LOOKS = 20;

  private static final List<Integer> LOOKS = List.of(1, 2, 3, 5, 7, 10, 14, 20, 28);

  private PeekingFigures() {}

  /** By a test that is meant for one look. */
  static double fixed(int looks) {
    var critical = new double[looks];
    Arrays.fill(critical, Normal.twoSidedQuantile(ALPHA));
    return Boundaries.of(2, fractions(looks), critical).alpha();
  }

  /** By the group-sequential design. */
  static double sequential(int looks) {
    return GroupSequentialDesign.usual(ALPHA).equalLooks(looks).alpha();
  }

  /** By the always-valid sequence. */
  static double always(int looks) {
    var sequence = new AsymptoticSequence(ALPHA, PLANNED_UNITS);
    var fractions = fractions(looks);
    var critical =
        Arrays.stream(fractions)
            .map(it -> sequence.multiplier(Math.round(it * PLANNED_UNITS)))
            .toArray();
    return Boundaries.of(2, fractions, critical).alpha();
  }

  static Chart chart() {
    return new Chart(
        "false-positives",
        "How often a difference is found where there is none, by the number of looks",
        LOOKS.stream().map(String::valueOf).toList(),
        "looks",
        "false positives",
        "share",
        List.of(
            series("fixed test, looked at each time", PeekingFigures::fixed),
            Chart.Series.of("group sequential", "line", planned()),
            series("always valid", PeekingFigures::always)),
        List.of(new Chart.Line("promised", ALPHA)));
  }

  /** A plan has no more looks than that. */
  private static List<@Nullable Double> planned() {
    List<@Nullable Double> rates = new ArrayList<>();
    LOOKS.forEach(looks -> rates.add(looks > MOST_LOOKS ? null : sequential(looks)));
    return rates;
  }

  private static Chart.Series series(String name, ToDoubleFunction<Integer> rate) {
    return Chart.Series.of(name, "line", LOOKS.stream().map(rate::applyAsDouble).toList());
  }

  private static double[] fractions(int looks) {
    return IntStream.rangeClosed(1, looks).mapToDouble(it -> (double) it / looks).toArray();
  }
}
