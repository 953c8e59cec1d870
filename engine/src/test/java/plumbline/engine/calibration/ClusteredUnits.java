package plumbline.engine.calibration;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import plumbline.engine.fold.Buckets;
import plumbline.engine.fold.Histogram;
import plumbline.engine.statistics.Normal;

/**
 * Units with very different numbers of values, which are alike within a unit: lognormal around a
 * level of the unit's own.
 *
 * @param level the mean of the values' logarithm
 * @param between the sd of the units' levels, of the values' logarithm
 * @param within the sd around them
 * @param events how many values a unit has
 */
record ClusteredUnits(
    double level, double between, double within, ToIntFunction<SplittableRandom> events) {
  private static final double LEVEL = 4.6;
  private static final int MOST = 1_000;

  ClusteredUnits(double between, double within) {
    this(LEVEL, between, within, ClusteredUnits::events);
  }

  /** Most units have few values, some have many, some have none: 3.5 on average. */
  static ClusteredUnits withFewValues(double between, double within) {
    return new ClusteredUnits(
        LEVEL, between, within, random -> (int) (4 * random.nextExponential()));
  }

  /** All of whose values are so many times as large. */
  ClusteredUnits times(double factor) {
    return new ClusteredUnits(level + Math.log(factor), between, within, events);
  }

  /** From 1 to 1,000 events: few units have most of them. */
  static int events(SplittableRandom random) {
    double u = random.nextDouble();
    return (int) Math.min(MOST, Math.exp(u * u * u * u * Math.log(MOST + 1.0)));
  }

  /** The values of one unit in millionths, by bucket. */
  Histogram unit(SplittableRandom random) {
    double own = level + between * random.nextGaussian();
    TreeMap<Integer, Long> bars = new TreeMap<>();
    for (int n = events.applyAsInt(random); n > 0; n--) {
      double value = Math.exp(own + within * random.nextGaussian());
      bars.merge(Buckets.of(Math.round(1e6 * value)), 1L, Long::sum);
    }
    return new Histogram(bars);
  }

  List<Histogram> arm(SplittableRandom random, int units) {
    List<Histogram> arm = new ArrayList<>();
    for (int i = 0; i < units; i++) {
      arm.add(unit(random));
    }
    return arm;
  }

  /** The true quantile of all values: how many a unit has says nothing of its level. */
  double quantile(double nu) {
    return Math.exp(level + Math.hypot(between, within) * Normal.upperQuantile(1 - nu));
  }

  static Histogram sum(List<Histogram> units) {
    TreeMap<Integer, Long> bars = new TreeMap<>();
    for (Histogram unit : units) {
      unit.events().forEach((bucket, count) -> bars.merge(bucket, count, Long::sum));
    }
    return new Histogram(bars);
  }
}
