package plumbline.engine.planning;

import java.util.List;
import java.util.stream.IntStream;

/** The power to find one difference, by units. */
public record PowerCurve(List<Point> points) {
  /**
   * One point.
   *
   * @param units all variants together
   * @param power that it is found, with the right sign, in the smallest treatment
   */
  public record Point(double units, double power) {}

  /** Keeps its own copy. */
  public PowerCurve {
    points = List.copyOf(points);
  }

  /**
   * Power at evenly spaced numbers of units, both ends included.
   *
   * @param difference treatment minus control, not 0
   * @param fromUnits all variants together, above 0
   * @param toUnits above fromUnits
   * @param points from 2 to 400
   */
  public static PowerCurve of(
      ExperimentPlan plan, double difference, double fromUnits, double toUnits, int points) {
    Require.points(points);
    Require.positive("fromUnits", fromUnits);
    Require.that(
        toUnits > fromUnits && Double.isFinite(toUnits),
        "toUnits",
        "above fromUnits and finite",
        toUnits);
    double step = (toUnits - fromUnits) / (points - 1);
    return new PowerCurve(
        IntStream.range(0, points)
            .mapToDouble(i -> i == points - 1 ? toUnits : fromUnits + i * step)
            .mapToObj(units -> new Point(units, plan.power(difference, units).detected()))
            .toList());
  }
}
