package plumbline.engine.planning;

import java.util.List;
import java.util.stream.IntStream;
import plumbline.engine.planning.Split.VariantUnits;

/** The units that an experiment needs, by the difference that it is to find. */
public record SampleSizeCurve(List<Point> points) {
  /**
   * One point.
   *
   * @param difference treatment minus control, in the metric's unit
   */
  public record Point(double difference, VariantUnits units) {}

  /** Keeps its own copy. */
  public SampleSizeCurve {
    points = List.copyOf(points);
  }

  /**
   * Units for differences from one to another, each the same multiple of the one before: units go
   * with the inverse square, so that even steps would crowd where little changes.
   *
   * @param from not 0
   * @param to of the same sign, another one than from
   * @param points from 2 to 400
   */
  public static SampleSizeCurve of(ExperimentPlan plan, double from, double to, int points) {
    Require.points(points);
    Require.difference(from);
    Require.difference(to);
    Require.that(to / from > 0.0 && to != from, "to", "of from's sign, and not from itself", to);
    double logStep = Math.log(to / from) / (points - 1);
    return new SampleSizeCurve(
        IntStream.range(0, points)
            .mapToDouble(i -> i == points - 1 ? to : from * Math.exp(i * logStep))
            .mapToObj(difference -> new Point(difference, plan.unitsFor(difference)))
            .toList());
  }
}
