package plumbline.engine.analysis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import plumbline.engine.analysis.Metric.Better;
import plumbline.engine.fold.Buckets;
import plumbline.engine.fold.FoldMetric.Kind;
import plumbline.engine.fold.Histogram;
import plumbline.engine.fold.MetricSums;
import plumbline.engine.fold.Term;
import plumbline.engine.statistics.QuantileScan;

/** Arms of units that a test makes. */
final class Arms {
  private Arms() {}

  /** A metric of each kind. */
  static Metric metric(Kind kind) {
    return switch (kind) {
      case PROPORTION, COUNT -> Metric.counted("m", kind, Better.HIGHER);
      case MEAN -> Metric.mean("m", Better.HIGHER, "EUR");
      case RATIO -> Metric.ratio("m", Better.HIGHER, "EUR", true, false);
      case QUANTILE -> Metric.quantile("m", Better.LOWER, "ms", 0.9);
    };
  }

  /** Units whose terms are given, each unit's in the order of the terms. */
  static Arm of(String variant, List<Term> terms, List<long[]> units) {
    var count = terms.size();
    var sums = new ArrayList<BigInteger>();
    for (var a = 0; a < count; a++) {
      sums.add(sum(units, a, -1, -1));
    }
    for (var a = 0; a < count; a++) {
      for (var b = a; b < count; b++) {
        sums.add(sum(units, a, b, -1));
      }
    }
    sums.add(sum(units, 0, 0, 0));
    return new Arm(variant, units.size(), new MetricSums(terms, sums), Optional.empty());
  }

  private static BigInteger sum(List<long[]> units, int a, int b, int c) {
    var sum = BigInteger.ZERO;
    for (var unit : units) {
      var product = BigInteger.valueOf(unit[a]);
      product = b < 0 ? product : product.multiply(BigInteger.valueOf(unit[b]));
      sum = sum.add(c < 0 ? product : product.multiply(BigInteger.valueOf(unit[c])));
    }
    return sum;
  }

  /** Shares, counted. */
  static Arm share(String variant, long successes, long units) {
    var sum = BigInteger.valueOf(successes);
    return new Arm(
        variant, units, new MetricSums(List.of(Term.Y), List.of(sum, sum, sum)), Optional.empty());
  }

  /** Units at random, whose values are {@code lift} times as large; with a covariate if asked. */
  static Arm random(
      String variant,
      Kind kind,
      boolean covariate,
      int units,
      double lift,
      SplittableRandom random) {
    if (kind == Kind.QUANTILE) {
      return quantiles(variant, units, lift, random);
    }
    var terms =
        kind == Kind.RATIO
            ? covariate ? List.of(Term.Y, Term.D, Term.X, Term.Z) : List.of(Term.Y, Term.D)
            : covariate ? List.of(Term.Y, Term.X) : List.of(Term.Y);
    var all = new ArrayList<long[]>();
    for (var i = 0; i < units; i++) {
      all.add(unit(kind, covariate, lift, random));
    }
    return of(variant, terms, all);
  }

  private static long[] unit(Kind kind, boolean covariate, double lift, SplittableRandom random) {
    var level = Math.exp(0.5 * random.nextGaussian());
    var before = kind == Kind.PROPORTION ? bit(0.3 * level, random) : micros(kind, level, random);
    return switch (kind) {
      case PROPORTION -> terms(covariate, bit(0.3 * level * lift, random), before);
      case COUNT, MEAN -> terms(covariate, micros(kind, level * lift, random), before);
      case RATIO -> {
        var d = 1 + random.nextInt(4);
        var y = d * micros(kind, level * lift, random);
        yield covariate ? new long[] {y, d, 2 * micros(kind, level, random), 2} : new long[] {y, d};
      }
      case QUANTILE -> throw new IllegalArgumentException("has no terms");
    };
  }

  private static long[] terms(boolean covariate, long y, long x) {
    return covariate ? new long[] {y, x} : new long[] {y};
  }

  private static long bit(double chance, SplittableRandom random) {
    return random.nextDouble() < chance ? 1 : 0;
  }

  private static long micros(Kind kind, double mean, SplittableRandom random) {
    var value = mean * (5.0 + random.nextGaussian());
    return kind == Kind.COUNT ? Math.max(0, Math.round(value)) : Math.round(1e6 * value);
  }

  private static Arm quantiles(String variant, int units, double lift, SplittableRandom random) {
    var each = new ArrayList<Histogram>();
    var all = Histogram.EMPTY;
    for (var i = 0; i < units; i++) {
      var own = new TreeMap<Integer, Long>();
      var level = Math.exp(0.3 * random.nextGaussian());
      for (var j = 0; j < 5; j++) {
        var value = 100.0 * lift * level * Math.exp(0.5 * random.nextGaussian());
        own.merge(Buckets.of(Math.round(1e6 * value)), 1L, Long::sum);
      }
      each.add(new Histogram(own));
      all = all.plus(each.getLast());
    }
    var scan = QuantileScan.empty(QuantileScan.edgesAround(all, 0.9));
    for (var unit : each) {
      scan = scan.plus(unit);
    }
    var none = List.of(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);
    return new Arm(
        variant,
        units,
        new MetricSums(List.of(Term.Y), none),
        Optional.of(new Arm.Values(all, scan)));
  }
}
