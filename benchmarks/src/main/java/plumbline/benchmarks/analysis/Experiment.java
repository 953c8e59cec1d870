package plumbline.benchmarks.analysis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import plumbline.engine.analysis.Arm;
import plumbline.engine.analysis.Design;
import plumbline.engine.analysis.Measured;
import plumbline.engine.analysis.Measured.Family;
import plumbline.engine.analysis.Metric;
import plumbline.engine.analysis.Metric.Better;
import plumbline.engine.fold.Buckets;
import plumbline.engine.fold.FoldMetric.Kind;
import plumbline.engine.fold.Histogram;
import plumbline.engine.fold.MetricSums;
import plumbline.engine.fold.Term;
import plumbline.engine.statistics.QuantileScan;

/** An experiment with 4 variants and 20 metrics: of each kind 4; sums of 2,000 units an arm. */
final class Experiment {
  private static final int UNITS = 2_000;
  private static final int TREATMENTS = 3;
  private static final int METRICS = 20;
  private static final long SEED = 1;

  private Experiment() {}

  static List<Measured> metrics(boolean covariate) {
    var random = new SplittableRandom(SEED);
    var metrics = new ArrayList<Measured>();
    for (var i = 0; i < METRICS; i++) {
      var kind = Kind.values()[i % Kind.values().length];
      var treatments = new ArrayList<Arm>();
      for (var t = 0; t < TREATMENTS; t++) {
        treatments.add(arm("treatment-" + t, kind, covariate, random));
      }
      metrics.add(
          Measured.of(
              metric(kind, "metric-" + i),
              i == 0 ? Family.PRIMARY : Family.SECONDARY,
              arm("control", kind, covariate, random),
              treatments,
              new Design.FixedHorizon()));
    }
    return metrics;
  }

  private static Metric metric(Kind kind, String key) {
    return switch (kind) {
      case PROPORTION, COUNT -> Metric.counted(key, kind, Better.HIGHER);
      case MEAN -> Metric.mean(key, Better.HIGHER, "EUR");
      case RATIO -> Metric.ratio(key, Better.HIGHER, "EUR", true, false);
      case QUANTILE -> Metric.quantile(key, Better.LOWER, "ms", 0.95);
    };
  }

  private static Arm arm(String variant, Kind kind, boolean covariate, SplittableRandom random) {
    return kind == Kind.QUANTILE
        ? quantile(variant, random)
        : summed(variant, kind, terms(kind, covariate), random);
  }

  private static List<Term> terms(Kind kind, boolean covariate) {
    if (kind == Kind.RATIO) {
      return covariate ? List.of(Term.Y, Term.D, Term.X, Term.Z) : List.of(Term.Y, Term.D);
    }
    return covariate ? List.of(Term.Y, Term.X) : List.of(Term.Y);
  }

  private static Arm summed(String variant, Kind kind, List<Term> terms, SplittableRandom random) {
    var sums = new BigInteger[terms.size() + terms.size() * (terms.size() + 1) / 2 + 1];
    java.util.Arrays.fill(sums, BigInteger.ZERO);
    for (var i = 0; i < UNITS; i++) {
      add(sums, unit(kind, terms.size(), random));
    }
    return new Arm(variant, UNITS, new MetricSums(terms, List.of(sums)), Optional.empty());
  }

  private static void add(BigInteger[] sums, BigInteger[] unit) {
    var at = 0;
    for (var value : unit) {
      sums[at] = sums[at++].add(value);
    }
    for (var a = 0; a < unit.length; a++) {
      for (var b = a; b < unit.length; b++) {
        sums[at] = sums[at++].add(unit[a].multiply(unit[b]));
      }
    }
    sums[at] = sums[at].add(unit[0].pow(3));
  }

  private static BigInteger[] unit(Kind kind, int terms, SplittableRandom random) {
    var level = Math.exp(0.5 * random.nextGaussian());
    var unit = new BigInteger[terms];
    for (var i = 0; i < terms; i++) {
      var value = level * (5.0 + random.nextGaussian());
      unit[i] =
          BigInteger.valueOf(
              switch (kind) {
                case PROPORTION -> random.nextDouble() < 0.1 * level ? 1 : 0;
                case COUNT -> Math.max(0, Math.round(value));
                case MEAN -> Math.round(1e6 * value);
                case RATIO -> i % 2 == 0 ? Math.round(1e6 * value) : 1 + random.nextInt(4);
                case QUANTILE -> throw new IllegalArgumentException("has no terms");
              });
    }
    return unit;
  }

  private static Arm quantile(String variant, SplittableRandom random) {
    var units = new ArrayList<Histogram>();
    var all = new TreeMap<Integer, Long>();
    for (var i = 0; i < UNITS; i++) {
      var own = new TreeMap<Integer, Long>();
      for (var j = 0; j < 5; j++) {
        var bucket = Buckets.of(Math.round(1e8 * Math.exp(random.nextGaussian())));
        own.merge(bucket, 1L, Long::sum);
        all.merge(bucket, 1L, Long::sum);
      }
      units.add(new Histogram(own));
    }
    var histogram = new Histogram(all);
    var scan = QuantileScan.empty(QuantileScan.edgesAround(histogram, 0.95));
    for (var unit : units) {
      scan = scan.plus(unit);
    }
    var none = List.of(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);
    return new Arm(
        variant,
        UNITS,
        new MetricSums(List.of(Term.Y), none),
        Optional.of(new Arm.Values(histogram, scan)));
  }
}
