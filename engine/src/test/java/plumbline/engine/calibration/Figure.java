package plumbline.engine.calibration;

/**
 * One number that a scenario measures: the mean over its rounds.
 *
 * @param name such as "false positives"
 * @param rate whether a round gives only yes (1) or no (0)
 */
record Figure(String name, boolean rate, Held held) {
  static Figure rate(String name, Held held) {
    return new Figure(name, true, held);
  }

  /** A mean of numbers, such as the part of the variance that was removed. */
  static Figure mean(String name, Held held) {
    return new Figure(name, false, held);
  }

  /** What the rounds of a simulation showed. */
  Measured measured(double[] outcomes) {
    double sum = 0.0;
    double squares = 0.0;
    for (double outcome : outcomes) {
      sum += outcome;
      squares += outcome * outcome;
    }
    int rounds = outcomes.length;
    double mean = sum / rounds;
    double error = Math.sqrt(Math.max(0.0, squares / rounds - mean * mean) / (rounds - 1));
    boolean holds =
        rate
            ? held.allows(mean, errorAt(held.low(), rounds), errorAt(held.high(), rounds))
            : held.allows(mean, error, error);
    return new Measured(this, rounds, mean, error, holds);
  }

  /** Of a rate that truly is so high. */
  static double errorAt(double rate, int rounds) {
    return Math.sqrt(Math.max(0.0, rate * (1.0 - rate)) / rounds);
  }

  /**
   * A measured figure.
   *
   * @param error the Monte-Carlo standard error of the observed mean
   */
  record Measured(Figure figure, int rounds, double observed, double error, boolean holds) {
    @Override
    public String toString() {
      return "%s %.4f ± %.4f in %,d rounds, held to %s: %s"
          .formatted(
              figure.name, observed, error, rounds, figure.held.words(), holds ? "green" : "RED");
    }
  }
}
