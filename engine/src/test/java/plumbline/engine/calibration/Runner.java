package plumbline.engine.calibration;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Runs scenarios. Each round draws from a stream of its own, split off in the order of the rounds,
 * so that results do not depend on how many threads share the work.
 */
record Runner(long seed, boolean parallel) {
  /** What a scenario showed. */
  record Result(Scenario scenario, List<Figure.Measured> figures) {
    boolean holds() {
      return figures.stream().allMatch(Figure.Measured::holds);
    }

    @Override
    public String toString() {
      return scenario.name() + ": " + figures;
    }
  }

  Result run(Scenario scenario, int rounds) {
    double[][] outcomes = outcomes(scenario.setting(), scenario.simulation(), rounds);
    List<Figure> figures = scenario.figures();
    return new Result(
        scenario,
        IntStream.range(0, figures.size())
            .mapToObj(i -> figures.get(i).measured(column(outcomes, i)))
            .toList());
  }

  /**
   * The outcomes of every round, in order.
   *
   * @param name gives a simulation numbers of its own; the same for methods on the same data
   */
  double[][] outcomes(String name, Scenario.Simulation simulation, int rounds) {
    SplittableRandom root = new SplittableRandom(seed + ((long) name.hashCode() << 32));
    SplittableRandom[] streams = new SplittableRandom[rounds];
    for (int i = 0; i < rounds; i++) {
      streams[i] = root.split();
    }
    IntStream all = IntStream.range(0, rounds);
    return (parallel ? all.parallel() : all)
        .mapToObj(i -> simulation.round(streams[i]))
        .toArray(double[][]::new);
  }

  static double[] column(double[][] outcomes, int index) {
    double[] column = new double[outcomes.length];
    for (int i = 0; i < column.length; i++) {
      column[i] = outcomes[i][index];
    }
    return column;
  }
}
