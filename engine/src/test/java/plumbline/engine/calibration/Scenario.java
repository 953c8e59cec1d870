package plumbline.engine.calibration;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * A kind of experiment whose truth is known, and what a method has to show on it.
 *
 * @param method under test
 * @param setting the truth and the data
 * @param figures in the order of the simulation's outcomes
 */
record Scenario(
    String method, String setting, Rounds rounds, List<Figure> figures, Simulation simulation) {

  /** Which one it is. */
  String name() {
    return method + ", " + setting;
  }

  /** One experiment: draws its data, asks the engine, and gives an outcome for each figure. */
  interface Simulation {
    double[] round(SplittableRandom random);
  }

  /** How often, in the tests and for the document. */
  record Rounds(int brief, int full) {}

  /** Yes or no for each figure. */
  static double[] outcomes(boolean... yes) {
    double[] outcomes = new double[yes.length];
    for (int i = 0; i < yes.length; i++) {
      outcomes[i] = yes[i] ? 1.0 : 0.0;
    }
    return outcomes;
  }

  /** Where nothing is to be found: how often it is found nevertheless. */
  static <D> Scenario ofNoEffect(
      Method<D> method,
      String setting,
      Rounds rounds,
      Held falsePositives,
      Function<SplittableRandom, D> data) {
    return ofCalls(method, setting, rounds, Figure.rate("false positives", falsePositives), data);
  }

  /** Where there is an effect, for a test without an interval: how often it is found. */
  static <D> Scenario ofPower(
      Method<D> method,
      String setting,
      Rounds rounds,
      Held power,
      Function<SplittableRandom, D> data) {
    return ofCalls(method, setting, rounds, Figure.rate("power", power), data);
  }

  private static <D> Scenario ofCalls(
      Method<D> method,
      String setting,
      Rounds rounds,
      Figure figure,
      Function<SplittableRandom, D> data) {
    return new Scenario(
        method.name(),
        setting,
        rounds,
        List.of(figure),
        random -> outcomes(method.answer(data.apply(random)).rejects()));
  }

  /** Where there is an effect: how often it is found, and how often the interval holds it. */
  static <D> Scenario ofEffect(
      Method<D> method,
      String setting,
      Rounds rounds,
      double truth,
      Held power,
      Held coverage,
      Function<SplittableRandom, D> data) {
    return new Scenario(
        method.name(),
        setting,
        rounds,
        List.of(Figure.rate("power", power), Figure.rate("coverage", coverage)),
        random -> {
          Answer answer = method.answer(data.apply(random));
          return outcomes(answer.rejects(), answer.covers(truth));
        });
  }

  /** How often the interval holds the truth, and how often there is none to show. */
  static <D> Scenario ofCoverage(
      Method<D> method,
      String setting,
      Rounds rounds,
      double truth,
      Held coverage,
      Held noNumber,
      Function<SplittableRandom, D> data) {
    return new Scenario(
        method.name(),
        setting,
        rounds,
        List.of(Figure.rate("coverage", coverage), Figure.rate("no number", noNumber)),
        random -> {
          Answer answer = method.answer(data.apply(random));
          return outcomes(answer.covers(truth), !answer.defined());
        });
  }
}
