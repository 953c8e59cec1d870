package plumbline.engine.planning;

import java.util.List;
import plumbline.engine.sequential.GroupSequentialDesign;
import plumbline.engine.statistics.AsymptoticSequence;

/** When an experiment's results are looked at. To look before the end costs units. */
public sealed interface Looks {
  /**
   * How many times as many units the plan needs as with one look at the end, for the same effect
   * and power.
   *
   * @param significance of the whole experiment, two-sided for anything but {@link Once}
   * @param comparisons that share it, at least 1
   * @param power from 0.5 to 0.999999999, of each
   * @return at least 1
   */
  double inflation(Significance significance, int comparisons, double power);

  /** One look, at the end. */
  record Once() implements Looks {
    @Override
    public double inflation(Significance significance, int comparisons, double power) {
      return 1.0;
    }
  }

  /** At any time, by the {@link AsymptoticSequence}. */
  record Always() implements Looks {
    @Override
    public double inflation(Significance significance, int comparisons, double power) {
      significance.requireTwoSided();
      Require.power(power);
      return AsymptoticSequence.inflation(significance.alpha(), comparisons, power);
    }
  }

  /**
   * A few, by {@link GroupSequentialDesign#usual}.
   *
   * @param fractions of the planned information, each above the one before by more than a
   *     millionth; the last is 1
   */
  record Planned(List<Double> fractions) implements Looks {
    /** Keeps its own copy. */
    public Planned {
      fractions = List.copyOf(fractions);
    }

    @Override
    public double inflation(Significance significance, int comparisons, double power) {
      significance.requireTwoSided();
      double[] looks = fractions.stream().mapToDouble(Double::doubleValue).toArray();
      double level = significance.dividedBy(comparisons).alpha();
      // The search for the drift ends within 1e-10 of it, which may be below that of one look.
      return Math.max(1.0, GroupSequentialDesign.usual(level).boundaries(looks).inflation(power));
    }
  }
}
