package plumbline.engine.planning;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.LongStream;

/** The minimum detectable effect, by days of enrolment. */
public record MdeCurve(List<Point> points) {
  /**
   * One point.
   *
   * @param days of enrolment, whole ones
   * @param units that the traffic brings in them, all variants together
   * @param difference treatment minus control, in the metric's unit; empty where even the largest
   *     possible one would be found more rarely
   */
  public record Point(long days, long units, OptionalDouble difference) {}

  /** Keeps its own copy. */
  public MdeCurve {
    points = List.copyOf(points);
  }

  /**
   * The effect that is found after whole days, the last one included; every day's where there are
   * at most as many as points.
   *
   * @param days from 1 to 1e6
   * @param points from 2 to 400, the most there are
   */
  public static MdeCurve of(
      ExperimentPlan plan, Traffic traffic, long days, Direction direction, int points) {
    Require.points(points);
    Require.that(days >= 1 && days <= 1_000_000, "days", "from 1 to 1e6", days);
    long shown = Math.min(days, points);
    return new MdeCurve(
        LongStream.rangeClosed(1, shown)
            .map(i -> Math.ceilDiv(i * days, shown))
            .mapToObj(day -> point(plan, traffic, day, direction))
            .toList());
  }

  private static Point point(ExperimentPlan plan, Traffic traffic, long day, Direction direction) {
    long units = traffic.unitsIn(day);
    return new Point(
        day,
        units,
        units < 1 ? OptionalDouble.empty() : plan.smallestDifference((double) units, direction));
  }
}
