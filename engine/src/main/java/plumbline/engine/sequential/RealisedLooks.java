package plumbline.engine.sequential;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.analysis.UnivariateFunction;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import plumbline.engine.statistics.Normal;

/**
 * The looks that are tested, and their boundaries at any level.
 *
 * @param grown whether the newest has more information than the one before
 * @param last whether it is the last
 */
record RealisedLooks(
    GroupSequentialMonitor monitor, List<Look> looks, boolean grown, boolean last) {
  private static final double LARGEST_LEVEL = 0.999;
  private static final double ACCURACY = 1e-11;
  private static final int MAX_EVALUATIONS = 200;

  /** One for each look. */
  List<Boundary> boundaries(double level) {
    List<Look> growing = grown ? looks : looks.subList(0, looks.size() - 1);
    double[] fractions = growing.stream().mapToDouble(monitor::fraction).toArray();
    var boundaries = monitor.design().spend(level, fractions, grown && last);
    return grown ? boundaries.looks() : withRest(boundaries, level);
  }

  /** Spends the rest on the newest look, whatever its correlation with those before. */
  private List<Boundary> withRest(Boundaries before, double level) {
    double rest = monitor.design().perSide(level - before.alpha());
    double z =
        rest > Normal.upperTail(GroupSequentialDesign.MAX_Z)
            ? Normal.upperQuantile(rest)
            : GroupSequentialDesign.MAX_Z;
    List<Boundary> all = new ArrayList<>(before.looks());
    double spent = before.alpha() + before.sides() * Normal.upperTail(z);
    all.add(new Boundary(monitor.fraction(looks.getLast()), z, spent));
    return all;
  }

  /** By how much the statistics pass their boundaries, at the look where they do so most. */
  double excess(List<Boundary> boundaries) {
    double most = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < looks.size(); i++) {
      double z = looks.get(i).z();
      double towards = monitor.design().sides() == 2 ? Math.abs(z) : z;
      most = Math.max(most, towards - boundaries.get(i).z());
    }
    return most;
  }

  /**
   * The level at which the largest excess is 0. It rises with the level, as all boundaries fall
   * (Liu and Anderson 2008, JASA 103, 1621-1630).
   */
  double pValue() {
    UnivariateFunction excess = logLevel -> excess(boundaries(Math.exp(logLevel)));
    double low = Math.log(GroupSequentialDesign.SMALLEST_ALPHA);
    double high = Math.log(LARGEST_LEVEL);
    if (excess.value(low) >= 0.0) {
      return GroupSequentialDesign.SMALLEST_ALPHA;
    }
    if (excess.value(high) <= 0.0) {
      return 1.0;
    }
    return Math.exp(new BrentSolver(ACCURACY).solve(MAX_EVALUATIONS, excess, low, high));
  }
}
