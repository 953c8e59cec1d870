package plumbline.engine.calibration;

import java.util.function.Function;

/**
 * A method under test, the engine's or a planted fault.
 *
 * @param <D> the sufficient statistics of an experiment
 */
record Method<D>(String name, Function<D, Answer> question) {
  Answer answer(D data) {
    return question.apply(data);
  }
}
