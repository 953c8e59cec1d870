package plumbline.engine.fold;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What units add up to, for each variant, in the engine's numbers and by {@link PlainFold}'s names.
 */
final class Sums {
  private final FoldPlan plan;
  private final Layout layout;
  private final List<Aggregate> aggregates;
  private final List<List<Histogram>> histograms = new ArrayList<>();

  Sums(FoldPlan plan) {
    this.plan = plan;
    layout = new Layout(plan);
    var variants = plan.variants().size();
    aggregates = new ArrayList<>(Collections.nCopies(variants, Aggregate.empty(layout)));
    var quantiles = quantiles().size();
    for (var i = 0; i < variants; i++) {
      histograms.add(new ArrayList<>(Collections.nCopies(quantiles, Histogram.EMPTY)));
    }
  }

  private List<FoldMetric> quantiles() {
    return plan.metrics().stream()
        .filter(metric -> metric.kind() == FoldMetric.Kind.QUANTILE)
        .toList();
  }

  Sums plus(@Nullable UnitState unit) {
    if (unit != null) {
      var own = Aggregate.of(plan, layout, unit);
      aggregates.set(unit.variant(), aggregates.get(unit.variant()).plus(own));
      var all = histograms.get(unit.variant());
      for (var i = 0; unit.analysed(plan) && i < all.size(); i++) {
        all.set(i, all.get(i).plus(unit.histograms().get(i)));
      }
    }
    return this;
  }

  Sums minus(@Nullable UnitState unit) {
    if (unit != null) {
      var own = Aggregate.of(plan, layout, unit);
      aggregates.set(unit.variant(), aggregates.get(unit.variant()).minus(own));
      var all = histograms.get(unit.variant());
      for (var i = 0; unit.analysed(plan) && i < all.size(); i++) {
        all.set(i, all.get(i).minus(unit.histograms().get(i)));
      }
    }
    return this;
  }

  Sums plus(Sums other) {
    for (var variant = 0; variant < aggregates.size(); variant++) {
      aggregates.set(variant, aggregates.get(variant).plus(other.aggregates.get(variant)));
      var all = histograms.get(variant);
      for (var i = 0; i < all.size(); i++) {
        all.set(i, all.get(i).plus(other.histograms.get(variant).get(i)));
      }
    }
    return this;
  }

  boolean isZero() {
    return aggregates.stream().allMatch(Aggregate::isZero)
        && histograms.stream().flatMap(List::stream).allMatch(Histogram.EMPTY::equals);
  }

  /** Without what is 0. */
  Map<String, BigInteger> named() {
    var named = new TreeMap<String, BigInteger>();
    for (var variant = 0; variant < aggregates.size(); variant++) {
      var prefix = plan.variants().get(variant) + " ";
      var aggregate = aggregates.get(variant);
      named.put(prefix + "exposed", BigInteger.valueOf(aggregate.exposed()));
      named.put(prefix + "crossed over", BigInteger.valueOf(aggregate.crossedOver()));
      named.put(prefix + "excluded", BigInteger.valueOf(aggregate.excluded()));
      named.put(prefix + "analysed", BigInteger.valueOf(aggregate.analysed()));
      for (var i = 0; i < plan.metrics().size(); i++) {
        name(named, prefix + plan.metrics().get(i).key() + " ", layout.metric(aggregate, i));
      }
      for (var i = 0; i < quantiles().size(); i++) {
        var metric = prefix + quantiles().get(i).key();
        histograms
            .get(variant)
            .get(i)
            .events()
            .forEach((bucket, events) ->
                named.put("%s [%d]".formatted(metric, bucket), BigInteger.valueOf(events)));
      }
    }
    named.values().removeIf(sum -> sum.signum() == 0);
    return named;
  }

  private static void name(Map<String, BigInteger> named, String prefix, MetricSums sums) {
    for (var one : Term.values()) {
      for (var other : Term.values()) {
        if (sums.has(one) && sums.has(other)) {
          named.put(prefix + letter(one), sums.sum(one));
          named.put(prefix + letter(one) + letter(other), sums.product(one, other));
        }
      }
    }
    named.put(prefix + "yyy", sums.cubeOfY());
  }

  private static String letter(Term term) {
    return switch (term) {
      case Y -> "y";
      case D -> "d";
      case X -> "x";
      case Z -> "z";
    };
  }
}
