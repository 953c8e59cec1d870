package plumbline.engine.guardrail;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.analysis.solvers.BrentSolver;

/** The distance that is as large as it needs to be to be found. */
final class FirstFound {
  private static final int MAX_STEPS = 1_000;

  private FirstFound() {}

  /**
   * Where {@code need(distance) = distance}. The need, a multiple of a standard error, is a root of
   * a concave quadratic and above 0 at none, so it is met once if it is met at the end of the room,
   * else never. Without an end the standard error does not depend on the distance.
   *
   * @param room how far there is to go; may be infinite
   */
  static OptionalDouble distance(DoubleUnaryOperator need, double room) {
    if (Double.isInfinite(room)) {
      return OptionalDouble.of(need.applyAsDouble(0.0));
    }
    if (!(room > 0.0) || need.applyAsDouble(room) > room) {
      return OptionalDouble.empty();
    }
    BrentSolver solver = new BrentSolver(1e-13, Double.MIN_NORMAL);
    return OptionalDouble.of(
        solver.solve(MAX_STEPS, away -> need.applyAsDouble(away) - away, 0.0, room));
  }
}
